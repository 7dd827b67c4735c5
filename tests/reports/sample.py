"""Reports as long as real ones: thirty memberships with all the arithmetic; a full journal.

Plain data without Django, so that the benchmark can use it too.
"""

from reports.content import (
    Bar,
    BarChart,
    Bullets,
    Column,
    Document,
    Facts,
    HeatCell,
    HeatMap,
    Paragraph,
    Section,
    Table,
    ToSign,
)

GOALS = (
    "Lead a small team well", "Metadata and discovery", "Teach information literacy",
    "Speak at a conference", "Research data management", "Copyright and licensing",
    "Keep up with the profession",
)  # fmt: skip
SOCIETIES = (
    "Library Association", "Information Professionals' Network", "Metadata Standards Group",
    "University Science and Technology Librarians' Group", "Society for Scholarly Publishing",
    "Records and Archives Forum",
)  # fmt: skip
MEMBERSHIPS = tuple(f"{SOCIETIES[number % 6]}, region {number + 1}" for number in range(30))
_LINE_COLUMNS = ("Skill match", "Strength", "Level", "Interactivity", "Reach", "Use", "Product")


def make_sample() -> Document:
    """About ten pages."""
    return Document(
        title="Membership review",
        language="en-GB",
        subtitle=(
            "Ada Example, Example University Library",
            "As of 23 November 2026",
            "Left out: two memberships marked as sensitive",
        ),
        sections=(_answer(), _memberships()),
        appendix=Section(
            "Appendix: how the numbers come about",
            (Paragraph("Each line is a product; the lines of a membership make up its score."),),
            tuple(map(_explanation, range(30))),
        ),
        contents=True,
    )


def _value(row: int, column: int) -> float:
    return (row * 7 + column * 13) % 20 / 20


def _answer() -> Section:
    cells = tuple(
        tuple(
            HeatCell(f"{_value(row, column):.2f}", int(_value(row, column) * 6))
            for column in range(7)
        )
        for row in range(30)
    )
    bars = tuple(Bar(goal, (9 - index) / 10, f"{9 - index}.0") for index, goal in enumerate(GOALS))
    return Section(
        "What are your memberships doing for you?",
        (
            Paragraph(
                "Your thirty memberships reach 62 of 100 points. Three of them bring half of that, "
                "and eleven could be left without losing a point for any goal you have set."
            ),
            BarChart("How far each goal is served", "Bars from 9.0 down to 3.0 of ten.", bars),
            HeatMap("Memberships by goals", "Membership", MEMBERSHIPS, GOALS, cells),
        ),
    )


def _memberships() -> Section:
    columns = (
        Column("Membership"),
        Column("Held as"),
        *(
            Column(name, "end")
            for name in ("Score", "Potential", "Hours", "Unknown", "Contribution", "Loss", "Fee")
        ),
    )
    rows = tuple(
        (
            name, "employer" if number % 4 else "employer and self",
            f"{_value(number, 1) * 100:.1f}", f"{_value(number, 2) * 100:.1f}",
            f"{number * 3} h", "31–48", f"{number / 7:.1f}",
            f"{number / 9:.1f}", f"£{number * 11}.00",
        )
        for number, name in enumerate(MEMBERSHIPS)
    )  # fmt: skip
    return Section(
        "Your memberships one by one",
        (Paragraph("Sorted by contribution."), Table("All memberships", columns, rows)),
    )


def _explanation(number: int) -> Section:
    columns = (
        Column("Benefit"), Column("Goal"), *(Column(name, "end") for name in _LINE_COLUMNS)
    )  # fmt: skip
    rows = tuple(
        (f"Journal, member price {line}", GOALS[line % 7],
         "0.80", "0.67", "1.00", "0.60", "0.92", "0.33", f"{line * 0.0107:.4f}")
        for line in range(15 if number < 25 else 10)
    )  # fmt: skip
    return Section(MEMBERSHIPS[number], (Table("Lines of its score", columns, rows),))


def make_journal_sample(entries: int = 300) -> Document:
    """A CPD report of so many entries, each with its reflection and its evidence."""
    rows = tuple((goal, "43", f"{number * 7 + 40} h") for number, goal in enumerate(GOALS))
    columns = (Column("Goal"), Column("Entries", "end"), Column("Time", "end"))
    return Document(
        title="CPD report",
        language="en-GB",
        subtitle=("Ada Example", "1 January 2026 to 31 December 2026"),
        sections=(
            Section("About this report", (Facts((("Name", "Ada Example"), ("Number", "GR-1"))),)),
            Section("Summary", (Table("By goal", columns, rows),)),
            Section("What I did", (), tuple(map(_entry, range(entries)))),
            Section("Declaration", (ToSign(("Signature", "Date")),)),
        ),
        contents=True,
    )


def _entry(number: int) -> Section:
    facts = (
        ("When", f"{number % 28 + 1} March 2026"),
        ("What", "Course or training"),
        ("Time", "3 h, of it 1 h taking part"),
        ("Through", MEMBERSHIPS[number % 30]),
        ("For", GOALS[number % 7]),
        ("Next step", "When: term begins. I will: try it with one class (by 1 May 2026)"),
    )
    said = Paragraph(
        f"This was number {number}, and we planned a class around the questions that people "
        "bring to the desk, instead of around the databases that we have."
    )
    points = Bullets(((Paragraph("Ask first."),), (Paragraph("Show one thing, not ten."),)))
    return Section(
        f"A course on teaching, part {number + 1}",
        (Facts(facts),),
        (
            Section("What happened", (said, points)),
            Section("So what", (said,)),
            Section("Now what", (Paragraph("Try it with one class and tell the others."),)),
            Section("Evidence", (Bullets(((Paragraph("Programme (https://example.org/p)"),),)),)),
        ),
    )
