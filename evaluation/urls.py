"""Addresses of the evaluation."""

from django.urls import path

from evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("memberships.csv", views.overview_csv, name="overview_csv"),
    path("problem.json", views.problem, name="problem"),
    path("<uuid:uuid>/", views.membership, name="membership"),
]
