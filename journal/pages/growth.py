"""How have you grown? Ability for each goal over time: the page objects, ready to draw."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.choices import Ability
from goals.models import AbilityRating, Goal
from journal.models import Entry
from journal.pages.through import marks
from journal.picture import Line, Place, across, down, lines, stairs
from people.figures import day
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What was said on a day; `url` and `label` lead to the entry that moved it, if any."""

    x: str
    y: int
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The same as a row of a table."""

    day: str
    now: str
    wanted: str
    entry: str
    entry_url: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One goal: in words, as a picture and as a table. Without ratings only `empty` is said."""

    key: str
    goal: str
    sentence: str
    empty: str
    edit_url: str
    scale: tuple[tuple[int, str], ...]
    now: tuple[Line, ...]
    wanted: tuple[Line, ...]
    points: tuple[Point, ...]
    first: str
    last: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthPage:
    """Every goal in its order; `scale` names the numbers of the pictures, if there are any."""

    sentence: str
    scale: tuple[str, ...]
    goals: tuple[Growth, ...]


def load_growth(*, user: User, on: date) -> GrowthPage:
    """What a person said of their ability for each of their goals, up to a day. Two queries."""
    goals = list(Goal.objects.filter(user=user, archived_at=None))
    ratings: dict[int, list[AbilityRating]] = defaultdict(list)
    said = AbilityRating.objects.filter(goal__in=goals).select_related("because_of__entry")
    for rating in said.order_by("on", "pk"):
        ratings[rating.goal_id].append(rating)
    grown = sum(said_of[-1].now > said_of[0].now for said_of in ratings.values())
    return GrowthPage(
        sentence=_sentence(len(goals), len(ratings), grown),
        scale=tuple(_numbered(ability) for ability in Ability) if ratings else (),
        goals=tuple(_growth(goal, ratings[goal.pk], on) for goal in goals),
    )


def _sentence(goals: int, rated: int, grown: int) -> str:
    if not goals:
        return _("Once you have goals, how able you are for each stands here over time.")
    if not rated:
        return _(
            "You have not said yet how able you are. Say it with a goal, or below an entry of your "
            "journal: then it stands here over time."
        )
    sentence = ngettext(
        "Of %(rated)s goal for which you said how able you are, you have grown in %(grown)s.",
        "Of %(rated)s goals for which you said how able you are, you have grown in %(grown)s.",
        rated,
    )
    return sentence % {"rated": rated, "grown": grown}


def _growth(goal: Goal, ratings: Sequence[AbilityRating], on: date) -> Growth:
    first = ratings[0].on if ratings else on
    last = max(on, ratings[-1].on) if ratings else on
    whole = max((last - first).days, 1)
    days = {rating.on: rating for rating in ratings}  # of several on a day the last one holds
    places = [((when - first).days / whole, rating) for when, rating in days.items()]
    return Growth(
        key=str(goal.uuid),
        goal=goal.text,
        sentence=_in_words(ratings),
        empty=""
        if ratings
        else _("Nothing said yet. What you say of your ability will stand here as a line."),
        edit_url=reverse("goals:edit", args=[goal.uuid]),
        scale=tuple((_down(ability), str(ability.value)) for ability in Ability),
        now=_stairs([(share, rating.now) for share, rating in places], (last - first).days / whole),
        wanted=_stairs(
            [(share, rating.wanted) for share, rating in places], (last - first).days / whole
        ),
        points=tuple(_point(rating, across(share)) for share, rating in places),
        first=day(first),
        last=day(last) if last != first else "",
        rows=tuple(_row(rating) for rating in reversed(ratings)),
    )


def _down(ability: int) -> int:
    return down(ability, highest=max(Ability))


def _stairs(places: Sequence[Place], end: float) -> tuple[Line, ...]:
    return lines(stairs(places, end=end), highest=max(Ability))


def _point(rating: AbilityRating, x: str) -> Point:
    entry = _entry_of(rating)
    words = {"day": day(rating.on), "now": rating.get_now_display()}
    if entry is None:
        label = _("%(day)s: %(now)s") % words
    else:
        label = _("%(day)s: %(now)s, after “%(entry)s”") % {**words, "entry": entry.title}
    return Point(
        x=x,
        y=_down(rating.now),
        label=label,
        url=reverse("journal:entry", args=[entry.uuid]) if entry else "",
    )


def _row(rating: AbilityRating) -> Row:
    entry = _entry_of(rating)
    return Row(
        day=day(rating.on),
        now=_numbered(rating.now),
        wanted=_numbered(rating.wanted),
        entry=entry.title if entry else "",
        entry_url=reverse("journal:entry", args=[entry.uuid]) if entry else "",
        note=", ".join(marks(entry)) if entry else "",
    )


def _numbered(ability: int) -> str:
    return f"{ability}: {Ability(ability).label}"


def _entry_of(rating: AbilityRating) -> Entry | None:
    """The entry that moved it, unless that was removed."""
    because = getattr(rating, "because_of", None)
    return because.entry if because is not None and because.entry.removed_at is None else None


def _in_words(ratings: Sequence[AbilityRating]) -> str:
    if not ratings:
        return ""
    newest = ratings[-1]
    words = {
        "before": ratings[0].get_now_display(),
        "now": newest.get_now_display(),
        "wanted": newest.get_wanted_display(),
    }
    if newest.now == ratings[0].now:
        return _("%(now)s. Wanted: %(wanted)s.") % words
    return _("From “%(before)s” to “%(now)s”. Wanted: %(wanted)s.") % words
