"""How are the bytes of somebody's CSV file read?"""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.sheets import (
    MOST_ROWS,
    BadSheetError,
    Reason,
    Sheet,
    SheetRow,
    Trouble,
    parse_sheet,
)

TEXT = "Body,Fee\r\nCafé Guild,“12”\r\n"
ROWS = (SheetRow(2, ("Café Guild", "“12”")),)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_seen_and_said(encoding, said):
    assert parse_sheet(TEXT.encode(encoding)) == Sheet(said, ",", ("Body", "Fee"), ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_that_of_the_headings(delimiter, end):
    text = end.join(['"a,;|b"?c', "1?2", ""]).replace("?", delimiter)
    sheet = parse_sheet(text.encode())
    assert (sheet.delimiter, sheet.headings) == (delimiter, ("a,;|b", "c"))
    assert sheet.rows == (SheetRow(2, ("1", "2")),)


def test_a_spreadsheet_may_say_its_delimiter():
    sheet = parse_sheet(b"sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert (sheet.headings, sheet.rows) == (("a,b", "c"), (SheetRow(3, ("1,2", "3")),))


def test_lines_within_quotes_and_empty_rows_count_as_lines():
    sheet = parse_sheet(b'\r\nname,note\r\n"A","one\r\ntwo ""three"""\r\n,\r\n\r\nB\r\nC,,,\r\n')
    assert sheet.rows == (
        SheetRow(3, ("A", 'one\r\ntwo "three"')),
        SheetRow(7, ("B", "")),
        SheetRow(8, ("C", "")),
    )


@pytest.mark.parametrize(
    ("content", "troubles"),
    [
        (b"", [Trouble(Reason.EMPTY)]),
        (b"\n,,\n", [Trouble(Reason.EMPTY)]),
        (b"name\n", [Trouble(Reason.NO_ROWS)]),
        (b"name\nA\x00B\nC\n\x07\n", [Trouble(Reason.CONTROL, 2), Trouble(Reason.CONTROL, 4)]),
        (b"PK\x03\x04\x14\x00rest", [Trouble(Reason.CONTROL, 1)]),
        ("name\nA\n".encode("utf-32"), [Trouble(Reason.CONTROL, n) for n in (1, 2, 3)]),
        (b"name\nA\nB\x81\n", [Trouble(Reason.NOT_TEXT, 3)]),
        (b'name\nA\n"B\nC\n', [Trouble(Reason.QUOTES, 3)]),
        (b'name\n"A" B\n', [Trouble(Reason.QUOTES, 2)]),
        (b"name\nA\n" + b"B" * 20_001, [Trouble(Reason.LONG_CELL, 3)]),
        (b"name\nA\n" + b"B" * 200_000, [Trouble(Reason.LONG_CELL, 3)]),
        (b"name\nA,B\nC\n,D\n", [Trouble(Reason.TOO_MANY_CELLS, n) for n in (2, 4)]),
        (b"n," * 61 + b"n\nA", [Trouble(Reason.TOO_MANY_COLUMNS, 1)]),
        (b"name\n" + b"A\n" * (MOST_ROWS + 1), [Trouble(Reason.TOO_MANY_ROWS, MOST_ROWS + 2)]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_lines(content, troubles):
    with pytest.raises(BadSheetError) as refused:
        parse_sheet(content)
    assert list(refused.value.troubles) == troubles


def test_many_troubles_are_not_all_listed():
    with pytest.raises(BadSheetError) as refused:
        parse_sheet(b"name\n" + b"A\x00\n" * 1_000)
    assert len(refused.value.troubles) == 20


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        sheet = parse_sheet(content)
    except BadSheetError:
        return
    assert {len(row.cells) for row in sheet.rows} == {len(sheet.headings)}


CELL = st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=9),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_comes_back(table, encoding):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    sheet = parse_sheet(text.getvalue().encode(encoding))
    assert [list(sheet.headings), *(list(row.cells) for row in sheet.rows)] == table


@pytest.mark.parametrize("content", [b"name\n" + b"a\n" * 400_000, b"name\n" + b"\n" * 400_000])
def test_a_file_of_very_many_lines_is_read_no_further(content):
    with pytest.raises(BadSheetError) as caught:
        parse_sheet(content)
    assert [trouble.reason for trouble in caught.value.troubles] == [Reason.TOO_MANY_ROWS]
