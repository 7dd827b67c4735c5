"""Addresses of accounts: allauth's under its own names, and what this project adds to them."""

from django.urls import include, path

from people import views

urlpatterns = [
    path("", views.account, name="account_overview"),
    path("name/", views.change_name, name="account_change_name"),
    path("learning/", views.learning, name="account_learning"),
    path("learning/places/", views.places, name="account_places"),
    path("send-again/", views.send_again, name="account_send_again"),
    path("", include("allauth.account.urls")),
]
