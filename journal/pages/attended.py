"""What did I go to and not write down yet? The part of the journal's page that says so."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from events.models import Attendance
from journal.attended import unwritten
from journal.pages.entry import span
from people.models import User

MOST = 5  # the latest: who has many writes those down first


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What somebody went to, when and whose it was, with the ways to an entry and to none."""

    title: str
    url: str
    facts: str
    write_url: str
    nothing_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """The latest events without an entry, and how many more there are, in words."""

    lines: tuple[Line, ...]
    more: str


def load_unwritten(*, user: User) -> Unwritten:
    """What still has to be written down, in three queries at most."""
    attended = unwritten(user)
    rows = list(attended.select_related("event__organisation")[: MOST + 1])
    left = attended.count() - MOST if len(rows) > MOST else 0
    return Unwritten(lines=tuple(_line(row) for row in rows[:MOST]), more=_more(left))


def _line(attendance: Attendance) -> Line:
    event = attendance.event
    facts = (span(*event.days), event.organisation.label if event.organisation else "")
    return Line(
        title=event.title,
        url=reverse("events:event", args=[event.uuid]),
        facts=" · ".join(fact for fact in facts if fact),
        write_url=f"{reverse('journal:new')}?attendance={attendance.uuid}",
        nothing_url=reverse("journal:nothing_to_write", args=[attendance.uuid]),
    )


def _more(left: int) -> str:
    if not left:
        return ""
    return ngettext(
        "%(count)s earlier event comes when these are done.",
        "%(count)s earlier events come when these are done.",
        left,
    ) % {"count": left}
