"""The CPD report on paper: the text of its page, in tags that a screen reader can follow."""

import io
import subprocess
import unicodedata
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pikepdf
import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.content import Document, Paragraph
from reports.cpd.document import load_cpd_report
from reports.pdf import render_pdf
from reports.text import clean_text
from tests.factories import EntryFactory, EvidenceFactory, UserFactory
from tests.reports.journals import TODAY, YEAR, ask, make_journal
from tests.reports.pages import (
    NOON,
    elements,
    make_document,
    read_text,
    scope,
    without_spaces,
)

pytestmark = pytest.mark.django_db

# Of every script that the fonts have, its first letters and its last.
SCRIPTS = {
    "Latin": ("A", "ɏ"), "Greek": ("Α", "ω"), "Cyrillic": ("А", "я"), "Armenian": ("ա", "ֆ"),
    "Georgian": ("ა", "ჰ"), "Hebrew": ("א", "ת"), "Arabic": ("ا", "ي"), "Ethiopic": ("ሀ", "ፀ"),
    "Devanagari": ("ऄ", "ह"), "Bengali": ("অ", "হ"), "Gurmukhi": ("ਅ", "ਹ"),
    "Gujarati": ("અ", "હ"), "Oriya": ("ଅ", "ହ"), "Tamil": ("அ", "ஹ"), "Telugu": ("అ", "హ"),
    "Kannada": ("ಅ", "ಹ"), "Malayalam": ("അ", "ഹ"), "Sinhala": ("අ", "ෆ"), "Thai": ("ก", "ะ"),
    "Lao": ("ກ", "ະ"), "Khmer": ("ក", "ឳ"), "Myanmar": ("က", "ဪ"),
}  # fmt: skip


def letters(first: str, last: str) -> list[str]:
    """The letters from one to the other that the fonts can print."""
    between = map(chr, range(ord(first), ord(last) + 1))
    return [each for each in between if each.isalpha() and clean_text(each) == (each, 0)]


def words(script: str) -> st.SearchStrategy[str]:
    word = st.text(st.sampled_from(letters(*SCRIPTS[script])), min_size=2, max_size=8)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


# A hundred strings: for each of twenty entries a title, three reflections and a name of evidence.
JOURNAL = st.lists(
    st.sampled_from(sorted(SCRIPTS)).flatmap(
        lambda script: st.tuples(*[words(script)] * 5)  # one reading direction an entry
    ),
    min_size=20,
    max_size=20,
)


class PageText(HTMLParser):
    """The text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data


def page_text(document: Document) -> str:
    return PageText(render_to_string("reports/_document.html", {"document": document})).text


def composed(text: str) -> str:
    return without_spaces(unicodedata.normalize("NFC", text))


def report(user) -> Document:
    return load_cpd_report(user=user, asked=ask(user), on=TODAY)


@settings(
    max_examples=3, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(JOURNAL)
def test_page_and_paper_have_the_same_text_in_every_script(told):
    user = UserFactory(name="Ada Example")
    for number, (title, what, so_what, now_what, name) in enumerate(told):
        on = date(2026, 1, 1) + timedelta(days=number)
        entry = EntryFactory(
            user=user, title=title, what=what, so_what=so_what, now_what=now_what, on=on
        )
        EvidenceFactory(entry=entry, name=name)
    document = report(user)
    paper = composed(read_text(render_pdf(document=document, made_at=NOON)))
    page = composed(page_text(document))
    for text in (text for entry in told for text in entry):
        assert composed(text) in page
        assert composed(text) in paper
    places = [page.index(composed(each.heading)) for each in document.sections]
    assert places == sorted(places)


MARKS = "".join(map(chr, [*range(0x300, 0x30D), *range(0x93E, 0x94D), *range(0xBBE, 0xBC3)]))


@settings(
    max_examples=3, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(
    st.lists(
        st.text(st.sampled_from([*"aeiouAEIOUकखगघ", *"கஙச", *MARKS]), min_size=2, max_size=20),
        min_size=100,
        max_size=100,
    )
)
def test_no_mark_is_lost_whatever_it_stands_on(texts):
    """Programs that read a PDF may order marks otherwise; none may be missing."""
    document = make_document(*map(Paragraph, texts))
    printed = read_text(render_pdf(document=document, made_at=NOON))
    wanted = "".join(clean_text(text)[0] for text in texts)
    counted = Counter(unicodedata.normalize("NFD", printed))
    assert not Counter(unicodedata.normalize("NFD", composed(wanted))) - counted


@pytest.fixture
def pdf() -> bytes:
    return render_pdf(document=report(make_journal()), made_at=NOON)


@pytest.fixture
def opened(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as found:
        yield found


def test_the_file_is_sound_and_says_what_it_is(pdf, opened, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    assert (
        subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    )
    assert str(opened.Root.Lang) == "en-GB"
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "CPD report"
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def levels(element: pikepdf.Object | None) -> list[int]:
    """The levels of the headings, in the order of reading."""
    found = []
    for each in element if isinstance(element, pikepdf.Array) else [element]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            tag = str(each.S)
            if tag in ("/H1", "/H2", "/H3", "/H4"):
                found.append(int(tag[2:]))
            found += levels(each.get("/K"))
    return found


def test_its_headings_step_down_one_by_one_and_are_all_bookmarks(opened):
    found = levels(opened.Root.StructTreeRoot.K)
    assert found[0] == 1
    assert max(found) == 3
    assert all(after <= before + 1 for before, after in pairwise(found))
    with opened.open_outline() as outline:
        marks = {mark.title: mark for mark in outline.root}
    assert list(marks) == [
        "About this report", "Summary", "What I did", "Steps", "Memberships and roles", "Ability",
        "Plan for what comes next", "Declaration", "Verification",
    ]  # fmt: skip
    course, *others = marks["What I did"].children
    assert [each.title for each in (course, *others)] == ["A course", "A meeting", "An article"]
    assert [each.title for each in course.children] == ["What happened", "So what", "Evidence"]


def test_tables_lists_and_pictures_say_what_they_are(opened):
    tables = elements(opened, "Table")
    assert len(tables) == 11
    for table in tables:
        parts = {str(part.S): part for part in table.K}
        (head,) = parts["/THead"].K
        assert {tuple(scope(cell)) for cell in head.K} == {("/Column",)}
        assert {tuple(scope(row.K[0])) for row in parts["/TBody"].K} == {("/Row",)}
    bars, growth = elements(opened, "Figure")
    assert str(bars.Alt) == "A bar for the time of each type in the table below."
    assert str(growth.Alt) == (
        "Before: Beginning, with help. 3 February 2026: Managing most of it alone. Wanted: Sure of "
        "it. 1 March 2026: Sure of it. Wanted: Guiding others."
    )
    numbering = [
        str(each.ListNumbering)
        for found in elements(opened, "L")
        for each in (found.A if isinstance(found.A, pikepdf.Array) else [found.A])
        if "/ListNumbering" in each
    ]
    assert len(elements(opened, "L")) == len(numbering) == 8


def test_a_program_that_follows_the_tags_reads_all_of_it(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    read = done.stdout.decode()
    places = [
        read.index(text)
        for text in (
            "CPD report", "About this report", "1 unfinished entry is not in it.",
            "5 h together", "A course", "We planned classes:", "Programme", "A meeting",
            "An article", "Write to her", "Guild of Readers", "Sure of it", "Signature",
        )
    ]  # fmt: skip
    assert places[:-4] == sorted(places[:-4])


def test_the_same_record_makes_the_same_file():
    user = make_journal()
    first, second = (render_pdf(document=report(user), made_at=NOON) for _ in range(2))
    assert first == second
    assert len(first) < 90_000
    EntryFactory(user=user, on=YEAR.starts)
    assert render_pdf(document=report(user), made_at=NOON) != first
