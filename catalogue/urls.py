"""Addresses of the catalogue."""

from django.urls import path

from catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.find, name="find"),
    path("organisations.csv", views.as_csv, name="csv"),
    path("named/", views.named, name="named"),
    path("compare/", views.compare, name="compare"),
    path("<uuid:uuid>/", views.organisation, name="organisation"),
]
