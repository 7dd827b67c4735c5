"""What is left of Markdown as plain paragraphs and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content import Bullets, Paragraph
from reports.prose import DEEPEST, Prose, read_prose


def words(prose: Prose) -> str:
    """All text, without what makes it a list."""
    return " ".join(
        block.text if isinstance(block, Paragraph) else " ".join(map(words, block.items))
        for block in prose
    )


def depth(prose: Prose) -> int:
    lists = [block for block in prose if isinstance(block, Bullets)]
    return max((1 + depth(item) for each in lists for item in each.items), default=0)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\n ", []),
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo  \nthree", ["one", "two", "three"]),
        ("**bold**, *leaning* and `code`", ["bold, leaning and code"]),
        ("# A heading\ntext", ["A heading", "text"]),
        ("> said\n> she", ["said", "she"]),
        ("```\nx = 1\n\ny\n```", ["x = 1", "y"]),
        ("[notes](https://example.org/n)", ["notes (https://example.org/n)"]),
        ("<https://example.org/n>", ["https://example.org/n"]),
        ("<ada@example.org>", ["ada@example.org"]),
        ("[run](javascript:alert(1))", ["[run](javascript:alert(1))"]),
        ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
        ("![a picture](https://example.org/p.png)", ["!a picture (https://example.org/p.png)"]),
        ("a &amp; b", ["a & b"]),
    ],
)
def test_paragraphs(text, lines):
    assert read_prose(text) == tuple(map(Paragraph, lines))


def test_lists_in_lists():
    text = "- one\n- two\n\n  more\n\n  3. three\n  4. four\n-\n"
    assert read_prose(text) == (
        Bullets(
            (
                (Paragraph("one"),),
                (
                    Paragraph("two"),
                    Paragraph("more"),
                    Bullets(((Paragraph("three"),), (Paragraph("four"),)), first=3),
                ),
            )
        ),
    )


def test_what_lies_too_deep_stands_beside_the_last():
    prose = read_prose("- " * 12 + "deep")
    assert (words(prose), depth(prose)) == ("deep", DEEPEST)


@given(st.lists(st.sampled_from(["- ", "1. ", "> ", "  ", "\n", "a", "*", "`", "# ", "[b](c)"])))
def test_no_text_is_too_strange(parts):
    prose = read_prose("".join(parts))
    assert depth(prose) <= DEEPEST
    assert words(prose).count("a") == "".join(parts).count("a")
