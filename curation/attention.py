"""What in the catalogue needs a curator's attention?"""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.choices import Status
from catalogue.models import BenefitSkill, Fee, Organisation
from catalogue.querysets import CHECKED_FOR, OrganisationQuerySet
from curation.duplicates import Entry, find_likely_duplicates

Rows = QuerySet[Any, Any]

SHOWN = 20
FEE_YEARS = 3
ENDED = (Status.DISSOLVED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation to look at: where to change it, and why; where it may be there twice, the
    way to merge it.
    """

    name: str
    url: str
    why: str
    merge: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to put right, with the first of those it is true of, and how many there are."""

    anchor: str
    title: str
    count: int
    lines: tuple[Line, ...]
    more: str


def list_concerns() -> tuple[Concern, ...]:
    """Everything that needs attention. As many queries for a large catalogue as for a small one."""
    return (
        _duplicates(),
        _concern("parent", _("Groups of something that ended"), _of_ended(), _("of %(detail)s")),
        _concern("skills", _("Offers nothing that serves a skill"), _without_skills(), ""),
        _concern("fees", _("Newest fee older than three years"), _old_fees(), _("of %(detail)s")),
        _concern("checked", _("Not checked for a year"), _unchecked(), _("on %(detail)s")),
    )


def _concern(anchor: str, title: str, rows: Rows, why: str) -> Concern:
    """Of rows with primary key, name and a detail, which `why` says."""
    lines = (_line(pk, name, why, detail) for pk, name, detail in rows[:SHOWN])
    return _shown(anchor, title, lines, rows.count())


def _shown(anchor: str, title: str, lines: Iterable[Line], count: int) -> Concern:
    more = _("and %(more)s more") % {"more": count - SHOWN} if count > SHOWN else ""
    return Concern(anchor, title, count, tuple(lines), more)


def _line(pk: int, name: str, why: str, detail: object) -> Line:
    url = reverse("admin:catalogue_organisation_change", args=[pk])
    said = date_format(detail) if isinstance(detail, datetime.date) else detail
    return Line(name, url, why % {"detail": said} if detail else _("never") if why else "")


def _kept() -> OrganisationQuerySet:
    """What everybody sees and nothing has replaced."""
    return Organisation.objects.public().filter(merged_into=None)


def _living() -> OrganisationQuerySet:
    return _kept().filter(status__in=(Status.ACTIVE, Status.UNKNOWN))


def _unchecked() -> Rows:
    overdue = Q(checked_on=None) | Q(checked_on__lt=timezone.localdate() - CHECKED_FOR)
    longest_ago = _living().filter(overdue).order_by(F("checked_on").asc(nulls_first=True), "name")
    return longest_ago.values_list("pk", "name", "checked_on")


def _old_fees() -> Rows:
    dated = Fee.objects.filter(organisation__in=_living())
    newest = dated.values_list("organisation", "organisation__name").annotate(newest=Max("year"))
    oldest = newest.filter(newest__lt=timezone.localdate().year - FEE_YEARS)
    return oldest.order_by("newest", "organisation__name")


def _without_skills() -> Rows:
    serving = BenefitSkill.objects.filter(
        benefit__organisation=OuterRef("pk"), benefit__retired_on=None
    )
    return _living().filter(~Exists(serving)).values_list("pk", "name", Value(""))


def _of_ended() -> Rows:
    return _living().filter(parent__status__in=ENDED).values_list("pk", "name", "parent__name")


def _duplicates() -> Concern:
    rows = list(_kept().order_by("pk").values_list("pk", "name", "parent", "successor"))
    # Comparing ten thousand names takes a second, and most writes change none of them.
    names = hashlib.sha256(repr(rows).encode()).hexdigest()
    kept: Any = caches["pages"].get_or_set(f"duplicates:{names}", lambda: _first_pairs(rows))
    first, count = kept
    why = _("and %(detail)s")
    uuids = dict(_kept().filter(pk__in=_pks(first)).values_list("pk", "uuid"))
    lines = (
        replace(
            _line(other.pk, other.name, why, one.name),
            merge=reverse("curation:merge", args=[uuids[other.pk], uuids[one.pk]]),
        )
        for one, other in first
    )
    return _shown("duplicates", _("Perhaps the same twice"), lines, count)


def _first_pairs(rows: list[tuple[Any, ...]]) -> tuple[list[tuple[Entry, Entry]], int]:
    """The likeliest pairs, and how many there are."""
    pairs = find_likely_duplicates(Entry(*row) for row in rows)
    return pairs[:SHOWN], len(pairs)


def _pks(pairs: Iterable[tuple[Entry, Entry]]) -> set[int]:
    return {entry.pk for pair in pairs for entry in pair}
