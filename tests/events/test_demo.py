"""The events of the demo: round the day of loading, and what its people say of them."""

import datetime

import pytest
from django.utils import timezone

from events.demo import EVENTS, INVENTED, load_events
from events.models import Attendance, Event
from journal.attended import unwritten
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LIBRARIAN = "librarian@example.org"


def said_by(email):
    rows = Attendance.objects.filter(user__email=email).order_by("event__starts_at")
    return [(row.event.title, row.state, row.reason) for row in rows]


def test_all_of_them_say_that_they_are_invented():
    assert set(Event.objects.values_list("description", flat=True)) == {INVENTED}
    assert Event.objects.count() == len(EVENTS)


def test_there_is_one_of_each_sort():
    events = Event.objects.all()
    assert set(events.values_list("mode", flat=True)) == {"online", "face_to_face", "hybrid"}
    assert set(events.values_list("status", flat=True)) == {"confirmed", "tentative", "cancelled"}
    owners = events.exclude(owner=None).values_list("owner__email", flat=True)
    assert set(owners) == {LIBRARIAN}
    several = [event for event in events if event.ends_at - event.starts_at > datetime.timedelta(1)]
    assert [event.title for event in several] == ["Two days of leading from anywhere"]


def test_none_lies_in_the_week_of_loading_and_each_keeps_its_day_of_the_week():
    today = timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    for planned in EVENTS:
        starts = Event.objects.get(title=planned.title).starts_at
        day = timezone.localdate(starts)
        assert not monday <= day < monday + datetime.timedelta(days=7)
        assert day.weekday() == planned.weekday
        assert timezone.localtime(starts).time() == planned.starts


def test_what_the_librarian_says():
    assert said_by(LIBRARIAN) == [
        ("Writing for councillors: a day in Leeds", "could_not", "cost"),
        ("Public libraries and the plan of the town", "could_not", "too_late"),
        ("Evening of the local project", "went", ""),
        ("Speaking up: an evening with two councillors", "could_not", "too_late"),
        ("What reading for pleasure shows", "went", ""),
        ("Lunch among the maps", "went", ""),
        ("TeachMeet over tea", "going", ""),
        ("Coffee with the person I mentor", "going", ""),
        ("Old bindings, new readers", "going", ""),
        ("Planning ahead in public libraries", "interested", ""),
        ("Two days of leading from anywhere", "interested", ""),
    ]


def test_one_that_she_went_to_is_written_down_and_two_are_not():
    librarian = User.objects.get(email=LIBRARIAN)
    entry = librarian.entries.exclude(event=None).get()
    assert (entry.title, entry.sensitive) == ("Evening of the local project", True)
    assert entry.event is not None
    assert entry.on == timezone.localdate(entry.event.starts_at)
    assert [row.event.title for row in unwritten(librarian)] == [
        "Lunch among the maps",
        "What reading for pleasure shows",
    ]


def test_it_is_loaded_once():
    load_events(people=list(User.objects.all()), on=datetime.date(2026, 1, 2))
    assert Event.objects.count() == len(EVENTS)
