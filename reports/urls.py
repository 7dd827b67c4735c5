"""Addresses of reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("membership-review.pdf", views.membership_review, name="membership_review"),
    path("renewal/<uuid:uuid>.pdf", views.renewal, name="renewal"),
]
