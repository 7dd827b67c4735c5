"""Addresses of reports."""

from django.urls import path

from reports.views import calendar, cpd, memberships, templates

app_name = "reports"
urlpatterns = [
    path("calendar/", calendar.choose, name="calendar"),
    path("calendar/renew/", calendar.renew, name="renew_calendar"),
    path("calendar/revoke/", calendar.revoke, name="revoke_calendar"),
    path("calendar/<str:secret>.ics", calendar.read, name="calendar_ics"),
    path("membership-review.pdf", memberships.membership_review, name="membership_review"),
    path("renewal/<uuid:uuid>.pdf", memberships.renewal, name="renewal"),
    path("cpd/", cpd.choose, name="cpd"),
    path("cpd/report/", cpd.read, name="cpd_page"),
    path("cpd/report.pdf", cpd.pdf, name="cpd_pdf"),
    path("cpd/templates/new/", templates.add, name="add_template"),
    path("cpd/templates/<uuid:uuid>/", templates.edit, name="template"),
    path("cpd/templates/<uuid:uuid>/delete/", templates.remove, name="remove_template"),
]
