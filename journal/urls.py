"""Which page of the journal answers which address?"""

from django.urls import URLPattern

app_name = "journal"
urlpatterns: list[URLPattern] = []
