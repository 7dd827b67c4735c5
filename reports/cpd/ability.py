"""How able was somebody, and how able have they become? A picture for each goal, and a table."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from goals.choices import Ability
from goals.models import AbilityRating
from journal.picture import stairs
from people.figures import day
from reports.content import Block, Column, Paragraph, Point, StepChart, Table
from reports.cpd.period import Period
from reports.cpd.record import Growth, Record


def ability(record: Record, on: date) -> Iterator[Block]:
    """Ability for each goal that was rated: drawn where it was in the period, up to a day."""
    if not record.growth:
        yield Paragraph(_("No ability was rated up to the end of this period."))
        return
    rated = [growth for growth in record.growth if growth.within]
    if rated:
        yield Paragraph(
            _(
                "In the pictures the thick line is the ability and the dashed one the ability that "
                "is wanted. A point is where it was rated, and a full one where that came of an "
                "entry of this report. %(scale)s."
            )
            % {"scale": "; ".join(map(_numbered, Ability))}
        )
    for growth in rated:
        yield _chart(growth, record.period, on)
    yield Table(
        caption=_("Rated last before the period, and last in it"),
        columns=(
            Column(_("Goal")),
            Column(_("Before")),
            Column(_("Last in it")),
            Column(_("Wanted")),
            Column(_("Because of")),
        ),
        rows=tuple(map(_row, record.growth)),
    )


def _chart(growth: Growth, period: Period, on: date) -> StepChart:
    """The period from its first day to its last; the lines end on the day of the report."""
    days = {rated.rating.on: rated for rated in growth.within}  # of one day the last one holds
    places = [(_share(when, period), rated) for when, rated in days.items()]
    known = [(share, rated.rating) for share, rated in places]
    if growth.before is not None:
        known.insert(0, (0.0, growth.before))
    end = max(_share(min(on, period.ends), period), places[-1][0])
    return StepChart(
        caption=growth.goal.text,
        alternative=_in_words(growth, [rated.rating for rated in days.values()]),
        levels=tuple(str(each.value) for each in Ability),
        now=stairs([(share, rating.now) for share, rating in known], end=end),
        wanted=stairs([(share, rating.wanted) for share, rating in known], end=end),
        points=tuple(
            Point((share, rated.rating.now), moved=rated.because_of is not None)
            for share, rated in places
        ),
        first=day(period.starts),
        last=day(period.ends),
    )


def _share(when: date, period: Period) -> float:
    return (when - period.starts).days / max((period.ends - period.starts).days, 1)


def _in_words(growth: Growth, ratings: list[AbilityRating]) -> str:
    """What was rated on each day."""
    before = growth.before.get_now_display() if growth.before else _("Not rated")
    said = [_("Before: %(now)s.") % {"now": before}]
    for rating in ratings:
        words = {
            "day": day(rating.on),
            "now": rating.get_now_display(),
            "wanted": rating.get_wanted_display(),
        }
        said.append(_("%(day)s: %(now)s. Wanted: %(wanted)s.") % words)
    return " ".join(said)


def _row(growth: Growth) -> tuple[str, ...]:
    within = growth.within[-1].rating if growth.within else None
    newest = within or growth.before
    reasons = [rated.because_of.title for rated in growth.within if rated.because_of is not None]
    return (
        growth.goal.text,
        _now(growth.before),
        _now(within),
        _numbered(newest.wanted) if newest else "",
        "; ".join(reasons),
    )


def _now(rating: AbilityRating | None) -> str:
    return _("Not rated") if rating is None else _numbered(rating.now)


def _numbered(ability: int) -> str:
    return f"{ability}: {Ability(ability).label}"
