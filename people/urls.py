"""Addresses of accounts: allauth's under its own names, and what this project adds to them."""

from django.urls import include, path

from people import guide_views, views

urlpatterns = [
    path("", views.account, name="account_overview"),
    path("name/", views.change_name, name="account_change_name"),
    path("learning/", views.learning, name="account_learning"),
    path("week/", views.week, name="account_week"),
    path("outings/", views.outings, name="account_outings"),
    path("guide/", guide_views.go_on, name="account_guide"),
    path("guide/where/", guide_views.where, name="account_guide_where"),
    path("guide/skip/", guide_views.skip, name="account_skip_step"),
    path("guide/reopen/", guide_views.reopen, name="account_reopen_steps"),
    path("guide/end/", guide_views.end, name="account_end_guide"),
    path("learning/places/", views.places, name="account_places"),
    path("invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("send-again/", views.send_again, name="account_send_again"),
    path("", include("allauth.account.urls")),
]
