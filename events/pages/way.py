"""Can I get there after work, and home again? The page object of one event's answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import BenefitMode
from catalogue.words import word
from engine.attending.answers import Answer, Eating, Out
from engine.attending.changes import Change, ChangeKind, find_change
from engine.attending.costs import CostOfGoing, NotKnown, cost_of_going
from engine.attending.legs import Journey
from engine.attending.routine import Routine
from engine.attending.steps import LASTING, Step, StepKind, list_steps
from events.answers import answer_all
from events.models import Event
from events.way_words import badge, home_in_words, out_in_words
from events.words import clock, weekday_and_day
from people.choices import Mode
from people.figures import money, number

STEPS = {
    StepKind.LEAVE_HOME: gettext_lazy("leave home"),
    StepKind.LEAVE_WORK: gettext_lazy("leave work"),
    StepKind.ARRIVE: gettext_lazy("arrive"),
    StepKind.NIGHT: gettext_lazy("the night there"),
    StepKind.EAT: gettext_lazy("time to eat"),
    StepKind.EVENT: gettext_lazy("the event"),
    StepKind.LEAVE: gettext_lazy("leave for home"),
    StepKind.HOME: gettext_lazy("home"),
    StepKind.BACK_AT_WORK: gettext_lazy("back at work"),
}
EATING = {
    Eating.YES: gettext_lazy("There is time to eat before."),
    Eating.PERHAPS: gettext_lazy("There is time to eat before only if the journey is quick."),
    Eating.NO: gettext_lazy("There is no time to eat before."),
}
NOT_KNOWN = {
    NotKnown.PRICE: gettext_lazy("the price"),
    NotKnown.FARE: gettext_lazy("the fare"),
    NotKnown.JOURNEY: gettext_lazy("the journey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Both answers and what they rest on; a text that does not apply is empty.

    `steps` are when and what; `asked` is what has to be told first, and where; `correct_url` leads
    to the form for the journey to its town.
    """

    badge: str
    out: str
    home: str
    online: str
    hours_taken: str
    eating: str
    steps: tuple[tuple[str, str], ...]
    journeys: tuple[str, ...]
    change: str
    costs: tuple[tuple[str, str], ...]
    not_known: str
    asked: str
    asked_url: str
    correct_url: str


def load_way(*, event: Event, routine: Routine, currency: str) -> Way | None:
    """The answer for a person of a routine, on their clocks; None for what is online."""
    if event.mode == BenefitMode.ONLINE:
        return None
    answer = answer_all(routine, [event])[event.pk]
    asked, asked_url = _asked(event, routine)
    costs = cost_of_going(answer, price=_price(event, currency), zone=routine.zone)
    change = find_change(routine, answer)
    return Way(
        badge=badge(answer),
        out=out_in_words(answer),
        home=home_in_words(answer),
        online=_("Or take part online, from where you are.") if answer.online_too else "",
        hours_taken=_("No hours are known: taken to be from 10:00 to 16:00.")
        if answer.hours_taken
        else "",
        eating=str(EATING[answer.eating]) if answer.eating else "",
        steps=tuple((_when(step), _what(step)) for step in list_steps(routine, answer)),
        journeys=tuple(_journeys(answer)),
        change=_change(change) if change else "",
        costs=tuple(_costs(costs, currency)),
        not_known=_("Not known: %(what)s.")
        % {"what": ", ".join(str(NOT_KNOWN[each]) for each in costs.not_known)}
        if costs.not_known
        else "",
        asked=asked,
        asked_url=asked_url,
        correct_url=reverse("events:journey_to", args=[event.uuid]) if event.place_id else "",
    )


def _costs(costs: CostOfGoing, currency: str) -> Iterator[tuple[str, str]]:
    """What is known of it, line by line."""
    for name, amount in (
        (_("Price"), costs.price),
        (_("Fares, both ways"), costs.fares),
        (_("Together"), costs.money),
    ):
        if amount is not None:
            yield name, money(amount, currency)
    if costs.hours is not None:
        yield _("Hours, both ways included"), number(costs.hours, 1)
    if costs.nights:
        yield _("Nights"), number(costs.nights, 0)


def _price(event: Event, currency: str) -> Decimal | None:
    """The lowest price in the person's currency: what they would pay at best."""
    return min(
        (each.amount for each in event.prices.all() if each.currency == currency), default=None
    )


def _asked(event: Event, routine: Routine) -> tuple[str, str]:
    if event.point is None:
        return _("Where it takes place is not known."), ""
    if routine.home is None or not routine.modes:
        text = _("Say where you live and how you travel, and this is worked out.")
        return text, reverse("account_learning")
    if not routine.week:
        return _("Say when you work, and this is worked out for your days."), reverse(
            "account_week"
        )
    return "", ""


def _when(step: Step) -> str:
    """“17:30”, or “18:45 to 19:20”; with the day where it ends on another than it begins."""
    if step.earliest == step.latest:
        return clock(step.earliest)
    return _("%(from)s to %(until)s") % {"from": clock(step.earliest), "until": clock(step.latest)}


def _what(step: Step) -> str:
    words = str(STEPS[step.kind])
    if step.kind in LASTING or step.own is None:
        return words
    basis = _("your own figure") if step.own else _("estimated")
    return _("%(what)s (%(basis)s)") % {"what": words, "basis": basis}


def _journeys(answer: Answer) -> Iterator[str]:
    for name, journey in (
        (_("Way there"), answer.going.journey),
        (_("Way home"), answer.returning.journey),
    ):
        if journey is not None and answer.out is not Out.NO_JOURNEY:
            yield _("%(name)s: %(journey)s") % {"name": name, "journey": _journey(journey)}


def _journey(journey: Journey) -> str:
    """“Train, 95 min, as you know it”, or “Train, about 60 to 100 min, an estimate”."""
    mode = word(Mode, journey.mode)
    if journey.own:
        return _("%(mode)s, %(minutes)s min, as you know it") % {
            "mode": mode,
            "minutes": number(journey.middle, 0),
        }
    return _("%(mode)s, about %(quick)s to %(slow)s min, an estimate") % {
        "mode": mode,
        "quick": number(journey.quick, 0),
        "slow": number(journey.slow, 0),
    }


def _change(change: Change) -> str:
    words = {
        "clock": f"{change.clock:%H:%M}" if change.clock else "",
        "now": f"{change.clock_now:%H:%M}" if change.clock_now else "",
        "minutes": change.minutes,
        "minutes_now": "" if change.minutes_now is None else number(change.minutes_now, 0),
        "day": weekday_and_day(change.on) if change.on else "",
    }
    sentences = {
        ChangeKind.HOME_BY: _(
            "It would work if you could be home by %(clock)s instead of %(now)s."
        ),
        ChangeKind.LEAVE: _(
            "It would work if you could leave work at %(clock)s instead of %(now)s on %(day)s."
        ),
        ChangeKind.LONGEST: _(
            "It would work if your longest journey were %(minutes)s min instead of %(minutes_now)s."
        ),
        ChangeKind.DAY_OFF: _("It would work with a day off on %(day)s."),
        ChangeKind.NIGHT_AWAY: _("It would work with a night away."),
    }
    return sentences[change.kind] % words
