"""What does the brief for a renewal say on paper? The page object of the page, as a document."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluation.renewal import Brief, load_brief
from memberships.models import Membership
from people import figures
from reports.content import Column, Document, Paragraph, Section, Table
from reports.pdf import render_pdf


def make_renewal_brief(*, membership: Membership, now: datetime, include_sensitive: bool) -> bytes:
    """The brief of a membership as PDF, as of `now`.

    Its owner has chosen this membership; other sensitive ones count in its numbers only where
    they ask for it. Raises PdfError where it cannot be set.
    """
    on = timezone.localdate(now)
    brief = load_brief(membership=membership, on=on, leave_out_sensitive=not include_sensitive)
    owner = membership.user.name or membership.user.email
    document = build_document(owner=owner, day=figures.day(on), brief=brief)
    return render_pdf(document=document, made_at=now)


def build_document(*, owner: str, day: str, brief: Brief) -> Document:
    """The brief as a document: the answer, then its facts in one table to fit a page."""
    return Document(
        title=brief.title,
        language=get_language() or "en",
        subtitle=(_("%(owner)s, %(day)s") % {"owner": owner, "day": day}, *brief.notes),
        sections=(
            Section(_("In short"), (Paragraph(brief.sentence),)),
            Section(_("The facts"), (_table(brief),)),
        ),
    )


def _table(brief: Brief) -> Table:
    return Table(
        caption=_("What it costs, when it renews, what it does, and what you would have anyway"),
        columns=(Column(_("Fact")), Column(_("As it stands"))),
        rows=tuple(row for part in brief.parts for row in part.rows),
    )
