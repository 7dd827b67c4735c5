"""What is this event? Its page object."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import BenefitMode, Interactivity
from catalogue.words import word
from events.choices import EventStatus, Suggested
from events.models import Event
from events.words import when, when_there, where
from goals.models import Goal, GoalSkill
from people.figures import day, money
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name that leads somewhere."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that is known of an event.

    `there` is when on its own clocks, where those are others; `standing` warns of what is not as
    usual; `serves` are the person's goals that it serves; `suggested` is what became of it when
    they offered it to everybody; `own` says that only they see it.
    """

    uuid: str
    title: str
    when: str
    there: str
    standing: str
    organiser: Link | None
    facts: tuple[tuple[str, str], ...]
    online: str
    description: str
    prices: tuple[tuple[str, str], ...]
    serves: tuple[Link, ...]
    source: str
    suggested: str
    may_suggest: bool
    may_withdraw: bool
    own: bool


def load_event_page(*, event: Event, user: User, zone: ZoneInfo) -> EventPage:
    """What a person who may see an event reads of it, on the clocks of `zone`."""
    return replace(
        describe(event, zone),
        serves=_serves(event, user),
        source=_source(event),
        suggested=_suggested(event, user),
        may_suggest=event.owner_id is not None and event.suggested != Suggested.WAITING,
        may_withdraw=event.suggested == Suggested.WAITING,
    )


def describe(event: Event, zone: ZoneInfo) -> EventPage:
    """What everybody who may see an event reads of it: nothing of whose it is."""
    body = event.organisation
    return EventPage(
        uuid=str(event.uuid),
        title=event.title,
        when=when(event, zone),
        there=when_there(event, zone),
        standing=_standing(event),
        organiser=Link(label=body.label, url=reverse("catalogue:organisation", args=[body.uuid]))
        if body
        else None,
        facts=tuple((name, text) for name, text in _facts(event) if text),
        online=event.online_address,
        description=event.description,
        prices=tuple(
            (price.grade, money(price.amount, price.currency) if price.amount else _("free"))
            for price in event.prices.all()
        ),
        serves=(),
        source="",
        suggested="",
        may_suggest=False,
        may_withdraw=False,
        own=event.owner_id is not None,
    )


def _suggested(event: Event, user: User) -> str:
    if event.suggester_id != user.pk:
        return ""
    match event.suggested:
        case Suggested.WAITING:
            return _("You have suggested it for everybody: it waits for a curator.")
        case Suggested.DECLINED:
            return _("The curators left it to you: %(why)s") % {"why": event.declined_because}
        case _accepted:
            return _("You have suggested it, and the curators took it over for everybody.")


def _standing(event: Event) -> str:
    if event.status == EventStatus.CANCELLED:
        return _("It has been cancelled.")
    if event.status == EventStatus.TENTATIVE:
        return _("It is not certain yet that it takes place.")
    return ""


def _facts(event: Event) -> tuple[tuple[str, str], ...]:
    return (
        (_("Where"), where(event)),
        (_("Address"), event.address if event.place else ""),
        (_("Way of taking part"), word(BenefitMode, event.mode)),
        (_("Kind"), str(event.kind) if event.kind else ""),
        (
            _("Interactivity"),
            word(Interactivity, event.interactivity) if event.interactivity else "",
        ),
        (_("Skills"), ", ".join(skill.name for skill in event.skills.all())),
        (_("Room for"), _room(event.capacity)),
    )


def _room(capacity: int | None) -> str:
    if capacity is None:
        return ""
    return ngettext("%(count)s person", "%(count)s people", capacity) % {"count": capacity}


def _serves(event: Event, user: User) -> tuple[Link, ...]:
    """The person's goals that ask for one of its skills, or for the area of one."""
    skills = {pk for skill in event.skills.all() for pk in (skill.pk, skill.parent_id) if pk}
    if not skills:
        return ()
    goals = Goal.objects.filter(user=user, archived_at=None).prefetch_related(
        Prefetch("goal_skills", GoalSkill.objects.only("goal", "skill"))
    )
    return tuple(
        Link(label=goal.text, url=f"{reverse('events:list')}?goal={goal.uuid}")
        for goal in goals
        if any(each.skill_id in skills for each in goal.goal_skills.all())
    )


def _source(event: Event) -> str:
    """Where it is from, and whether it still stands there."""
    if event.feed is None:
        return _("Entered by you.") if event.owner_id else _("Entered by the curators.")
    if event.gone_on is not None:
        return _("From the calendar “%(name)s”, in which it no longer stands since %(day)s.") % {
            "name": event.feed.name,
            "day": day(event.gone_on),
        }
    return _("From the calendar “%(name)s”.") % {"name": event.feed.name}
