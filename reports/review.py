"""What does the membership review say? The evaluation's own page objects, as a document."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engine.evaluate import evaluate
from evaluation.explanation import Explanation, build_explanation
from evaluation.facts import gather_facts
from evaluation.pages import Overview, build_overview
from people.figures import day
from people.models import User
from reports.content import (
    Bar,
    BarChart,
    Column,
    Document,
    HeatCell,
    HeatMap,
    Paragraph,
    Section,
    Table,
)
from reports.going import load_going
from reports.pdf import render_pdf
from reports.text import as_heading


def make_membership_review(*, user: User, now: datetime, include_sensitive: bool) -> bytes:
    """The membership review of a person as PDF, as of `now`.

    Sensitive memberships are in it only where their owner asks for them; left out, every number
    is made without them. Raises PdfError where it cannot be set.
    """
    on = timezone.localdate(now)
    facts = gather_facts(user=user, on=on, leave_out_sensitive=not include_sensitive)
    evaluation = evaluate(facts.problem)
    document = build_review(
        owner=user.name or user.email,
        day=day(on),
        overview=build_overview(facts, evaluation, on=on),
        explanations=tuple(build_explanation(facts, evaluation, key) for key in facts.held),
        going=load_going(user=user, now=now, include_sensitive=include_sensitive),
    )
    return render_pdf(document=document, made_at=now)


def build_review(
    *,
    owner: str,
    day: str,
    overview: Overview,
    explanations: tuple[Explanation, ...],
    going: tuple[Section, ...] = (),
) -> Document:
    """The review as a document: the answer, the pictures, the table, events, the arithmetic."""
    empty = bool(overview.missing)
    return Document(
        title=_("Membership review"),
        language=get_language() or "en",
        subtitle=(_("%(owner)s, %(day)s") % {"owner": owner, "day": day}, *overview.notes),
        sections=(_answer(overview), *(() if empty else _findings(overview)), *going),
        appendix=None if empty else _arithmetic(explanations),
        contents=not empty,
    )


def _answer(overview: Overview) -> Section:
    heading = _("What are your memberships doing for you?")
    if overview.missing:
        return Section(heading, (Paragraph(overview.sentence), Paragraph(overview.missing)))
    totals = Table(
        caption=_("All together"),
        columns=(Column(_("Figure")), Column(_("Points, hours or money"), "end")),
        rows=overview.totals,
    )
    return Section(heading, (Paragraph(overview.sentence), totals))


def _findings(overview: Overview) -> tuple[Section, ...]:
    return (
        Section(_("What serves which goal"), (_heat_map(overview),)),
        Section(_("Your memberships"), (_scores(overview), _figures(overview))),
        Section(_("What the figures mean"), tuple(Paragraph(text) for text in _meanings())),
    )


def _heat_map(overview: Overview) -> HeatMap:
    together = tuple(HeatCell(goal.coverage, goal.step) for goal in overview.goals)
    cells = tuple(
        tuple(HeatCell(cell.text, cell.step) for cell in row.cells) for row in overview.rows
    )
    return HeatMap(
        caption=_(
            "How far each membership moves each goal, in per cent. A range means that it is not "
            "known how much something is used."
        ),
        corner=_("Membership"),
        row_labels=(*(row.label for row in overview.rows), _("All together")),
        column_labels=tuple(goal.text for goal in overview.goals),
        cells=(*cells, together),
    )


def _scores(overview: Overview) -> BarChart:
    longest = max(row.score.value for row in overview.rows) or 1.0
    bars = tuple(
        Bar(row.label, row.score.value / longest, row.score.text)
        for row in overview.rows
        if row.score.value
    )
    return BarChart(
        caption=_("Scores today, out of 100; memberships that score 0 are not drawn"),
        alternative=_("A bar for each score in the table below; the longest is %(score)s.")
        % {"score": overview.rows[0].score.text},
        bars=bars,
    )


def _figures(overview: Overview) -> Table:
    heads = (
        _("Place"), _("Score"), _("With uses not known"), _("Potential"), _("Hours a year"),
        _("Contribution"), _("Loss if dropped"), _("Overlap"), _("Fee a year"),
    )  # fmt: skip
    rows = tuple(
        (
            f"{row.label} ({row.kinds})", row.place.text, row.score.text, row.unknown.text,
            row.potential.text, row.hours, row.contribution.text, row.loss.text,
            row.overlap.text, row.fee.text,
        )
        for row in overview.rows
    )  # fmt: skip
    return Table(
        caption=_("The memberships, the best first; too close to call where a place has ="),
        columns=(Column(_("Membership")), *(Column(head, "end") for head in heads)),
        rows=rows,
    )


def _meanings() -> tuple[str, ...]:
    return (
        _("Score: what a membership does for the goals as it is used today, out of 100."),
        _("With uses not known: the range of the score while some uses are not known."),
        _("Potential: the score if all of it were used fully, with the hours a year it takes."),
        _("Contribution: its share of the score of all together; the shares add up to it exactly."),
        _("Loss if dropped: what all together would lose without it and the groups below it."),
        _("Overlap: how much of its score the other memberships give anyway."),
        _("Fee a year: what is paid oneself, after the shares of others and tax relief."),
    )


def _arithmetic(explanations: tuple[Explanation, ...]) -> Section:
    how = _(
        "Points for a goal = 100 × its weight × how far it is moved. What moves it is 1 less the "
        "product of all (1 − use × value). Value = relevance × level × interactivity × reach; "
        "relevance is the best skill match × strength, averaged over the goal’s skills by "
        "importance. A use that is not known counts as 0 here."
    )
    return Section(
        _("How the scores were worked out"),
        (Paragraph(how),),
        tuple(_membership(explanation) for explanation in explanations),
    )


def _membership(explanation: Explanation) -> Section:
    lines = tuple(
        (
            line.title, str(goal.number), "; ".join(line.skills), line.relevance, line.level_fit,
            line.interactivity, line.reach, line.value, line.use, line.realised,
        )
        for goal in explanation.goals
        for line in goal.lines
    )  # fmt: skip
    blocks: list[Paragraph | Table] = [Paragraph(explanation.sentence)]
    if lines:
        blocks += [_points(explanation), _lines(lines)]
    return Section(as_heading(explanation.name), tuple(blocks))


def _points(explanation: Explanation) -> Table:
    rows = tuple(
        (f"{goal.number}. {goal.text}", goal.weight, goal.together, goal.points)
        for goal in explanation.goals
    )
    return Table(
        caption=_("Points by goal"),
        columns=(
            Column(_("Goal")),
            Column(_("Weight"), "end"),
            Column(_("Moved by"), "end"),
            Column(_("Points"), "end"),
        ),
        rows=(*rows, (_("Score"), "", "", explanation.score)),
    )


def _lines(lines: tuple[tuple[str, ...], ...]) -> Table:
    heads = (
        _("Relevance"), _("Level"), _("Interactivity"), _("Reach"), _("Value"), _("Use"),
        _("Use × value"),
    )  # fmt: skip
    return Table(
        caption=_("What each benefit gives to each goal"),
        columns=(
            Column(_("Benefit")),
            Column(_("Goal"), "end"),
            Column(_("Skill match and strength")),
            *(Column(head, "end") for head in heads),
        ),
        rows=lines,
    )
