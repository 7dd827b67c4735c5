"""What does the CPD report of a period say? One description, for the page and for paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.figures import day
from people.models import User
from reports.choices import CpdPart
from reports.content import Block, Document, Facts, Paragraph, Section, ToSign
from reports.cpd.ability import ability
from reports.cpd.counts import what_is_missing
from reports.cpd.entries import entries
from reports.cpd.period import Period
from reports.cpd.progress import memberships, plan, steps
from reports.cpd.record import Record, load_record
from reports.cpd.summary import summary
from reports.models import ReportTemplate
from reports.ordering import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which report somebody asks for: its parts in their order, its header out of a template.

    A template that is not saved has nothing for the header. `include_hidden` is for this report.
    """

    period: Period
    parts: Parts
    template: ReportTemplate
    include_hidden: bool


def load_cpd_report(*, user: User, asked: Asked, on: date) -> Document:
    """The report as it is asked for, on a day."""
    record = load_record(user=user, period=asked.period, include_hidden=asked.include_hidden)
    return build_cpd_report(owner=user.name or user.email, record=record, asked=asked, on=on)


def build_cpd_report(*, owner: str, record: Record, asked: Asked, on: date) -> Document:
    """The report of a record."""
    about = Section(
        _("About this report"),
        (
            Facts(tuple(_header(owner, asked, on))),
            *map(Paragraph, what_is_missing(record, asked.parts)),
        ),
    )
    parts = (_part(part, record, asked.template, on) for part in asked.parts)
    return Document(
        title=_("CPD report"),
        language=get_language() or "en",
        subtitle=(owner, str(asked.period)),
        sections=(about, *parts),
        contents=True,
    )


def _header(owner: str, asked: Asked, on: date) -> Iterator[tuple[str, str]]:
    template = asked.template
    yield _("Name"), owner
    for name, text in (
        (_("Professional body"), template.body),
        (_("Number"), template.number),
        (_("Job title"), template.job_title),
    ):
        if text:
            yield name, text
    yield _("Period"), str(asked.period)
    yield _("Made on"), day(on)


def _part(part: CpdPart, record: Record, template: ReportTemplate, on: date) -> Section:
    sections = entries(record) if part == CpdPart.ENTRIES else ()
    return Section(str(part.label), tuple(_blocks(part, record, template, on)), sections)


def _blocks(part: CpdPart, record: Record, template: ReportTemplate, on: date) -> Iterator[Block]:
    match part:
        case CpdPart.SUMMARY:
            yield from summary(record)
        case CpdPart.ENTRIES:
            if not record.activities:
                yield Paragraph(_("There is no entry in this period."))
        case CpdPart.STEPS:
            yield from steps(record)
        case CpdPart.MEMBERSHIPS:
            yield from memberships(record)
        case CpdPart.ABILITY:
            yield from ability(record, on)
        case CpdPart.PLAN:
            yield from plan(record)
        case CpdPart.DECLARATION:
            yield from _declared(template)
            yield ToSign((_("Signature"), _("Date")))
        case CpdPart.VERIFIER:
            yield Paragraph(_("Read and confirmed by:"))
            yield ToSign((_("Name"), _("Role"), _("Signature"), _("Date")))


def _declared(template: ReportTemplate) -> tuple[Paragraph, ...]:
    usual = _("I declare that this is a true record of my continuing professional development.")
    lines = (template.declaration.strip() or usual).splitlines()
    return tuple(Paragraph(line) for line in lines if line.strip())
