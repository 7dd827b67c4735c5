"""A report as PDF against WeasyPrint: `python -m bench.pdf`.

Both set the same two documents, tagged: a review of thirty memberships with 425 lines of
arithmetic, and a CPD report of 300 entries. Ours is the whole call, its child process with its
start and its second saving included; WeasyPrint runs in this process, loaded and warm, from HTML
that is made outside the clock. The two are interleaved; the median counts. Their pages are not as
many as ours, so both ratios are printed: for a page and for the whole document.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO
from statistics import median
from time import perf_counter

import django
import weasyprint
from django.conf import settings
from pikepdf import Pdf

from reports.content import (
    BarChart,
    Block,
    Bullets,
    Document,
    Facts,
    HeatMap,
    Paragraph,
    Section,
    StepChart,
    Table,
    ToSign,
)
from tests.reports.pages import NOON
from tests.reports.sample import make_journal_sample, make_sample

TIMES = 3
GOAL = 10
_STYLE = """
@page { size: A4; margin: 24mm 20mm 22mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8pt } }
body { font: 10pt/1.5 "Noto Sans", sans-serif }
h1 { font-size: 14pt } h2 { font-size: 11pt }
table { font: 8pt/1.2 "Noto Sans", sans-serif; border-collapse: collapse; width: 100% }
caption { text-align: left }
td, th { padding: 2pt 3pt } .end { text-align: right }
.s0 { background: #fff } .s1 { background: #e2edee } .s2 { background: #bfd9df }
.s3 { background: #8fbecb } .s4 { background: #327489 } .s5 { background: #10566b }
dt { font-weight: bold; float: left; clear: left } dd { margin-left: 36mm }
.to-sign { border-bottom: 0.5pt solid; padding-top: 9mm }
.bar { background: #10566b; height: 7pt }
"""


def main() -> None:
    """Print the median seconds of both and their ratios."""
    settings.configure(USE_I18N=False)
    django.setup()
    from reports.pdf import render_pdf

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    for name, document in (
        ("Membership review", make_sample()),
        ("CPD report of 300 entries", make_journal_sample()),
    ):
        html = make_html(document)
        ours, theirs = measure(
            partial(render_pdf, document=document, made_at=NOON),
            partial(weasyprint.HTML(string=html).write_pdf, pdf_variant="pdf/ua-1"),
        )
        print(name)
        print(f"  typst, child process   {ours}")
        print(f"  WeasyPrint, in process {theirs}")
        print(f"  ratio for a page       {theirs.a_page / ours.a_page:6.1f}   (goal: {GOAL})")
        print(f"  ratio for the document {theirs.seconds / ours.seconds:6.1f}")


@dataclass(frozen=True, slots=True)
class Speed:
    """The median seconds for the document, and its pages."""

    seconds: float
    pages: int

    @property
    def a_page(self) -> float:
        """Seconds a page."""
        return self.seconds / self.pages

    def __str__(self) -> str:
        return f"{self.a_page * 1000:6.1f} ms a page ({self.seconds:.2f} s, {self.pages} pages)"


def measure(*makers: Callable[[], bytes]) -> list[Speed]:
    """The speed of each, made in turn."""
    seconds: list[list[float]] = [[] for _ in makers]
    pages = [0] * len(makers)
    for _ in range(TIMES):
        for index, maker in enumerate(makers):
            start = perf_counter()
            pdf = maker()
            seconds[index].append(perf_counter() - start)
            with Pdf.open(BytesIO(pdf)) as opened:
                pages[index] = len(opened.pages)
    return [Speed(median(each), count) for each, count in zip(seconds, pages, strict=True)]


def make_html(document: Document) -> str:
    """The document as HTML, with the same parts."""
    sections = [*document.sections, *([document.appendix] if document.appendix else [])]
    lines = "".join(f"<p>{escape(line)}</p>" for line in document.subtitle)
    contents = "".join(f"<li>{escape(each.heading)}</li>" for each in sections)
    body = "".join(_section(each, 1) for each in sections)
    return (
        f'<html lang="{document.language}"><head><title>{escape(document.title)}</title>'
        f"<style>{_STYLE}</style></head><body>{lines}<ul>{contents}</ul>{body}</body></html>"
    )


def _section(section: Section, level: int) -> str:
    inside = "".join(map(_block, section.blocks))
    inside += "".join(_section(each, level + 1) for each in section.sections)
    return f"<h{level}>{escape(section.heading)}</h{level}>{inside}"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            html = f"<p>{escape(block.text)}</p>"
        case Bullets():
            items = ("".join(map(_block, item)) for item in block.items)
            html = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
        case Facts():
            facts = (f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in block.rows)
            html = f"<dl>{''.join(facts)}</dl>"
        case ToSign():
            html = "".join(f'<p class="to-sign">{escape(label)}</p>' for label in block.labels)
        case Table():
            lines = [
                [(text, str(column.align)) for text, column in zip(row, block.columns, strict=True)]
                for row in block.rows
            ]
            html = _table(block.caption, [each.heading for each in block.columns], lines)
        case HeatMap():
            rows = [
                [(label, "start"), *((cell.text, f"s{cell.step}") for cell in cells)]
                for label, cells in block.rows
            ]
            html = _table(block.caption, [block.corner, *block.column_labels], rows)
        case BarChart():
            bars = "".join(
                f"<tr><th>{escape(bar.label)}</th><td>{escape(bar.text)}</td><td>"
                f'<div class="bar" style="width: {bar.share * 80}mm"></div></td></tr>'
                for bar in block.bars
            )
            html = f"<table><caption>{escape(block.caption)}</caption>{bars}</table>"
        case StepChart():
            html = f"<p>{escape(block.alternative)}</p>"
    return html


def _table(caption: str, head: Iterable[str], rows: Iterable[list[tuple[str, str]]]) -> str:
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = "".join(
        "<tr>" + "".join(f'<td class="{each}">{escape(text)}</td>' for text, each in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{lines}</tbody></table>"
    )


if __name__ == "__main__":
    main()
