"""Which CPD report does an address ask for, and which address asks for it?"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import Http404, QueryDict
from django.urls import reverse

from people.models import User
from people.paging import address_asking
from reports.access import get_template
from reports.choices import CpdPart
from reports.cpd.document import Asked
from reports.cpd.period import Period, usual_period
from reports.forms import PeriodForm
from reports.models import ReportTemplate
from reports.ordering import move, read_parts

STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an address asks: the form of its days, and the report (None where days are wrong).

    `moved` is the part that it asks to be moved, which has been done in the report.
    """

    form: PeriodForm
    asked: Asked | None
    moved: CpdPart | None


def read_question(*, user: User, query: QueryDict, on: date) -> Question:
    """What is asked for; what is not said is usual. 404 for a template that is somebody else's."""
    usual = usual_period(on)
    form = PeriodForm(
        {
            "starts": query.get("starts") or str(usual.starts),
            "ends": query.get("ends") or str(usual.ends),
        }
    )
    if not form.is_valid():
        return Question(form=form, asked=None, moved=None)
    template = _template(user, query.get("template", ""))
    parts = read_parts(query.getlist("part")) or read_parts(template.parts)
    moved = None
    for name, step in STEPS.items():
        for part in read_parts(query.getlist(name)):
            parts, moved = move(parts, part, step), part
    asked = Asked(
        period=form.period,
        parts=parts,
        template=template,
        include_hidden=query.get("sensitive") == "1",
    )
    shown = PeriodForm(initial={"starts": asked.period.starts, "ends": asked.period.ends})
    return Question(form=shown, asked=asked, moved=moved)


def _template(user: User, word: str) -> ReportTemplate:
    """The person's template of that UUID, or one as good as none."""
    if not word:
        return ReportTemplate(user=user)
    try:
        uuid = UUID(word)
    except ValueError as error:
        raise Http404 from error
    return get_template(user=user, uuid=uuid)


def address_of(name: str, asked: Asked, *args: UUID) -> str:
    """The address of that name that asks for a report; what its template says is not said again."""
    template = asked.template
    own_parts = asked.parts != read_parts(template.parts)
    return address_asking(
        reverse(name, args=args),
        {
            "starts": str(asked.period.starts),
            "ends": str(asked.period.ends),
            "template": str(template.uuid) if template.pk else "",
            "part": [part.value for part in asked.parts] if own_parts else [],
            "sensitive": "1" if asked.include_hidden else "",
        },
    )


def asking_for_period(asked: Asked, period: Period) -> Asked:
    """The same report of another period; nothing hidden is asked for with it."""
    return replace(asked, period=period, include_hidden=False)


def asking_by_template(asked: Asked, template: ReportTemplate) -> Asked:
    """The report of the same period as a template has it; nothing hidden is asked for with it."""
    parts = read_parts(template.parts)
    return replace(asked, template=template, parts=parts, include_hidden=False)
