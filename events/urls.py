"""Which page of events answers which address?"""

from django.urls import path

from events.views import own, showing

app_name = "events"
urlpatterns = [
    path("", showing.listing, name="list"),
    path("month/", showing.month, name="month"),
    path("new/", own.add, name="add"),
    path("<uuid:uuid>/", showing.event, name="event"),
    path("<uuid:uuid>/edit/", own.edit, name="edit"),
    path("<uuid:uuid>/remove/", own.remove, name="remove"),
    path("<uuid:uuid>/restore/", own.restore, name="restore"),
]
