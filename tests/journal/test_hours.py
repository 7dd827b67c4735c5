"""A length of time, as people type it."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from journal.hours import HoursField, hours_and_minutes, read_minutes

READ = {
    "1": 60, "1.5": 90, "1,5": 90, ".5": None, "0.25": 15, "1.333": 80, "2 h": 120, "2h": 120,
    "2 hours": 120, "1 hour": 60, "1:30": 90, "1:5": 65, "1 h 30": 90, "1h30": 90,
    "1 h 30 min": 90, "1h30m": 90, "90 min": 90, "90m": 90, "45 minutes": 45, " 1.5 ": 90,
    "1:60": None, "1:": None, "": None, "soon": None, "-1": None, "1.2.3": None, "1e3": None,
    "١": None, "1 h 30 h": None, "nan": None, "123456789": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), READ.items())
def test_what_a_text_says(text, minutes):
    if minutes is None:
        with pytest.raises(ValueError, match="no length of time"):
            read_minutes(text)
    else:
        assert read_minutes(text) == minutes


@given(st.integers(0, 600_000))
def test_what_is_shown_is_read_again(minutes):
    assert read_minutes(hours_and_minutes(minutes).replace(",", "")) == minutes
    assert (
        HoursField(required=False, empty_value=0).clean(
            HoursField(required=False).prepare_value(minutes)
        )
        == minutes
    )


@given(st.text(max_size=20))
def test_no_text_is_too_odd(text):
    with contextlib.suppress(ValueError):
        assert read_minutes(text) >= 0


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (75_000, "1,250 h")],
)
def test_how_it_is_shown(minutes, text):
    assert hours_and_minutes(minutes) == text


def test_more_than_anybody_does():
    assert HoursField().clean("10000") == 600_000
    with pytest.raises(ValidationError, match="10,000 hours at most"):
        HoursField().clean("10000:01")


def test_nothing_typed_is_what_the_field_says():
    assert HoursField(required=False).clean("") is None
    assert HoursField(required=False, empty_value=0).clean(" ") == 0
