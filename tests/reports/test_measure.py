"""Widths of columns and places to break, in em."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content import Column
from reports.measure import break_words, column_widths, text_width

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def test_a_text_is_as_wide_as_its_letters():
    # Noto Sans: A 639, V 600, space 260 thousandths of an em
    assert text_width("A V") == pytest.approx(0.639 + 0.260 + 0.600)


def test_a_narrow_table_is_as_wide_as_its_text():
    columns = [Column("A"), Column("B", "end")]
    widths = column_widths(columns, [["word", "12"]], available=60)
    assert widths == [pytest.approx(text_width("word")), pytest.approx(text_width("12"))]


def test_no_cell_is_broken_in_a_column_made_for_it():
    columns = [Column("Name"), Column("Fee", "end")]
    rows = [["a society of some kind " * 9, "£1 234.00"], ["international", "0.33"]]
    widths = column_widths(columns, rows, available=40)
    for row in rows:
        assert [break_words(*pair) for pair in zip(row, widths, strict=True)] == [
            [[text]] for text in row
        ]


def test_a_wide_table_fills_the_page_and_keeps_its_numbers_whole():
    columns = [Column("Name"), Column("Why"), Column("Fee", "end")]
    row = ["a membership of some society " * 3, "because " * 20, "£1 234.00"]
    widths = column_widths(columns, [row], available=40)
    assert sum(widths) == pytest.approx(40)
    assert widths[2] >= text_width("£1 234.00")
    assert widths[0] >= text_width("membership")


def test_long_texts_get_the_room_that_the_others_leave():
    columns = [Column("Fact"), Column("As it stands")]
    rows = [["Fee", "as it was written down " * 20], ["Score", "25.0"]]
    widths = column_widths(columns, rows, available=60)
    assert widths == [pytest.approx(text_width("Score")), pytest.approx(60 - text_width("Score"))]


def test_a_crowded_table_still_fits():
    columns = [Column("internationalisation")] * 12
    assert sum(column_widths(columns, [], available=40)) == pytest.approx(40)


@given(WORDS, st.floats(3, 40))
def test_the_parts_make_up_the_text(text, width):
    parts = break_words(text, width)
    assert "".join(piece for pieces in parts for piece in pieces) == text


def test_no_letter_of_ascii_is_as_wide_as_an_em():
    """So that a word of as many letters as a line is ems wide fits in it without measuring."""
    assert max(text_width(chr(code)) for code in range(0x20, 0x7F)) < 1


def test_a_short_word_stays_whole():
    assert break_words("a few short words", 9) == [["a few short words"]]
    assert break_words("", 9) == [[""]]


def test_a_long_word_is_cut_into_pieces_narrower_than_the_column():
    before, pieces, after = break_words(f"a {'x' * 300} word", 9)
    assert (before, after) == (["a "], ["word"])
    assert "".join(pieces) == "x" * 300 + " "
    assert 0 < max(map(text_width, pieces)) < 9


def test_a_mark_stays_with_its_letter():
    (pieces,) = break_words("e\u0323\u0302" * 60, 5)
    assert len(pieces) > 1
    assert all(piece[0] == "e" for piece in pieces)
