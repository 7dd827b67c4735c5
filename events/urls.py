"""Which page of events answers which address?"""

from django.urls import path

from events.views import calendars, going, journeys, mine, own, showing, suggesting

app_name = "events"
urlpatterns = [
    path("", showing.listing, name="list"),
    path("month/", showing.month, name="month"),
    path("new/", own.add, name="add"),
    path("mine/", mine.listing, name="mine"),
    path("mine/news/", mine.news, name="news"),
    path("suggested/", suggesting.queue, name="suggested"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/file/", calendars.bring_file, name="bring_file"),
    path("calendars/address/", calendars.subscribe, name="subscribe"),
    path("calendars/waiting/<uuid:uuid>/", calendars.waiting, name="waiting"),
    path(
        "calendars/waiting/<uuid:uuid>/discard/",
        calendars.discard_waiting,
        name="discard_waiting",
    ),
    path("calendars/<uuid:uuid>/read/", calendars.read_feed, name="read_feed"),
    path("calendars/<uuid:uuid>/pause/", calendars.pause, name="pause_feed"),
    path("calendars/<uuid:uuid>/resume/", calendars.resume, name="resume_feed"),
    path("calendars/<uuid:uuid>/remove/", calendars.remove, name="remove_feed"),
    path("<uuid:uuid>.ics", calendars.event_ics, name="ics"),
    path("journeys/", journeys.listing, name="journeys"),
    path("journeys/new/", journeys.add, name="add_journey"),
    path("journeys/<uuid:uuid>/", journeys.journey, name="journey"),
    path("journeys/<uuid:uuid>/remove/", journeys.remove, name="remove_journey"),
    path("<uuid:uuid>/", showing.event, name="event"),
    path("<uuid:uuid>/journey/", journeys.journey_to, name="journey_to"),
    path("<uuid:uuid>/going/", going.going, name="going"),
    path("<uuid:uuid>/going/forget/", going.forget, name="forget_going"),
    path("<uuid:uuid>/going/undo/", going.take_back, name="take_back_going"),
    path("<uuid:uuid>/going/seen/", going.seen, name="seen"),
    path("<uuid:uuid>/edit/", own.edit, name="edit"),
    path("<uuid:uuid>/remove/", own.remove, name="remove"),
    path("<uuid:uuid>/restore/", own.restore, name="restore"),
    path("<uuid:uuid>/suggest/", suggesting.suggest, name="suggest"),
    path("<uuid:uuid>/withdraw/", suggesting.withdraw, name="withdraw"),
    path("<uuid:uuid>/accept/", suggesting.accept, name="accept"),
    path("<uuid:uuid>/decline/", suggesting.decline, name="decline"),
]
