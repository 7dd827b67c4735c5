"""Addresses of belonging."""

from django.urls import path

from memberships.views import (
    belonging,
    expenses,
    guide,
    guide_activity,
    joining,
    rates,
    renewals,
    roles,
    terms,
)

app_name = "memberships"
urlpatterns = [
    path("", belonging.listing, name="list"),
    path("renewals/", renewals.renewals, name="renewals"),
    path("renewals.ics", renewals.renewals_ics, name="renewals_ics"),
    path("memberships.csv", belonging.listing_csv, name="list_csv"),
    path("add/", joining.find, name="add"),
    path("guide/", guide.guide, name="guide"),
    path("guide/take-back/", guide.take_back, name="guide_take_back"),
    path("guide/put-back/", guide.put_back, name="guide_put_back"),
    path("guide/activity/", guide_activity.activity, name="guide_activity"),
    path("add/private/", joining.add_private, name="add_private"),
    path("add/<uuid:organisation>/", joining.join, name="join"),
    path("private/<uuid:organisation>/", joining.edit_private, name="edit_private"),
    path("rates/", rates.listing, name="rates"),
    path("rates/<str:currency>/", rates.edit, name="rate"),
    path("rates/<str:currency>/remove/", rates.remove, name="remove_rate"),
    path("<uuid:uuid>/", belonging.detail, name="detail"),
    path("<uuid:uuid>/edit/", belonging.edit, name="edit"),
    path("<uuid:uuid>/confirm/", belonging.confirm, name="confirm"),
    path("<uuid:uuid>/end/", belonging.end, name="end"),
    path("<uuid:uuid>/hold/", belonging.hold, name="hold"),
    path("<uuid:uuid>/remove/", belonging.remove, name="remove"),
    path("<uuid:uuid>/restore/", belonging.restore, name="restore"),
    path("<uuid:uuid>/fee/", terms.fee, name="fee"),
    path("<uuid:uuid>/terms/add/", terms.add, name="add_term"),
    path("<uuid:uuid>/terms/<int:pk>/", terms.edit, name="edit_term"),
    path("<uuid:uuid>/terms/<int:pk>/renew/", terms.renew, name="renew"),
    path("<uuid:uuid>/terms/<int:pk>/remove/", terms.remove, name="remove_term"),
    path("<uuid:uuid>/expenses/add/", expenses.add, name="add_expense"),
    path("<uuid:uuid>/expenses/<int:pk>/", expenses.edit, name="edit_expense"),
    path("<uuid:uuid>/expenses/<int:pk>/remove/", expenses.remove, name="remove_expense"),
    path("<uuid:uuid>/roles/add/", roles.add, name="add_role"),
    path("<uuid:uuid>/roles/<int:pk>/", roles.edit, name="edit_role"),
    path("<uuid:uuid>/roles/<int:pk>/remove/", roles.remove, name="remove_role"),
]
