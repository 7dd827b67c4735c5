"""What is printed of a text, before any PDF is made."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.fonts import families_of
from reports.text import REPLACEMENT, clean_plainly, clean_text

ANYTHING = st.text(st.characters(), max_size=60)  # half characters (surrogates) too


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Plain text, naïve café", "Plain text, naïve café"),
        ("two\nlines\tand  more\r\n", "two lines and more "),
        ("10\u00a0000 or 10\u202f000", "10\u00a0000 or 10\u202f000"),
        ("cafe\u0301", "café"),
        ("soft\u00adhyphen, zero\u200bwidth", "softhyphen, zerowidth"),
        ("\u202eturned\u202c \u2067round\u2069", "turned round"),
        ("≥ ≤ ≈ ✓ ☐ → € £", "≥ ≤ ≈ ✓ ☐ → € £"),
        ("שלום · سلام · Привет · Γειά", "שלום · سلام · Привет · Γειά"),
        ("👩\u200d👩\u200d👧 👍🏽", "👩\u200d👩\u200d👧 👍🏽"),
        ("#let x = 1", "#let x = 1"),
    ],
)
def test_what_the_fonts_have_is_printed(text, printed):
    assert clean_text(text) == (printed, 0)


@pytest.mark.parametrize(
    ("text", "printed", "replaced"),
    [
        ("a\x00b\x1bc\x7f", "a�b�c�", 3),
        ("half \ud800", "half �", 1),
        ("private \ue000", "private �", 1),
        ("漢字", "��", 2),
        ("я\u0e31", "я�", 1),  # a Thai mark on a Cyrillic letter: no font has both
        ("a\U0001f3fb", "a�", 1),
    ],
)
def test_what_no_font_has_is_replaced_and_counted(text, printed, replaced):
    assert clean_text(text) == (printed, replaced)


def test_a_replacement_that_was_there_before_is_not_counted():
    assert clean_text("was � before \x00") == ("was � before �", 1)


def test_a_joiner_between_letters_of_two_fonts_goes():
    assert clean_text("я\u200dก") == ("яก", 0)


@given(ANYTHING)
@example("\u200d")
@example("\u0301")
def test_every_character_is_one_that_a_font_has(text):
    printed, replaced = clean_text(text)
    assert all(families_of(each) or each in "\u200c\u200d" for each in printed)
    assert printed.count(REPLACEMENT) == replaced + text.count(REPLACEMENT)


@given(ANYTHING)
def test_a_clean_text_stays_as_it_is(text):
    printed, _ = clean_text(text)
    assert clean_text(printed) == (printed, 0)


@given(ANYTHING)
def test_the_plain_text_needs_one_font(text):
    printed, _ = clean_plainly(text)
    assert all("Noto Sans" in families_of(each) for each in printed)


def test_the_plain_text_counts_what_it_replaces():
    assert clean_plainly("naïve שם \x00") == ("naïve �� �", 3)
