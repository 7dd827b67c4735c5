"""The time of day, however it is written."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from people.clock import ClockField, read_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("17:30", time(17, 30)),
        (" 17.30 ", time(17, 30)),
        ("5.30pm", time(17, 30)),
        ("5:30 PM", time(17, 30)),
        ("5pm", time(17)),
        ("5 p.m.", time(17)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12.15am", time(0, 15)),
        ("12pm", time(12)),
        ("0:30", time(0, 30)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_as_people_write_it(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "24", "24:00", "9:60", "9:3", "9:300", "99", "12345", "-1", "9-30", "13pm",
        "0am", "9pm pm", "9 a", "٩", "９", "9:30\x00", "9\n30", "<b>9</b>", "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match=r"no |must be in"):
        read_time(text)
    if text:
        with pytest.raises(ValidationError):
            ClockField().clean(text)


@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M %p"]))
def test_every_minute_in_every_way_of_writing(moment, way):
    assert read_time(moment.strftime(way)) == moment.replace(second=0, microsecond=0)


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_refused(text):
    try:
        moment = read_time(text)
    except ValueError:
        return
    assert read_time(f"{moment:%H:%M}") == moment


def test_a_field_shows_a_time_and_what_was_typed():
    assert ClockField().prepare_value(time(9, 5)) == "09:05"
    assert ClockField().prepare_value("half past") == "half past"
    assert ClockField(required=False).clean("  ") is None
