"""What goes into a CPD report? The page object of what is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User
from reports.asking import (
    Question,
    address_of,
    asking_by_template,
    asking_for_period,
)
from reports.choices import CpdPart
from reports.cpd.counts import what_is_in, what_is_missing
from reports.cpd.document import Asked
from reports.cpd.period import last_year, this_year
from reports.cpd.record import Record, load_record
from reports.models import ReportTemplate
from reports.ordering import with_the_rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A link to the same page with another choice; `current` is the one that is shown."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part of the report: whether it is in, and how much it shows."""

    key: str
    label: str
    holds: str
    chosen: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The page. `hides` is whether something is, or would be, left out."""

    sentence: str
    periods: tuple[Choice, ...]
    templates: tuple[Choice, ...]
    template: ReportTemplate
    parts: tuple[PartLine, ...]
    missing: tuple[str, ...]
    hides: bool
    include_hidden: bool
    page_url: str
    pdf_url: str
    keep_url: str
    change_url: str
    remove_url: str
    said: str


def load_choosing(*, user: User, question: Question, on: date) -> Choosing | None:
    """What is chosen, with what is in it and what is left out; None where the days are wrong."""
    asked = question.asked
    if asked is None:
        return None
    record = load_record(user=user, period=asked.period, include_hidden=asked.include_hidden)
    template = asked.template
    kept = [template.uuid] if template.pk else None
    return Choosing(
        sentence=_sentence(record, asked),
        periods=tuple(_periods(asked, on)),
        templates=tuple(_templates(user, asked)),
        template=template,
        parts=tuple(_parts(record, asked)),
        missing=tuple(what_is_missing(record, asked.parts)),
        hides=asked.include_hidden or any(_left_out(record)),
        include_hidden=asked.include_hidden,
        page_url=address_of("reports:cpd_page", asked),
        pdf_url=address_of("reports:cpd_pdf", asked),
        keep_url=address_of("reports:add_template", asked),
        change_url=address_of("reports:template", asked, *kept) if kept else "",
        remove_url=reverse("reports:remove_template", args=kept) if kept else "",
        said=_said(question.moved, asked),
    )


def _left_out(record: Record) -> tuple[int, int, int]:
    return record.left_out.entries, record.left_out.steps, record.left_out.memberships


def _sentence(record: Record, asked: Asked) -> str:
    if not record.activities:
        return _(
            "There is no finished entry from %(period)s. Once there is one, its time, your "
            "reflections and its evidence stand in the report."
        ) % {"period": asked.period}
    return ngettext(
        "Your report from %(period)s has %(count)s entry.",
        "Your report from %(period)s has %(count)s entries.",
        len(record.activities),
    ) % {"period": asked.period, "count": len(record.activities)}


def _periods(asked: Asked, on: date) -> Iterator[Choice]:
    for label, period in ((_("This year"), this_year(on)), (_("Last year"), last_year(on))):
        yield Choice(
            label=label,
            href=address_of("reports:cpd", asking_for_period(asked, period)),
            current=asked.period == period,
        )


def _templates(user: User, asked: Asked) -> Iterator[Choice]:
    """Without a template first; nothing where there is none."""
    own = list(ReportTemplate.objects.filter(user=user))
    for template in [ReportTemplate(user=user), *own] if own else []:
        yield Choice(
            label=template.name or _("Without a template"),
            href=address_of("reports:cpd", asking_by_template(asked, template)),
            current=template.pk == asked.template.pk,
        )


def _parts(record: Record, asked: Asked) -> Iterator[PartLine]:
    holds = what_is_in(record)
    for part in with_the_rest(asked.parts):
        chosen = part in asked.parts
        yield PartLine(
            key=part.value,
            label=str(part.label),
            holds=holds.get(part, ""),
            chosen=chosen,
            first=part == asked.parts[0],
            last=part == asked.parts[-1],
        )


def _said(moved: CpdPart | None, asked: Asked) -> str:
    """Where a part that was moved stands now."""
    if moved not in asked.parts:
        return ""
    return _("“%(part)s” is now in place %(place)s of %(all)s.") % {
        "part": moved.label,
        "place": asked.parts.index(moved) + 1,
        "all": len(asked.parts),
    }
