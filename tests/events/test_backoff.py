"""When is a subscribed calendar asked for again?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.backoff import LONGEST, SHORTEST, next_fetch
from events.fetching import Failure
from events.targets import Refusal

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "hours"), [(0, 1), (1, 2), (2, 4), (7, 128), (8, 168), (9, 168), (10_000, 168)]
)
def test_waits_double_up_to_a_week(failures, hours):
    reason = Failure.TOO_SLOW if failures else None
    assert next_fetch(now=NOW, failures=failures, reason=reason) == NOW + timedelta(hours=hours)


def test_the_other_side_may_ask_for_more_time_but_not_for_less():
    def asked(wait: timedelta) -> datetime | None:
        return next_fetch(now=NOW, failures=1, reason=Failure.BROKEN_THERE, retry_after=wait)

    assert asked(timedelta(hours=5)) == NOW + timedelta(hours=5)
    assert asked(timedelta(minutes=5)) == NOW + timedelta(hours=2)
    assert asked(timedelta(days=900)) == NOW + timedelta(days=7)


def test_what_is_gone_is_asked_no_more():
    assert next_fetch(now=NOW, failures=1, reason=Failure.GONE) is None


@pytest.mark.parametrize("reason", [Failure.NOT_FOUND, Refusal.NOT_PUBLIC, Refusal.WEB_PAGE])
def test_what_hardly_mends_itself_is_asked_five_times(reason):
    assert next_fetch(now=NOW, failures=4, reason=reason) == NOW + timedelta(hours=16)
    assert next_fetch(now=NOW, failures=5, reason=reason) is None


@given(st.integers(0, 10**6), st.timedeltas(timedelta(), timedelta(days=10**6)) | st.none())
def test_the_wait_is_between_an_hour_and_a_week(failures, retry_after):
    at = next_fetch(now=NOW, failures=failures, reason=Failure.TOO_SLOW, retry_after=retry_after)
    assert at is not None
    assert SHORTEST <= at - NOW <= LONGEST
