"""A document as a page: every kind of block, nothing that is markup."""

import re

from django.template.loader import render_to_string

from journal.picture import stairs
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
    Point,
    Section,
    StepChart,
    Table,
    ToSign,
)


def page_of(*blocks, **more) -> str:
    document = Document("Report", "en", ("Ada",), (Section("One", blocks),), **more)
    html = render_to_string("reports/_document.html", {"document": document})
    return re.sub(r">\s+<", "><", html)


def test_every_kind_of_block_is_printed():
    html = page_of(
        Paragraph("Text"),
        Bullets(((Paragraph("a"), Bullets(((Paragraph("b"),),), first=3)),)),
        Facts((("Name", "Ada"),)),
        Table("Fees", (Column("Body"), Column("Fee", "end")), (("Guild", "5"),)),
        HeatMap("Map", "Member", ("Guild",), ("Goal",), ((HeatCell("9", 4),),)),
        BarChart("Bars", "In words", (Bar("x", 0.25, "1 h"),)),
        StepChart(
            caption="Goal", alternative="Up", levels=("0", "1"), first="May", last="June",
            now=stairs([(0, 0), (0.5, 1)], end=1), wanted=stairs([(0, 1)], end=1),
            points=(Point((0, 0), moved=False), Point((0.5, 1), moved=True)),
        ),
        ToSign(("Signature",)),
    )  # fmt: skip
    for wanted in (
        "<p>Text</p>",
        '<ul><li><p>a</p><ol start="3"><li><p>b</p></li></ol></li></ul>',
        "<div><dt>Name</dt><dd>Ada</dd></div>",
        '<th scope="col">Body</th><th scope="col" class="number-head">Fee</th>',
        '<th scope="row">Guild</th><td class="number">5</td>',
        '<th scope="row">Guild</th><td class="heat-4">9</td>',
        '<p class="visually-hidden">In words</p>',
        '<rect class="bar-fill" width="25.00" height="12"/>',
        '<span class="number">1 h</span>',
        '<p class="visually-hidden">Up</p>',
        '<line class="growth-now" x1="10.00%" y1="56" x2="52.00%" y2="56"/>',
        '<line class="growth-now" x1="52.00%" y1="56" x2="52.00%" y2="20"/>',
        '<line class="growth-now" x1="52.00%" y1="20" x2="94.00%" y2="20"/>',
        '<line class="growth-wanted" x1="10.00%" y1="20" x2="94.00%" y2="20"/>',
        '<circle class="growth-point" cx="10.00%" cy="56" r="5"></circle>',
        '<circle class="growth-moved" cx="52.00%" cy="20" r="6"/>',
        ">May</text>",
        ">June</text>",
        "<li>Signature</li>",
    ):
        assert wanted in html


def test_contents_lead_to_the_sections_where_they_are_wanted():
    assert '<li><a href="#part-1">One</a></li>' in page_of(contents=True)
    assert "<nav" not in page_of()


def test_what_somebody_wrote_is_no_markup():
    hostile = "<script>alert(1)</script>"
    html = page_of(
        Paragraph(hostile),
        Facts(((hostile, hostile),)),
        Bullets(((Paragraph(hostile),),)),
        Table(hostile, (Column(hostile),), ((hostile,),)),
        BarChart(hostile, hostile, (Bar(hostile, 1, hostile),)),
        StepChart(
            caption=hostile, alternative=hostile, levels=(hostile,), first=hostile, last=hostile,
            now=(), wanted=(), points=(),
        ),
    )  # fmt: skip
    assert "<script" not in html
