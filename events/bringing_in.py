"""What happens to somebody's calendar until it is taken over, and to one that is?

It is read from a file or an address and waits, as it came, until its owner has seen what it would
change. Then it is a `Feed`, which is read again where it has an address.
"""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from events.calendar_words import reason_in_words
from events.choices import FeedState
from events.differences import Differences, read_calendar
from events.fetching import Fetched, FetchFailedError, Transport, fetch
from events.ical.problems import BadCalendarError
from events.models import Event, Feed, WaitingCalendar
from events.models.feeds import KEPT_FOR, READ_ALREADY
from events.refreshing import note_read
from events.taking_over import take_over
from events.targets import FetchRefusedError, read_target
from people.models import User

MOST_WAITING = 5
MOST_FEEDS = 30
MOST_FETCHES = 20  # an hour, of one person's asking


def start_from_file(
    *, user: User, name: str, content: bytes, feed: Feed | None = None
) -> WaitingCalendar:
    """Keep a calendar file until it is confirmed; `feed` is what it is a newer copy of.

    Raises `ValidationError`.
    """
    return _keep(WaitingCalendar(user=user, feed=feed, name=name, content=content), field="file")


def start_from_address(
    *, user: User, address: str, transport: Transport | None = None
) -> WaitingCalendar:
    """Fetch a calendar and keep it until it is confirmed. Raises `ValidationError`."""
    try:
        address = read_target(address).address
        if Feed.objects.filter(owner=user, address=address).exists():
            raise ValidationError({"address": READ_ALREADY})
        count_fetch(user=user)
        fetched = fetch(address, transport=transport)
    except (FetchRefusedError, FetchFailedError) as error:
        raise ValidationError({"address": reason_in_words(error.reason)}) from error
    waiting = WaitingCalendar(
        user=user,
        address=address,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        content=fetched.content or b"",
    )
    return _keep(waiting, field="address")


def count_fetch(*, user: User) -> None:
    """That somebody has a calendar fetched. Raises `ValidationError` where that is too often."""
    key = f"calendars-fetched-by-{user.pk}"
    cache.add(key, 0, timeout=60 * 60)
    if cache.incr(key) > MOST_FETCHES:
        raise ValidationError(_("That was often enough for now. Try again in an hour."))


@transaction.atomic
def _keep(waiting: WaitingCalendar, *, field: str) -> WaitingCalendar:
    user = User.objects.select_for_update().get(pk=waiting.user_id)
    # Whoever's it is: it may hold anything.
    WaitingCalendar.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    if user.waiting_calendars.count() >= MOST_WAITING:
        raise ValidationError(
            _("%(count)s calendars wait to be looked at. Take them over or throw them away first.")
            % {"count": MOST_WAITING}
        )
    try:
        reading = read_calendar(bytes(waiting.content), feed=feed_of(waiting), now=timezone.now())
    except BadCalendarError as error:
        raise ValidationError({field: reason_in_words(error.reason)}) from error
    waiting.name = (waiting.feed.name if waiting.feed else reading.name) or waiting.name
    waiting.name = waiting.name[:200] or _("Calendar")
    waiting.full_clean()
    waiting.save()
    return waiting


def feed_of(waiting: WaitingCalendar) -> Feed:
    """The calendar as it would be kept; not saved yet where it is new."""
    if waiting.feed is not None:
        return waiting.feed
    return Feed(owner=waiting.user, name=waiting.name, address=waiting.address)


@transaction.atomic
def confirm(
    *, waiting: WaitingCalendar, name: str, organisation: Organisation | None, whole: bool
) -> tuple[Feed, Differences]:
    """Take a calendar over that waited; it is read again from now on where it has an address.

    `whole`: a file holds all of its calendar, and what it does not hold is gone. Raises
    `ValidationError`.
    """
    now = timezone.now()
    owner = User.objects.select_for_update().get(pk=waiting.user_id)
    feed = feed_of(waiting)
    if not feed.pk and Feed.objects.filter(owner=owner).count() >= MOST_FEEDS:
        raise ValidationError(
            _("You have %(count)s calendars already: remove one first.") % {"count": MOST_FEEDS}
        )
    feed.name, feed.organisation, feed.asked_at = name, organisation, now
    feed.full_clean()
    feed.save()
    reading = read_calendar(bytes(waiting.content), feed=feed, now=now)
    found = take_over(feed=feed, reading=reading, now=now, whole=whole or bool(feed.address))
    fetched = Fetched(None, waiting.etag, waiting.last_modified, feed.address)
    note_read(feed=feed, fetched=fetched, reading=reading, now=now)
    waiting.delete()
    return feed, found


@transaction.atomic
def pause_feed(*, feed: Feed) -> None:
    """Read it no more until `resume_feed`."""
    feed.state, feed.next_at = FeedState.PAUSED, None
    feed.save()


@transaction.atomic
def resume_feed(*, feed: Feed) -> None:
    """Read it again, the next time calendars are read, also what had gone."""
    feed.state = FeedState.FINE if feed.read_at else FeedState.NEW
    feed.next_at, feed.failures, feed.trouble = timezone.now(), 0, ""
    feed.save()


def events_without_word(*, feed: Feed) -> models.QuerySet[Event]:
    """The events of a calendar of which nobody has said anything."""
    return Event.objects.filter(feed=feed, attendances=None)


@transaction.atomic
def remove_feed(*, feed: Feed, with_events: bool) -> None:
    """Forget a calendar; its events go too, or stay as if entered by hand.

    Those of which the person said something stay in any case.
    """
    if with_events:
        events_without_word(feed=feed).delete()
    feed.delete()
