"""What is there to join? The page object of the search."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import Status
from catalogue.models import Organisation
from memberships.choices import State
from people.models import User

MOST = 20
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An organisation found. `held` says in which ways it is the person's already."""

    url: str
    label: str
    name: str
    about: str
    standing: str
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a search found; `more` says that it found more than is shown."""

    text: str
    count: str
    results: tuple[Result, ...]
    more: str


def load_finding(*, user: User, text: str) -> Finding:
    """The organisations that this person may join and every word of the text leads to."""
    text = clean_query(text)
    if not text:
        return Finding(text="", count="", results=(), more="")
    shown, total = search_organisations(user=user, text=text)
    held = held_by(user, shown)
    return Finding(
        text=text,
        count=count_in_words(total),
        results=tuple(_result(each, held[each.pk]) for each in shown),
        more=more_in_words(total - len(shown)),
    )


def clean_query(text: str) -> str:
    """What was typed, as one line that a database takes."""
    return " ".join(text.replace("\x00", "").split())[:LONGEST_QUERY]


def search_organisations(*, user: User, text: str) -> tuple[list[Organisation], int]:
    """The first organisations that a clean text leads to, and how many there are. Two queries."""
    found = Organisation.objects.visible_to(user).filter(merged_into=None).search(text)
    shown = found.names_first(text).select_related("parent", "successor")[:MOST]
    return list(shown), found.count()


def held_by(user: User, organisations: Iterable[Organisation]) -> dict[int, list[str]]:
    """In which ways each is the person's, also where that has ended or is only intended."""
    held: dict[int, list[str]] = defaultdict(list)
    mine = user.memberships.filter(~Q(state=State.REMOVED), organisation__in=organisations)
    for membership in mine.order_by("pk"):
        words = membership.get_kind_display().lower()
        if membership.state != State.HELD:
            state = membership.get_state_display().lower()
            words = _("%(kind)s (%(state)s)") % {"kind": words, "state": state}
        held[membership.organisation_id].append(words)
    return held


def _result(organisation: Organisation, held: list[str]) -> Result:
    return Result(
        url=reverse("memberships:join", args=[organisation.uuid]),
        label=organisation.label,
        name=organisation.name if organisation.short_name else "",
        about=about(organisation),
        standing=standing(organisation),
        held=yours_already(held),
    )


def about(organisation: Organisation) -> str:
    """“Special interest group · group of CILIP”."""
    about = [organisation.get_kind_display()]
    if organisation.parent:
        about.append(_("group of %(parent)s") % {"parent": organisation.parent.label})
    if organisation.owner_id:
        about.append(_("only in your own catalogue"))
    return " · ".join(about)


def yours_already(held: Iterable[str]) -> str:
    """“Yours already: personal”, or nothing."""
    kinds = ", ".join(held)
    return _("Yours already: %(kinds)s") % {"kinds": kinds} if kinds else ""


def count_in_words(total: int) -> str:
    """How many were found, and what to do where none was."""
    if not total:
        return _("Nothing found. Try fewer words, or add it privately below.")
    return ngettext("%(count)s found.", "%(count)s found.", total) % {"count": total}


def standing(organisation: Organisation) -> str:
    """What became of an organisation that is no longer what it was, else nothing."""
    if organisation.status == Status.ACTIVE:
        return ""
    label = organisation.get_status_display()
    if organisation.successor is None:
        return label
    successor = organisation.successor.label
    return _("%(status)s: see %(successor)s") % {"status": label, "successor": successor}


def more_in_words(count: int) -> str:
    """How many were found and are not shown, or nothing."""
    if not count:
        return ""
    return ngettext(
        "%(count)s more: add a word to narrow it down.",
        "%(count)s more: add a word to narrow it down.",
        count,
    ) % {"count": count}
