"""Which of these? Organisations side by side."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Benefit, Organisation
from catalogue.words import about, fee_in_words, standing
from goals.choices import Level

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An organisation at the head of a column, and the address without it."""

    label: str
    url: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What there is to say of each organisation under one heading; a cell is a list of texts."""

    heading: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Up to four organisations side by side; `query` names them in an address."""

    problem: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    query: str


def load_comparison(*, organisations: Sequence[Organisation]) -> Comparison:
    """The organisations side by side, in the order given; the first four of more."""
    shown = list(organisations[:MOST])
    benefits: dict[int, list[Benefit]] = defaultdict(list)
    offered = Benefit.objects.offered().filter(organisation__in=shown).select_related("kind")
    for benefit in offered.order_by("kind__position", "title", "pk").prefetch_related(
        "benefit_skills__skill"
    ):
        benefits[benefit.organisation_id].append(benefit)
    uuids = [str(each.uuid) for each in shown]
    return Comparison(
        problem=_problem(len(organisations)),
        heads=tuple(
            Head(
                label=each.label,
                url=reverse("catalogue:organisation", args=[each.uuid]),
                without=_address([uuid for uuid in uuids if uuid != str(each.uuid)]),
            )
            for each in shown
        ),
        lines=tuple(_lines(shown, benefits)),
        query=urlencode({"with": uuids}, doseq=True),
    )


def _problem(count: int) -> str:
    if count < FEWEST:
        return _("Tick two, three or four organisations to see them side by side.")
    if count > MOST:
        return _("These are the first four: more do not fit beside each other.")
    return ""


def _address(uuids: list[str]) -> str:
    return f"{reverse('catalogue:compare')}?{urlencode({'with': uuids}, doseq=True)}"


def _lines(shown: Sequence[Organisation], benefits: dict[int, list[Benefit]]) -> list[Line]:
    def line(heading: str, say: Callable[[Organisation], Sequence[str]]) -> Line:
        return Line(heading=heading, cells=tuple(tuple(say(each)) for each in shown))

    offers = {each.pk: _offers(benefits[each.pk]) for each in shown}
    skills = {each.pk: _skills(benefits[each.pk]) for each in shown}
    only = {
        pk: [
            text
            for texts in (offers, skills)
            for text in texts[pk]
            if all(text not in texts[other] for other in texts if other != pk)
        ]
        for pk in offers
    }
    return [
        line(_("What it is"), lambda each: [about(each), *filter(None, [standing(each)])]),
        line(_("Who may join"), lambda each: [each.get_joinable_display()]),
        line(_("Fees"), lambda each: [fee_in_words(fee) for fee in each.fees.all()]),
        line(_("Reaches"), lambda each: _levels(benefits[each.pk], each)),
        line(_("Offers"), lambda each: [benefit.title for benefit in benefits[each.pk]]),
        line(_("Serves"), lambda each: skills[each.pk]),
        line(_("Only this one offers or serves"), lambda each: only[each.pk]),
    ]


def _offers(benefits: Sequence[Benefit]) -> list[str]:
    """The kinds of benefit."""
    return list(dict.fromkeys(benefit.kind.label for benefit in benefits))


def _skills(benefits: Sequence[Benefit]) -> list[str]:
    """The skills that they serve, from the strongest."""
    strongest: dict[str, int] = defaultdict(int)
    for benefit in benefits:
        for each in benefit.benefit_skills.all():
            strongest[each.skill.name] = max(strongest[each.skill.name], each.strength)
    return sorted(strongest, key=lambda name: (-strongest[name], name))


def _levels(benefits: Sequence[Benefit], organisation: Organisation) -> list[str]:
    """The levels that its benefits reach, its own scope where they say nothing."""
    named = {benefit.level for benefit in benefits}
    levels = [str(level.label) for level in Level if level in named]
    if "" in named or not levels:
        levels.append(_("%(scope)s, its scope") % {"scope": organisation.get_scope_display()})
    return levels
