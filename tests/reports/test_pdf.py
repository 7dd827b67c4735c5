"""The PDF as other programs see it: tags, text, limits."""

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.content import (
    Bar,
    BarChart,
    Column,
    HeatCell,
    HeatMap,
    Paragraph,
    Section,
    Table,
)
from reports.pdf import Limits, PdfError, render_pdf
from tests.reports.pages import (
    NOON,
    elements,
    make_document,
    print_texts,
    read_text,
    scope,
    without_spaces,
)
from tests.reports.sample import MEMBERSHIPS, make_sample

REPLACED = "1 character could not be printed; � stands for it."


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf(document=make_sample(), made_at=NOON)


@pytest.fixture(scope="module")
def opened(sample: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        yield pdf


def test_the_file_is_sound(sample, tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(sample)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_file_says_what_it_is(opened):
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Membership review"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


def test_headings_follow_each_other_and_are_bookmarks(opened):
    assert len(elements(opened, "H1")) == 4  # contents, two sections, appendix
    assert len(elements(opened, "H2")) == len(MEMBERSHIPS)
    with opened.open_outline() as outline:
        marks = [(each.title, len(each.children)) for each in outline.root]
    assert marks == [
        ("What are your memberships doing for you?", 0),
        ("Your memberships one by one", 0),
        ("Appendix: how the numbers come about", 30),
    ]


def test_contents_are_listed_only_where_they_are_wanted():
    short = replace(make_sample(), appendix=None, contents=False)
    with pikepdf.open(io.BytesIO(render_pdf(document=short, made_at=NOON))) as opened:
        assert len(elements(opened, "H1")) == 2
        assert not elements(opened, "TOC")


def test_every_table_has_headers_for_columns_and_rows(opened):
    tables = elements(opened, "Table")
    assert len(tables) == 2 + len(MEMBERSHIPS)
    for table in tables:
        parts = {str(part.S): part for part in table.K}
        assert [part for part in parts if part != "/Caption"] == ["/THead", "/TBody"]
        (head,) = parts["/THead"].K
        assert all(str(cell.S) == "/TH" and scope(cell) == ["/Column"] for cell in head.K)
        for row in parts["/TBody"].K:
            first, *others = row.K
            assert (str(first.S), scope(first)) == ("/TH", ["/Row"])
            assert {str(cell.S) for cell in others} == {"/TD"}
            assert not any("/Headers" in each for cell in row.K for each in cell.A)


def test_every_table_and_picture_has_a_caption(opened):
    assert len(elements(opened, "Caption")) == 3 + len(MEMBERSHIPS)


def test_a_picture_says_what_it_shows(opened):
    (figure,) = elements(opened, "Figure")
    assert str(figure.Alt) == "Bars from 9.0 down to 3.0 of ten."


def test_the_text_stands_on_the_pages(sample):
    text = " ".join(read_text(sample).split())
    for wanted in (
        "Left out: two memberships marked as sensitive",
        "How far each goal is served",
        "Library Association, region 25",
        "£319.00",
        "0.1498",
    ):
        assert wanted in text


def test_each_page_has_its_number_and_the_table_its_header_again(sample, opened):
    pages = read_text(sample, "-layout").rstrip("\f").split("\f")
    assert len(pages) == len(opened.pages)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
    continued = pages[1].splitlines()
    assert continued[0].strip() == "Membership review"
    first_number = next(index for index, line in enumerate(continued) if "0.05" in line)
    assert any(line.split()[0] == "Membership" for line in continued[1:first_number] if line)


def test_the_fonts_are_in_the_file(sample):
    done = subprocess.run(["pdffonts", "-"], input=sample, capture_output=True, check=True)
    fonts = done.stdout.decode().splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


def test_the_same_makes_the_same_bytes(sample):
    assert render_pdf(document=make_sample(), made_at=NOON) == sample


def test_the_time_is_the_one_given(sample):
    later = render_pdf(document=make_sample(), made_at=NOON + timedelta(hours=1))
    assert later != sample
    assert (
        b"2026-11-23T13:00:00+00:00" in pikepdf.open(io.BytesIO(later)).Root.Metadata.read_bytes()
    )


@pytest.mark.parametrize(
    "text",
    [
        "#let x = 1",
        '*bold* _it_ $x$ <label> @ref #panic("no") \\ `raw` // comment',
        "= heading, - item, + item, / term: ~ --- ...",
        "</script><b>&amp;",
        "quotes \"double\" and 'single', {braces} [brackets]",
        "combining e\u0323\u0301 Việt Ngữ",
        "emoji 😀 👍🏽 and signs ≥ 30 h ✓ →",
        "Русский Ελληνικά Հայերեն ქართული ไทย",
    ],
)
def test_text_comes_out_as_it_was_written(text):
    printed = " ".join(print_texts(text).split())
    assert " ".join(_composed(text).split()) in printed
    assert "could not be printed" not in printed


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", ["שרה לוי", "משה כהן", "محمد سلام", "علاء الدين", "عبد الله"])
def test_names_from_right_to_left_can_be_read(name):
    assert name in print_texts(name).splitlines()


@pytest.mark.parametrize(
    "text", ["null \0", "escape \x1b", "half \ud83d", "han 漢", "private \ue000"]
)
def test_what_cannot_be_printed_is_seen_and_said(text):
    printed = print_texts(text)
    assert f"{text[:-1]}�" in printed
    assert REPLACED in printed


def test_markup_does_nothing_in_any_place():
    hostile = '#panic("no") *b* <a> @b $'
    document = make_document(
        Paragraph(hostile),
        Table(hostile, (Column(hostile), Column(hostile, "end")), ((hostile, hostile),)),
        HeatMap(hostile, hostile, (hostile,), (hostile,), ((HeatCell("1", 5),),)),
        BarChart(hostile, hostile, (Bar(hostile, 0.5, "1"),)),
        title=hostile,
    )
    pdf = render_pdf(document=document, made_at=NOON)
    assert without_spaces(hostile) in without_spaces(read_text(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["dc:title"] == hostile


def test_very_long_words_stay_on_the_page_in_any_place():
    word = "Wm" * 150
    document = make_document(
        Paragraph(word),
        Table(word, (Column(word), *[Column(word, "end")] * 8), ((word,) * 9,) * 3),
        HeatMap(word, word, (word,) * 2, (word,) * 7, ((HeatCell(word, 1),) * 7,) * 2),
        BarChart(word, word, (Bar(word, 1, word),)),
        title=word,
    )
    pdf = render_pdf(document=document, made_at=NOON)
    assert word in without_spaces(read_text(pdf))
    right_edge = max(_right_edges(pdf))
    assert right_edge <= 595.3 - 56.6 + 1  # A4 less the margin of 20 mm


def _right_edges(pdf: bytes) -> list[float]:
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return [float(each) for each in re.findall(rb'<word .*xMax="([\d.]+)"', done.stdout)]


def test_an_empty_table_and_an_empty_document_are_printed():
    document = make_document(
        Paragraph(""),
        Table("Nothing yet", (Column("Name"),), ()),
        HeatMap("Nothing", "Name", (), ("Goal",), ()),
        BarChart("Nothing", "No bars", ()),
    )
    assert "Nothing yet" in read_text(render_pdf(document=document, made_at=NOON))


@settings(
    max_examples=8, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(st.text(st.characters(), max_size=40), min_size=100, max_size=100))
def test_no_text_stops_the_pdf(texts):
    rows = tuple((text, text) for text in texts[:40])
    document = make_document(
        *map(Paragraph, texts[40:60]),
        Table(texts[60], (Column(texts[61]), Column(texts[62], "end")), rows),
        HeatMap(texts[63], texts[64], (texts[65],), (texts[66],), ((HeatCell(texts[67], 1),),)),
        BarChart(texts[68], "Bars", (Bar(texts[69], 1.0, texts[70]),)),
    )
    headed = [Section(text) for text in texts[71:] if text.strip()]
    document = replace(document, sections=(*document.sections, *headed))
    assert render_pdf(document=document, made_at=NOON).startswith(b"%PDF-1.7")


LATIN = st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "S"])


@settings(
    max_examples=3, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(st.text(LATIN, min_size=1, max_size=30), min_size=100, max_size=100))
def test_any_text_of_latin_letters_and_signs_appears(texts):
    ended = [f"{text}." for text in texts]  # poppler drops a hyphen at the end of a line
    printed = without_spaces(print_texts(*ended))
    assert "couldnotbeprinted" not in printed
    assert [text for text in ended if without_spaces(_composed(text)) not in printed] == []


def test_too_little_memory_ends_in_a_message():
    with pytest.raises(PdfError, match="too large for a PDF"):
        render_pdf(document=make_sample(), made_at=NOON, limits=Limits(megabytes=64))


def test_a_long_wait_ends_in_a_message():
    rows = tuple((f"line {number}", "text " * 20) for number in range(10_000))
    document = make_document(Table("Long", (Column("A"), Column("B")), rows))
    with pytest.raises(PdfError, match=r"took too long|too large"):
        render_pdf(document=document, made_at=NOON, limits=Limits(seconds=1))


def test_the_typesetter_does_not_load_django():
    program = "import reports.typesetter, sys; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_more_at_once_than_the_machine_can_bear_are_asked_to_wait(monkeypatch):
    """Three at once: two are made, the third waits and is told to come again."""
    monkeypatch.setattr("reports.pdf.WAIT_SECONDS", 0.05)
    document = make_document(Paragraph("One of three"))

    def make(_: int) -> str:
        try:
            return render_pdf(document=document, made_at=NOON)[:4].decode()
        except PdfError as error:
            return str(error)

    with ThreadPoolExecutor(3) as pool:
        made = sorted(pool.map(make, range(3)))
    assert made == ["%PDF", "%PDF", "Several PDFs are being made just now. Try again in a minute."]


def test_a_failure_is_logged_without_what_the_report_says(monkeypatch, caplog):
    monkeypatch.setattr("reports.pdf.FAMILIES", [1])
    with pytest.raises(PdfError, match="could not be made"):
        render_pdf(document=make_document(Paragraph("A secret")), made_at=NOON)
    assert "the typesetter ended with" in caplog.text
    assert "secret" not in caplog.text
