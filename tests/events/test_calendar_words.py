"""Is what was wrong with a calendar said in words, with what can be done?"""

import pytest

from events.calendar_words import WORDS, problem_in_words, reason_in_words
from events.fetching import Failure
from events.ical.problems import Problem, Reason
from events.targets import Refusal


def test_each_reason_has_its_words():
    for reasons in (Reason, Refusal, Failure):
        assert set(WORDS[reasons]) == set(reasons)
        for reason in reasons:
            assert "%" not in reason_in_words(reason)


def test_a_file_and_an_address_have_words_of_their_own():
    """The same word of two enumerations is the same key."""
    assert reason_in_words(Reason.WEB_PAGE).startswith("This is a web page.")
    assert reason_in_words(Refusal.WEB_PAGE).startswith("There is a web page at this address.")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            Problem(Reason.END_BEFORE_START, 3, "100%", "2026"),
            "Event 3, “100%” was left out: It ends before it begins. Enter it by hand. (2026)",
        ),
        (
            Problem(Reason.BAD_LINE, 3, ""),
            "Event 3: A line of it cannot be read and was passed over.",
        ),
        (
            Problem(Reason.TOO_MANY_EVENTS),
            "Only the first 5000 events were read. Take a calendar with fewer years.",
        ),
    ],
)
def test_problems_say_where_and_what(problem, words):
    assert problem_in_words(problem) == words
