"""What renews when? The page object of the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from memberships.choices import MembershipKind
from memberships.models import Membership
from memberships.pages.held import Held, find_held, in_order, sensitive_among
from memberships.pages.line import Line, draw_line, find_scale
from memberships.pages.listing import asks_for_fee
from memberships.renewals import Renewal, Standing, When
from memberships.words import fee_of, renewal_in_words
from people.figures import day
from people.models import User

HEADINGS = {
    When.OVERDUE: gettext_lazy("Run out: renewed or ended?"),
    When.THIS_MONTH: gettext_lazy("This month"),
    When.SOON: gettext_lazy("The three months after it"),
    When.LATER: gettext_lazy("Later"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A membership that renews or runs out. `fee_url` asks for a fee that is not known."""

    url: str
    label: str
    kind: str
    sensitive: bool
    what: str
    line: Line | None
    fee: str
    fee_url: str
    brief_url: str
    renew_url: str
    end_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is due in a month, by day."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is about as near, month by month."""

    key: str
    heading: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A membership of which no dates are known, and where to say them."""

    url: str
    label: str
    kind: str
    term_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewals:
    """The page. `scale` are the months at which the year's quarters begin.

    `in_calendar` counts what has days to come, `sensitive` how many of these are sensitive.
    """

    sentence: str
    notes: tuple[str, ...]
    empty: bool
    scale: tuple[str, ...]
    groups: tuple[Group, ...]
    undated: tuple[Undated, ...]
    in_calendar: int
    sensitive: int


def load_renewals(*, user: User, on: date) -> Renewals:
    """What renews when, as of a day, in two queries."""
    mine = find_held(user)
    dated = in_order(mine, on)
    coming = [each for each, renewal in dated if renewal.when(on) is not When.OVERDUE]
    private = sensitive_among(mine)
    by_kind = MembershipKind.values.index
    undated = sorted(
        (each for each in mine if not each.terms), key=lambda each: by_kind(each.membership.kind)
    )
    return Renewals(
        sentence=_sentence(mine, dated, on),
        notes=tuple(_notes(mine, dated, undated, on)),
        empty=not mine,
        scale=find_scale(on),
        groups=_groups(dated, on),
        undated=tuple(_undated(each.membership) for each in undated),
        in_calendar=len(coming),
        sensitive=sum(each.membership.organisation_id in private for each in coming),
    )


def _sentence(held: Sequence[Held], dated: Sequence[tuple[Held, Renewal]], on: date) -> str:
    """What comes first, and how much comes soon."""
    if not held:
        return _("There is nothing to renew yet.")
    coming = [pair for pair in dated if pair[1].when(on) is not When.OVERDUE]
    if not coming and dated:
        return _("What had a day on which it renews has run out.")
    if not coming:
        return _("Of what you hold, nothing has a day on which it renews.")
    soon = sum(renewal.when(on) is not When.LATER for _held, renewal in coming)
    first, renewal = coming[0]
    known = {
        "count": soon,
        "label": first.membership.organisation.label,
        "day": day(renewal.due(on)),
    }
    if not soon:
        return _("Nothing is due before %(day)s; %(label)s comes first.") % known
    return (
        ngettext(
            "%(count)s membership is due by the end of the next three months: %(label)s, on "
            "%(day)s.",
            "%(count)s memberships are due by the end of the next three months, %(label)s first, "
            "on %(day)s.",
            soon,
        )
        % known
    )


def _notes(
    held: Sequence[Held],
    dated: Sequence[tuple[Held, Renewal]],
    undated: Sequence[Held],
    on: date,
) -> Iterator[str]:
    """What has been missed, and what is not in the timeline, by how many."""
    standings = [renewal.standing(on) for _held, renewal in dated]
    run_out, missed = (standings.count(each) for each in (Standing.RUN_OUT, Standing.NOTICE_MISSED))
    for_life = sum(bool(each.terms) and each.renewal is None for each in held)
    if run_out:
        yield ngettext(
            "%(count)s membership has run out: has it been renewed, or has it ended?",
            "%(count)s memberships have run out: have they been renewed, or have they ended?",
            run_out,
        ) % {"count": run_out}
    if missed:
        yield ngettext(
            "Of %(count)s membership the last day to give notice has passed.",
            "Of %(count)s memberships the last day to give notice has passed.",
            missed,
        ) % {"count": missed}
    if for_life:
        yield ngettext(
            "%(count)s membership is for life and never renews.",
            "%(count)s memberships are for life and never renew.",
            for_life,
        ) % {"count": for_life}
    if undated:
        yield ngettext(
            "Of %(count)s membership no dates are known.",
            "Of %(count)s memberships no dates are known.",
            len(undated),
        ) % {"count": len(undated)}


def _groups(dated: Sequence[tuple[Held, Renewal]], on: date) -> tuple[Group, ...]:
    """Those that there are, each month by month."""
    groups = []
    for when, heading in HEADINGS.items():
        near = [pair for pair in dated if pair[1].when(on) is when]
        months = groupby(near, key=lambda pair: pair[1].due(on).replace(day=1))
        if near:
            group = Group(
                key=when.value,
                heading=str(heading),
                months=tuple(
                    Month(
                        heading=date_format(month, "F Y"),
                        rows=tuple(_row(held, renewal, on) for held, renewal in pairs),
                    )
                    for month, pairs in months
                ),
            )
            groups.append(group)
    return tuple(groups)


def _row(held: Held, renewal: Renewal, on: date) -> Row:
    membership, last = held.membership, held.terms[-1]
    fee_url = _url("edit_term", membership, last.pk) if last.fee is None and last.share else ""
    if asks_for_fee(membership, held.terms, on):
        fee_url = _url("fee", membership)
    return Row(
        url=_url("detail", membership),
        label=membership.organisation.label,
        kind=membership.get_kind_display(),
        sensitive=membership.sensitive,
        what=renewal_in_words(renewal, on),
        line=None if renewal.when(on) is When.OVERDUE else draw_line(renewal, on),
        fee=fee_of(last),
        fee_url=fee_url,
        brief_url=reverse("evaluation:renewal", args=[membership.uuid]),
        renew_url=_url("renew", membership, last.pk),
        end_url=_url("end", membership),
    )


def _undated(membership: Membership) -> Undated:
    return Undated(
        url=_url("detail", membership),
        label=membership.organisation.label,
        kind=membership.get_kind_display(),
        term_url=_url("add_term", membership),
    )


def _url(name: str, membership: Membership, *pk: int) -> str:
    return reverse(f"memberships:{name}", args=[membership.uuid, *pk])
