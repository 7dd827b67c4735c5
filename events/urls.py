"""Which page of events answers which address?"""

from django.urls import path

from events.views import going, mine, own, showing, suggesting

app_name = "events"
urlpatterns = [
    path("", showing.listing, name="list"),
    path("month/", showing.month, name="month"),
    path("new/", own.add, name="add"),
    path("mine/", mine.listing, name="mine"),
    path("mine/news/", mine.news, name="news"),
    path("suggested/", suggesting.queue, name="suggested"),
    path("<uuid:uuid>/", showing.event, name="event"),
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
