"""What a CPD report says: sums worked out by hand, and what belongs to which period."""

from datetime import date

import pytest

from goals.models import Skill
from journal.models import Step
from journal.picture import Piece
from memberships.models import Membership
from reports.choices import CpdPart
from reports.content import BarChart, Bullets, Facts, Paragraph, Point, Table
from reports.cpd.document import load_cpd_report
from reports.cpd.period import Period, last_year, this_year, usual_period
from reports.models import ReportTemplate
from tests.factories import EntryFactory, GoalFactory, UserFactory
from tests.reports.journals import TODAY, YEAR, ask, make_journal

pytestmark = pytest.mark.django_db


def section(user, part, **asked):
    """The section of a part of the person's report."""
    document = load_cpd_report(user=user, asked=ask(user, parts=(part,), **asked), on=TODAY)
    assert document.sections[0].heading == "About this report"
    (found,) = document.sections[1:]
    return found


def table(found, caption):
    (wanted,) = (
        each for each in found.blocks if isinstance(each, Table) and each.caption == caption
    )
    return wanted


def texts(found):
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def test_the_sums_are_those_worked_out_by_hand():
    summary = section(make_journal(), CpdPart.SUMMARY)
    assert texts(summary)[0] == "3 entries, 5 h together, of it 2 h taking part."
    assert table(summary, "By type").rows == (
        ("Reading and following", "1", "1 h", "0 min"),
        ("Local or network meeting", "1", "1 h", "1 h"),
        ("Course or training", "1", "3 h", "1 h"),
    )
    assert table(summary, "By goal").rows == (
        ("Teach well", "2", "4 h", "2 h"),
        ("Be heard", "1", "3 h", "1 h"),
        ("No goal", "1", "1 h", "0 min"),
    )
    assert table(summary, "By area of skills").rows == (
        ("Advocacy", "1", "3 h", "1 h"),
        ("Teaching", "2", "4 h", "2 h"),
        ("No skill", "1", "1 h", "0 min"),
    )
    assert table(summary, "Knowledge base (2025)").rows == (
        ("Literacies", "2", "4 h", "2 h"),
        ("Leadership", "1", "3 h", "1 h"),
        ("Records", "0", "0 min", "0 min"),
    )
    assert "Not checked (1)" not in [
        block.caption for block in summary.blocks if isinstance(block, Table)
    ]


def test_the_picture_shows_the_same_as_the_table():
    summary = section(make_journal(), CpdPart.SUMMARY)
    (chart,) = (block for block in summary.blocks if isinstance(block, BarChart))
    assert [(bar.label, bar.text) for bar in chart.bars] == [
        (row[0], row[2]) for row in table(summary, "By type").rows
    ]
    assert [bar.share for bar in chart.bars] == [pytest.approx(1 / 3), pytest.approx(1 / 3), 1]


def test_an_entry_says_all_that_was_said_of_it():
    entries = section(make_journal(), CpdPart.ENTRIES)
    assert [each.heading for each in entries.sections] == ["A course", "A meeting", "An article"]
    course, meeting, article = entries.sections
    assert course.blocks == (
        Facts(
            (
                ("When", "1 February 2026 to 3 February 2026"),
                ("What", "Course or training"),
                ("Time", "3 h, of it 1 h taking part"),
                ("Through", "Guild of Readers"),
                ("For", "Teach well; Be heard"),
                ("Skills", "Lobbying, Planning classes, Running classes"),
                (
                    "Next step",
                    "When: term begins. I will: Try it in class (by 15 January 2027)",
                ),
            )
        ),
    )
    what, so_what, evidence = course.sections
    assert what.blocks == (
        Paragraph("We planned classes:"),
        Bullets(((Paragraph("one"),), (Paragraph("two"),))),
    )
    assert so_what.blocks == (Paragraph("See notes (https://example.org/n)"),)
    assert evidence.blocks == (Bullets(((Paragraph("Programme (https://example.org/p)"),),)),)
    assert ("Next step", "None, because: It was for its own sake.") in meeting.blocks[0].rows
    assert article.blocks[1:] == (Paragraph("Short."),)
    assert article.sections == ()


def test_an_entry_belongs_to_the_period_in_which_it_began():
    user = make_journal()
    before = section(user, CpdPart.ENTRIES, period=last_year(TODAY))
    assert [each.heading for each in before.sections] == ["The year before"]
    one_day = Period(date(2026, 2, 3), date(2026, 3, 1))
    entries = section(user, CpdPart.ENTRIES, period=one_day)
    assert [each.heading for each in entries.sections] == ["A meeting"]


def test_what_is_not_finished_is_counted_and_nothing_else():
    user = make_journal()
    document = load_cpd_report(user=user, asked=ask(user), on=TODAY)
    about = document.sections[0]
    assert texts(about) == ["1 unfinished entry is not in it."]
    assert "Half a thought" not in str(document)


def test_steps_that_were_closed_and_those_open_at_its_end():
    """Two closed, and one open: two thirds."""
    user = make_journal()
    steps = section(user, CpdPart.STEPS)
    assert texts(steps)[0] == ("Closed in the period: 2. Open at its end: 1. Share closed: 67 %.")
    assert table(steps, "Closed in the period").rows == (
        ("I will: Write to her", "done on 1 May 2026", "She came."),
        ("I will: Go to Hull", "dropped on 2 May 2026", "Far."),
    )
    assert table(steps, "Open at its end").rows == (
        ("When: term begins. I will: Try it in class", "15 January 2027", "Teach well"),
    )


@pytest.mark.parametrize(
    ("period", "numbers"),
    [
        (Period(date(2026, 2, 1), date(2026, 4, 30)), (0, 3)),  # closed later than that
        (Period(date(2026, 5, 1), date(2026, 5, 1)), (1, 2)),
        (Period(date(2026, 1, 1), date(2026, 1, 31)), (0, 0)),  # none was there yet
        (Period(date(2025, 1, 1), date(2025, 12, 31)), (1, 0)),
    ],
)
def test_a_step_is_open_from_the_day_it_was_written_to_the_day_it_was_closed(period, numbers):
    steps = section(make_journal(), CpdPart.STEPS, period=period)
    closed, left = numbers
    if numbers == (0, 0):
        assert texts(steps) == ["There were no steps in this period."]
    else:
        assert texts(steps)[0].startswith(
            f"Closed in the period: {closed}. Open at its end: {left}."
        )


def test_a_step_written_down_in_january_follows_from_the_entry_of_december():
    user = make_journal()
    Step.objects.filter(action="Try it in class").update(created_at="2027-01-05T12:00:00Z")
    assert table(section(user, CpdPart.STEPS), "Open at its end").rows[0][0].endswith("in class")


def test_memberships_and_roles_of_the_period():
    user = make_journal()
    found = section(user, CpdPart.MEMBERSHIPS)
    assert found.blocks[0].rows == (("Guild of Readers", "Personal", "1 January 2024", ""),)
    assert found.blocks[1].rows == (("Treasurer", "Guild of Readers", "1 February 2026", ""),)
    Membership.objects.update(state="ended", ended_on="2025-12-31")
    found = section(user, CpdPart.MEMBERSHIPS)
    assert texts(found) == ["There is no membership on record for this period."]
    found = section(user, CpdPart.MEMBERSHIPS, period=last_year(TODAY))
    assert found.blocks[0].rows[0][3] == "31 December 2025"
    assert found.blocks[1].rows[0][0] == "Clerk"


def test_ability_before_the_period_and_last_in_it():
    user = make_journal()
    caption = "Rated last before the period, and last in it"
    ability = section(user, CpdPart.ABILITY)
    assert table(ability, caption).rows == (
        (
            "Teach well",
            "1: Beginning, with help",
            "3: Sure of it",
            "4: Guiding others",
            "A meeting",
        ),
    )
    before = section(user, CpdPart.ABILITY, period=last_year(TODAY))
    assert table(before, caption).rows[0][1:] == (
        "Not rated", "1: Beginning, with help", "3: Sure of it", "",
    )  # fmt: skip
    (after,) = section(
        user, CpdPart.ABILITY, period=Period(date(2026, 4, 1), date(2026, 4, 30))
    ).blocks
    assert after.rows[0][1:] == ("3: Sure of it", "Not rated", "4: Guiding others", "")


def test_ability_in_the_period_is_drawn_up_to_the_day_of_the_report():
    """Of 364 days: rated after 33 and, because of the meeting, after 59; reported after 326."""
    user = make_journal()
    scale, chart, _table = section(user, CpdPart.ABILITY).blocks
    assert scale.text.endswith(
        "0: No experience yet; 1: Beginning, with help; 2: Managing most of it alone; "
        "3: Sure of it; 4: Guiding others."
    )
    assert (chart.caption, chart.first, chart.last) == (
        "Teach well", "1 January 2026", "31 December 2026",
    )  # fmt: skip
    first, second, end = 33 / 364, 59 / 364, 326 / 364
    assert chart.now == (
        Piece((0, 1), (first, 1)), Piece((first, 1), (first, 2)), Piece((first, 2), (second, 2)),
        Piece((second, 2), (second, 3)), Piece((second, 3), (end, 3)),
    )  # fmt: skip
    assert chart.wanted == (
        Piece((0, 3), (first, 3)), Piece((first, 3), (second, 3)), Piece((second, 3), (second, 4)),
        Piece((second, 4), (end, 4)),
    )  # fmt: skip
    assert chart.points == (Point((first, 2), moved=False), Point((second, 3), moved=True))


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (["2026-12-31"], [Piece((1, 0), (1, 0))]),  # to come: the line goes no further back
        (["2026-01-01", "2026-01-01"], [Piece((0, 1), (326 / 364, 1))]),
    ],
)
def test_what_was_never_rated_before_begins_where_it_was_rated(days, wanted):
    goal = GoalFactory()
    for level, on in enumerate(days):
        goal.ability_ratings.create(on=on, now=level, wanted=3)
    _scale, chart, _table = section(goal.user, CpdPart.ABILITY).blocks
    assert list(chart.now) == wanted
    assert chart.alternative.startswith("Before: Not rated.")


def test_a_period_of_one_day_is_drawn_too():
    goal = GoalFactory()
    goal.ability_ratings.create(on=TODAY, now=1, wanted=3)
    _scale, chart, _table = section(goal.user, CpdPart.ABILITY, period=Period(TODAY, TODAY)).blocks
    assert chart.points == (Point((0, 1), moved=False),)


def test_the_plan_has_what_is_open_and_the_goals_with_a_day():
    user = make_journal()
    GoalFactory(user=user, text="Sooner", rank=3, target_on="2027-01-01")
    GoalFactory(user=user, text="Gone", target_on="2027-01-01", archived_at="2026-01-01T00:00Z")
    plan = section(user, CpdPart.PLAN)
    assert [row[1] for row in table(plan, "Next steps, by day").rows] == ["15 January 2027"]
    goals = table(plan, "Goals, by the day on which they are to be reached")
    assert goals.rows == (("Sooner", "1 January 2027"), ("Teach well", "30 June 2027"))


def test_an_empty_period_says_so_in_every_part():
    user = UserFactory(name="Ada")
    document = load_cpd_report(user=user, asked=ask(user), on=TODAY)
    assert [texts(each)[0] for each in document.sections[1:]] == [
        "There is no entry in this period.",
        "There is no entry in this period.",
        "There were no steps in this period.",
        "There is no membership on record for this period.",
        "No ability was rated up to the end of this period.",
        "No step is open, and no goal has a day.",
        "I declare that this is a true record of my continuing professional development.",
        "Read and confirmed by:",
    ]


def test_the_header_and_the_declaration_come_out_of_the_template():
    user = UserFactory(name="", email="ada@example.org")
    template = ReportTemplate(
        body="Guild", number="A 1", job_title="Librarian", declaration="All true.\n\nReally."
    )
    asked = ask(user, parts=(CpdPart.DECLARATION,))
    document = load_cpd_report(
        user=user,
        asked=type(asked)(period=YEAR, parts=asked.parts, template=template, include_hidden=False),
        on=TODAY,
    )
    about, declaration = document.sections
    facts = about.blocks[0]
    assert isinstance(facts, Facts)
    assert facts.rows == (
        ("Name", "ada@example.org"),
        ("Professional body", "Guild"),
        ("Number", "A 1"),
        ("Job title", "Librarian"),
        ("Period", "1 January 2026 to 31 December 2026"),
        ("Made on", "23 November 2026"),
    )
    assert texts(declaration) == ["All true.", "Really."]


def test_only_the_parts_asked_for_stand_in_it_in_their_order():
    user = make_journal()
    parts = (CpdPart.PLAN, CpdPart.SUMMARY)
    document = load_cpd_report(user=user, asked=ask(user, parts=parts), on=TODAY)
    headings = [each.heading for each in document.sections]
    assert headings == ["About this report", "Plan for what comes next", "Summary"]


def test_in_january_the_year_before_is_reported():
    assert usual_period(date(2026, 1, 31)) == last_year(date(2026, 1, 31))
    assert usual_period(date(2026, 2, 1)) == this_year(date(2026, 2, 1)) == YEAR
    assert last_year(date(2026, 6, 1)) == Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("copies", [1, 3, 300])
def test_it_takes_as_many_queries_however_long_it_is(copies, django_assert_num_queries):
    user = make_journal()
    skill = Skill.objects.get(name="Lobbying")
    for number in range(copies - 1):
        entry = EntryFactory(user=user, for_goals=[GoalFactory(user=user, rank=3 + number)])
        entry.skills.add(skill)
    with django_assert_num_queries(23):
        load_cpd_report(user=user, asked=ask(user), on=TODAY)
