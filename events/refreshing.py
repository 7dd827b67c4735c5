"""How is a subscribed calendar read again? Each by itself, and by one reader at a time."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.backoff import next_fetch
from events.calendar_words import problem_in_words, reason_in_words
from events.choices import FeedState
from events.differences import Differences, read_calendar
from events.fetching import Failure, Fetched, FetchFailedError, Transport, fetch
from events.ical.parse import Reading
from events.ical.problems import BadCalendarError, Reason
from events.models import Feed
from events.models.feeds import READ_STATES
from events.taking_over import take_over
from events.targets import FetchRefusedError, Refusal

# A calendar is asked for no sooner again, whoever asks: so two readers never read it at once, and
# one that broke off keeps nobody from it for ever.
SOONEST = timedelta(minutes=5)
MOST_PROBLEMS = 50  # of a calendar, that are kept in words
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of reading a calendar: what changed, or why it could not be read.

    Neither: it has not changed since. `broken` says that the fault is on this side.
    """

    feed: Feed
    found: Differences | None = None
    reason: Failure | Refusal | Reason | None = None
    broken: bool = False


def refresh_due(*, transport: Transport | None = None) -> Iterator[Refreshed]:
    """Read every calendar that is due, one after the other, whatever becomes of the others."""
    due = Feed.objects.filter(next_at__lte=timezone.now(), state__in=READ_STATES)
    for feed in due.exclude(address="").select_related("organisation").order_by("next_at", "pk"):
        refreshed = refresh_feed(feed=feed, transport=transport)
        if refreshed is not None:
            yield refreshed


def refresh_feed(*, feed: Feed, transport: Transport | None = None) -> Refreshed | None:
    """Read a calendar; None where it was asked for a moment ago, perhaps by somebody else.

    Nothing is locked while the other side is waited for.
    """
    now = timezone.now()
    if not _claim(feed, now):
        return None
    try:
        return _refresh(feed, now, transport)
    except Exception:  # whatever it is, it must not keep the other calendars from being read
        logger.exception("Calendar %s could not be taken over.", feed.pk)
        _note_failure(feed, now, trouble=_("Something went wrong here. It is tried again."))
        return Refreshed(feed, broken=True)


def _claim(feed: Feed, now: datetime) -> bool:
    """Whether this reader may ask: nobody else did a moment ago."""
    free = Q(asked_at=None) | Q(asked_at__lt=now - SOONEST)
    return Feed.objects.filter(free, pk=feed.pk).update(asked_at=now) == 1


def _refresh(feed: Feed, now: datetime, transport: Transport | None) -> Refreshed:
    reason: Failure | Refusal | Reason
    retry_after = None
    try:
        fetched = fetch(
            feed.address,
            etag=feed.etag,
            last_modified=feed.last_modified,
            transport=transport,
        )
        if fetched.content is None:
            return _note_unchanged(feed, now)
        reading = read_calendar(fetched.content, feed=feed, now=now)
        return _keep(feed, fetched, reading, now)
    except FetchFailedError as error:
        reason, retry_after = error.reason, error.retry_after
    except (FetchRefusedError, BadCalendarError) as error:
        reason = error.reason
    _note_failure(
        feed, now, trouble=reason_in_words(reason), reason=reason, retry_after=retry_after
    )
    return Refreshed(feed, reason=reason)


@transaction.atomic
def _keep(feed: Feed, fetched: Fetched, reading: Reading, now: datetime) -> Refreshed:
    """Take over what was read, unless the feed was paused, changed or removed meanwhile."""
    there = _lock(feed)
    if there is None:
        return Refreshed(feed)
    found = take_over(feed=there, reading=reading, now=now, whole=True)
    note_read(feed=there, fetched=fetched, reading=reading, now=now)
    return Refreshed(feed, found)


@transaction.atomic
def _note_unchanged(feed: Feed, now: datetime) -> Refreshed:
    there = _lock(feed)
    if there is not None:
        _note_fine(there, now)
    return Refreshed(feed)


@transaction.atomic
def _note_failure(
    feed: Feed,
    now: datetime,
    *,
    trouble: str,
    reason: Failure | Refusal | Reason | None = None,
    retry_after: timedelta | None = None,
) -> None:
    there = _lock(feed)
    if there is None:
        return
    there.failures += 1
    there.trouble = trouble
    there.next_at = next_fetch(
        now=now, failures=there.failures, reason=reason, retry_after=retry_after
    )
    there.state = FeedState.GONE if there.next_at is None else FeedState.FAILING
    there.save()


def _lock(feed: Feed) -> Feed | None:
    """The feed as it is now, if it is still to be read from the same address."""
    same = Feed.objects.select_for_update(of=("self",)).select_related("organisation")
    return same.filter(pk=feed.pk, address=feed.address, state__in=READ_STATES).first()


def note_read(*, feed: Feed, fetched: Fetched, reading: Reading, now: datetime) -> None:
    """Keep what is needed to ask again, and what was wrong in it."""
    feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
    feed.problems = [problem_in_words(each) for each in reading.problems[:MOST_PROBLEMS]]
    _note_fine(feed, now)


def _note_fine(feed: Feed, now: datetime) -> None:
    feed.state, feed.trouble, feed.failures = FeedState.FINE, "", 0
    feed.read_at, feed.next_at = now, next_fetch(now=now, failures=0)
    feed.save()
