"""How is said when and where something takes place? Once, in Python; templates only print."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.choices import BenefitMode
from catalogue.words import word
from events.choices import EventStatus
from events.models import Event
from people.figures import day


def days_of(event: Event, zone: tzinfo) -> tuple[date, date]:
    """Its first and its last day: of a whole day there, else on the clocks of `zone`."""
    if event.all_day:
        start, end = (
            moment.astimezone(event.tzinfo) for moment in (event.starts_at, event.ends_at)
        )
    else:
        start, end = (moment.astimezone(zone) for moment in (event.starts_at, event.ends_at))
    ends_at_midnight = end > start and (end.hour, end.minute, end.second) == (0, 0, 0)
    return start.date(), (end - timedelta(minutes=1) if ends_at_midnight else end).date()


def times(event: Event, zone: tzinfo) -> str:
    """“18:30 to 20:30”, “all day”, or with the last day where it has several."""
    first, last = days_of(event, zone)
    if event.all_day:
        if first == last:
            return _("all day")
        return _("until %(last)s") % {"last": day(last)}
    start, end = (moment.astimezone(zone) for moment in (event.starts_at, event.ends_at))
    if event.starts_at == event.ends_at:
        return clock(start)
    if first == last:
        return _("%(start)s to %(end)s") % {"start": clock(start), "end": clock(end)}
    return _("%(start)s until %(last)s, %(end)s") % {
        "start": clock(start),
        "last": day(last),
        "end": clock(end),
    }


def when(event: Event, zone: tzinfo) -> str:
    """“Tuesday 10 March 2026, 18:30 to 20:30”."""
    first, _last = days_of(event, zone)
    return _("%(day)s, %(times)s") % {"day": weekday_and_day(first), "times": times(event, zone)}


def when_there(event: Event, zone: tzinfo) -> str:
    """The same on the clocks of the event, with their zone; nothing where they show the same."""
    moments = (event.starts_at, event.ends_at)
    alike = all(each.astimezone(zone).utcoffset() == _offset(each, event) for each in moments)
    if alike or event.all_day:
        return ""
    return _("%(when)s in the zone %(zone)s") % {
        "when": when(event, event.tzinfo),
        "zone": event.zone.replace("_", " "),
    }


def _offset(moment: datetime, event: Event) -> timedelta | None:
    return moment.astimezone(event.tzinfo).utcoffset()


def where(event: Event) -> str:
    """“Swindon”, “Swindon, or online”, “online”, or that nobody said."""
    if event.mode == BenefitMode.ONLINE:
        return pgettext("where", "online")
    town = event.place.name if event.place else ""
    place = town or event.address or _("place not known")
    if event.mode == BenefitMode.FACE_TO_FACE:
        return place
    return _("%(place)s, or online") % {"place": place}


def standing(event: Event) -> str:
    """That it is cancelled or not certain, else nothing."""
    if event.status == EventStatus.CONFIRMED:
        return ""
    return word(EventStatus, event.status)


def clock(moment: datetime) -> str:
    """“18:30”."""
    return f"{moment:%H:%M}"


def weekday_and_day(value: date) -> str:
    """“Tuesday 10 March 2026”."""
    return date_format(value, "l j F Y")
