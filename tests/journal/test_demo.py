"""The journal of the demo's librarian."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from journal.choices import StepState
from journal.demo import load_journal
from journal.demo_evidence import DRAWN, PROGRAMME, SHOWN, load_evidence
from journal.models import Entry, Evidence, Step
from journal.queue import When, arrange
from journal.sensitivity import hidden_entries
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def librarian():
    return User.objects.get(email="librarian@example.org")


def test_it_shows_what_a_journal_holds(librarian):
    mine = Entry.objects.of(librarian)
    assert (mine.count(), mine.complete().count()) == (8, 7)
    assert set(mine.values_list("description", flat=True)) == {"Invented for the demo."}
    hidden = mine.filter(hidden_entries(user=librarian)).order_by("on")
    assert [(entry.confidential, entry.sensitive) for entry in hidden] == [
        (True, False),
        (False, True),
    ]
    (step,) = Step.objects.filter(opened__in=mine)
    assert step.outcome == "Four stories in a month."


def test_a_file_and_a_link_show_some_of_it(librarian):
    link, drawing = Evidence.objects.order_by("entry__on")
    assert (link.entry.title, link.link) == (SHOWN, PROGRAMME)
    assert (drawing.entry.title, drawing.content_type) == (DRAWN, "image/png")
    with Image.open(drawing.file) as picture:
        assert picture.size == (880, 170)
    load_evidence(user=librarian)
    assert Evidence.objects.count() == 2


def test_its_steps_are_of_every_kind(librarian):
    mine = Step.objects.filter(user=librarian)
    assert mine.filter(state=StepState.DONE).count() == 1
    assert mine.filter(state=StepState.DROPPED).count() == 1
    queue = arrange(mine.filter(state=StepState.OPEN), on=timezone.localdate())
    assert {when: len(steps) for when, steps in queue.items()} == dict.fromkeys(When, 1)


def test_it_is_written_once(librarian):
    load_journal(user=librarian, on=date(2026, 1, 1) + timedelta(days=1))
    assert Entry.objects.of(librarian).count() == 8


def test_nobody_else_has_one():
    assert set(Entry.objects.values_list("user__email", flat=True)) == {"librarian@example.org"}
