"""What comes next? The page objects of the queue and of the steps that are closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.choices import StepState
from journal.models import Step, StepMove
from journal.queue import When, arrange
from journal.step_filter import StepFilter
from people.figures import day, percent
from people.models import User
from people.paging import ROWS_A_PAGE, PageLink, address_asking, page_links

HEADINGS = {
    When.OVERDUE: gettext_lazy("Overdue"),
    When.TODAY: gettext_lazy("Today"),
    When.SOON: gettext_lazy("In the next fortnight"),
    When.LATER: gettext_lazy("Later"),
}
MANY = 5  # more than one takes in at a look


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step in a list. `facts` are names, values and, where they lead somewhere, addresses."""

    key: str
    sentence: str
    when: str
    note: str
    facts: tuple[tuple[str, str, str], ...]
    moves: tuple[str, ...]
    url: str
    finish_url: str
    move_url: str
    drop_url: str
    reopen_url: str
    write_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the queue."""

    key: str
    heading: str
    lines: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """The queue as it is shown. `hidden` counts the overdue steps that are not on this page.

    `is_long` is one worth a filter, and `clear` is the way to all of it where it is asked for.
    """

    sentence: str
    closed: str
    hidden: str
    hidden_url: str
    is_long: bool
    found: str
    clear: str
    parts: tuple[Part, ...]
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage:
    """The steps that were done or dropped, the last one first."""

    sentence: str
    lines: tuple[StepLine, ...]
    pages: tuple[PageLink, ...]


def load_queue(*, user: User, filtered: StepFilter, page: str | None, on: date) -> QueuePage:
    """The person's open steps as of a day, as far as a filter leaves them. Five queries.

    No overdue step is missing: each is in a part, or counted in `hidden` with the way to it.
    """
    counts = _counts(user, on)
    asked = filtered.asked
    shown = Paginator(_with_words(filtered.qs).order_by("due", "pk"), ROWS_A_PAGE).get_page(page)
    hidden = counts["overdue"] - sum(step.due < on for step in shown)
    address = reverse("journal:queue")
    now = {**asked, "page": str(shown.number) if shown.number > 1 else ""}
    parts = arrange(shown, on=on)
    return QueuePage(
        sentence=_sentence(counts),
        closed=_share(counts),
        hidden=_hidden(hidden),
        # Overdue steps stand first: those of an unfiltered first page go on on the second.
        hidden_url=address if asked or shown.number > 1 else f"{address}?page=2",
        is_long=bool(asked) or counts["open"] > MANY,
        found=_found(shown.paginator.count) if asked else "",
        clear=address if asked else "",
        parts=tuple(
            Part(
                key=when.value,
                heading=str(HEADINGS[when]),
                lines=tuple(_line(step, asked=now, on=on) for step in steps),
            )
            for when, steps in parts.items()
            if steps
        ),
        pages=page_links(shown, address=address, asked=asked),
    )


def load_closed(*, user: User, page: str | None, on: date) -> ClosedPage:
    """A page of the steps that were done or dropped. Four queries."""
    closed = Step.objects.filter(user=user).exclude(state=StepState.OPEN)
    ordered = _with_words(closed).order_by("-closed_on", "-changed_at", "-pk")
    shown: Page[Step] = Paginator(ordered, ROWS_A_PAGE).get_page(page)
    return ClosedPage(
        sentence=_share(_counts(user, on)),
        lines=tuple(_line(step, asked={}, on=on) for step in shown),
        pages=page_links(shown, address=reverse("journal:closed_steps"), asked={}),
    )


def count_overdue(*, user: User, on: date) -> int:
    """How many of the person's open steps were due before a day. One query."""
    return Step.objects.filter(user=user, state=StepState.OPEN, due__lt=on).count()


def step_line(step: Step, *, on: date) -> StepLine:
    """One step, for a page of its own."""
    return _line(step, asked={}, on=on)


def _with_words(steps: "QuerySet[Step]") -> "QuerySet[Step]":
    """With what a line says of them. Two queries."""
    related = steps.select_related("goal", "membership__organisation", "came_from")
    return related.prefetch_related("moves")


def _counts(user: User, on: date) -> dict[str, int]:
    still = Q(state=StepState.OPEN)
    return Step.objects.filter(user=user).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=still),
        done=Count("pk", filter=Q(state=StepState.DONE)),
        dropped=Count("pk", filter=Q(state=StepState.DROPPED)),
        overdue=Count("pk", filter=still & Q(due__lt=on)),
        today=Count("pk", filter=still & Q(due=on)),
    )


def _sentence(counts: Mapping[str, int]) -> str:
    if not counts["open"]:
        return _(
            "Nothing waits. What you mean to do next stands here by its day: from an entry of your "
            "journal, or added here."
        )
    sentence = ngettext("%(count)s step is open", "%(count)s steps are open", counts["open"])
    parts = [sentence % {"count": counts["open"]}]
    if counts["overdue"]:
        parts.append(_("%(count)s overdue") % {"count": counts["overdue"]})
    if counts["today"]:
        parts.append(_("%(count)s due today") % {"count": counts["today"]})
    return _("%(parts)s.") % {"parts": ", ".join(parts)}


def _share(counts: Mapping[str, int]) -> str:
    closed = counts["done"] + counts["dropped"]
    if not closed:
        return ""
    sentence = ngettext(
        "%(closed)s of %(all)s step is closed (%(share)s): %(done)s done and %(dropped)s dropped.",
        "%(closed)s of %(all)s steps are closed (%(share)s): %(done)s done and %(dropped)s "
        "dropped.",
        counts["all"],
    )
    return sentence % {**counts, "closed": closed, "share": percent(closed / counts["all"])}


def _hidden(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s overdue step is not shown here.",
        "%(count)s overdue steps are not shown here.",
        count,
    ) % {"count": count}


def _found(count: int) -> str:
    return ngettext("%(count)s found.", "%(count)s found.", count) % {"count": count}


def _line(step: Step, *, asked: Mapping[str, str], on: date) -> StepLine:
    def act(name: str) -> str:
        return address_asking(reverse(f"journal:{name}", args=[step.uuid]), asked)

    return StepLine(
        key=str(step.uuid),
        sentence=step.sentence,
        when=_when(step, on),
        note=_("sensitive") if step.sensitive else "",
        facts=tuple(_facts(step)),
        moves=tuple(_move(move) for move in step.moves.all()),
        url=reverse("journal:step", args=[step.uuid]),
        finish_url=act("finish_step"),
        move_url=act("move_step"),
        drop_url=act("drop_step"),
        reopen_url=act("reopen_step"),
        write_url=f"{reverse('journal:new')}?after={step.uuid}"
        if step.state == StepState.DONE
        else "",
    )


def _when(step: Step, on: date) -> str:
    if step.state != StepState.OPEN:
        words = {"day": day(step.closed_on or step.due)}
        return (
            _("done on %(day)s") if step.state == StepState.DONE else _("dropped on %(day)s")
        ) % words
    days = (on - step.due).days
    if days <= 0:
        return _("by %(day)s") % {"day": day(step.due)}
    late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    return _("by %(day)s, %(late)s") % {"day": day(step.due), "late": late}


def _facts(step: Step) -> list[tuple[str, str, str]]:
    facts: list[tuple[str, str, Any]] = []
    if step.outcome and step.state == StepState.DONE:
        facts.append((_("What came of it"), step.outcome, ""))
    if step.dropped_because:
        facts.append((_("Why you dropped it"), step.dropped_because, ""))
    if step.goal:
        facts.append((_("For"), step.goal.text, ""))
    if step.membership:
        facts.append(
            (
                _("Through"),
                step.membership.organisation.label,
                reverse("memberships:detail", args=[step.membership.uuid]),
            )
        )
    came_from = getattr(step, "came_from", None)
    if came_from is not None and came_from.removed_at is None:
        facts.append((_("From"), came_from.title, reverse("journal:entry", args=[came_from.uuid])))
    return facts


def _move(move: StepMove) -> str:
    words = {"before": day(move.due_before), "after": day(move.due_after), "why": move.because}
    if not move.because:
        return _("Moved from %(before)s to %(after)s") % words
    return _("Moved from %(before)s to %(after)s: %(why)s") % words
