"""What do I belong to? The page object of searching, and of ticking many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Organisation
from memberships.choices import MembershipKind, State
from memberships.choosing import Choices
from memberships.models import Membership
from memberships.pages.finding import (
    about,
    clean_query,
    count_in_words,
    held_by,
    more_in_words,
    search_organisations,
    standing,
    yours_already,
)
from people.models import User

TREES_SHOWN_WHOLE = 5
DEEPEST = 3  # as far as the stylesheet indents
Placed = tuple[Organisation, int]  # an organisation, and how deep it is in its tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An organisation, with a box to tick unless `mark` says why not; `kind` is one of its own."""

    uuid: str
    label: str
    name: str
    about: str
    standing: str
    mark: str
    indent: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What was found of an organisation with its groups, and the groups that nobody asked for."""

    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    others_heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A membership that there is; `state` and `uuid` are the field that takes it away."""

    label: str
    kind: str
    state: str
    uuid: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The page. `kinds` are the ways to belong, each with whether it is that of the lot."""

    text: str
    count: str
    more: str
    kinds: tuple[tuple[str, str, bool], ...]
    trees: tuple[Tree, ...]
    ticked: tuple[Line, ...]
    ticked_heading: str
    held: tuple[Held, ...]
    held_heading: str


def load_choosing(*, user: User, text: str, choices: Choices) -> Choosing:
    """What a search leads to, beside what is ticked and what is held. Seven queries."""
    text = clean_query(text)
    found, total = search_organisations(user=user, text=text) if text else ([], 0)
    forest = _forest(user, found)
    ticked = list(
        Organisation.objects.visible_to(user)
        .filter(merged_into=None, uuid__in=choices.own)
        .select_related("parent", "successor")
        .order_by("name", "pk")
    )
    shown = (organisation for tree in forest for organisation, _depth in tree)
    marks = {pk: yours_already(held) for pk, held in held_by(user, shown).items()}
    marks |= {each.pk: _("Ticked, and in the list above") for each in ticked}
    held = tuple(_held(user))
    return Choosing(
        text=text,
        count=count_in_words(total) if text else "",
        more=more_in_words(total - len(found)),
        kinds=tuple(
            (value, str(label), value == choices.kind) for value, label in MembershipKind.choices
        ),
        trees=tuple(_trees(forest, found, marks)),
        ticked=tuple(_line(each, 0, "", choices.own[str(each.uuid)]) for each in ticked),
        ticked_heading=_ticked_heading(len(ticked)),
        held=held,
        held_heading=_held_heading(len(held)),
    )


def _forest(user: User, found: list[Organisation]) -> list[list[Placed]]:
    """The whole trees in which the organisations stand, from the top of each. Two queries."""
    above = dict(
        Organisation.objects.above(*(each.pk for each in found)).values_list("pk", "parent")
    )
    tops = list(dict.fromkeys(_top(each.pk, above) for each in found))
    rows = Organisation.objects.visible_to(user).filter(merged_into=None).below(tops)
    groups: dict[int | None, list[Organisation]] = defaultdict(list)
    by_pk = {row.pk: row for row in rows.select_related("parent", "successor").order_by("name")}
    for row in by_pk.values():
        groups[row.parent_id].append(row)
    return [list(_walk(by_pk[top], groups, 0)) for top in tops if top in by_pk]


def _top(pk: int, above: dict[int, int | None]) -> int:
    """The highest of a line of parents; `Organisation.clean` lets none be a circle."""
    parent = above[pk]
    return pk if parent is None else _top(parent, above)


def _walk(
    organisation: Organisation, groups: dict[int | None, list[Organisation]], depth: int
) -> Iterator[Placed]:
    yield organisation, depth
    for group in groups[organisation.pk]:
        yield from _walk(group, groups, depth + 1)


def _trees(
    forest: list[list[Placed]], found: Iterable[Organisation], marks: dict[int, str]
) -> Iterator[Tree]:
    """What was found with all it is a group of; of the first trees also every other group."""
    asked = {each.pk for each in found}
    for place, tree in enumerate(forest):
        parents = {each.pk: each.parent_id for each, _depth in tree}
        wanted: set[int | None] = set()
        for pk in asked & parents.keys():
            line: int | None = pk
            while line in parents:
                wanted.add(line)
                line = parents[line]
        lines = [(_line(each, depth, marks.get(each.pk, "")), each.pk) for each, depth in tree]
        others = [line for line, pk in lines if pk not in wanted]
        yield Tree(
            lines=tuple(line for line, pk in lines if pk in wanted),
            others=tuple(others) if place < TREES_SHOWN_WHOLE else (),
            others_heading=_others_heading(tree[0][0], len(others)),
        )


def _line(organisation: Organisation, depth: int, mark: str, kind: str = "") -> Line:
    return Line(
        uuid=str(organisation.uuid),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        about=about(organisation),
        standing=standing(organisation),
        mark=mark,
        indent=f"indent-{min(depth, DEEPEST)}",
        kind=kind,
    )


def _held(user: User) -> Iterator[Held]:
    mine = Membership.objects.filter(user=user, state__in=[State.HELD, State.INTENDED])
    for membership in mine.select_related("organisation"):
        kind = membership.get_kind_display().lower()
        if membership.state == State.INTENDED:
            state = membership.get_state_display().lower()
            kind = _("%(kind)s (%(state)s)") % {"kind": kind, "state": state}
        yield Held(
            label=membership.organisation.label,
            kind=kind,
            state=membership.state,
            uuid=str(membership.uuid),
            url=reverse("memberships:detail", args=[membership.uuid]),
        )


def _others_heading(top: Organisation, count: int) -> str:
    return ngettext(
        "%(count)s other group of %(top)s", "%(count)s other groups of %(top)s", count
    ) % {"count": count, "top": top.label}


def _ticked_heading(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s ticked so far, not added yet", "%(count)s ticked so far, not added yet", count
    ) % {"count": count}


def _held_heading(count: int) -> str:
    if not count:
        return ""
    return ngettext("You belong to %(count)s already", "You belong to %(count)s already", count) % {
        "count": count
    }
