"""No cell of a file that leaves here is run by a spreadsheet, and every text comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.spreadsheets import csv_response, with_guards, without_guards


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1793 000000", "'+44 1793 000000"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1+1", "'  =1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＠x", "'＠x"),
        # a semicolon begins a cell where the comma is for decimals; so does a line
        ("me;=1+1", "me;'=1+1"),
        ("first\r\n=1+1", "first\r'\n'=1+1"),
        ('a;"=1+1;', "a;'\"=1+1;"),
        # what was written with an apostrophe keeps it
        ("'=1+1", "''=1+1"),
        ("CILIP", "CILIP"),
        ("A-B = C", "A-B = C"),
        ("first\r\n\r\nsecond", "first\r\n\r\nsecond"),
        ("", ""),
    ],
)
def test_what_would_run_is_guarded_and_nothing_else(text, cell):
    assert with_guards(text) == cell
    assert without_guards(cell) == text


@given(st.text(alphabet="=+-@＝＋'\"; \t\r\nx\ufeff\u200b", max_size=12))
def test_every_text_comes_back(text):
    assert without_guards(with_guards(text)) == text


@given(st.text(alphabet="=+-@＝＋＠'\"; \t\r\nx", max_size=12))
def test_no_beginning_of_a_cell_would_run(text):
    for separator in (";", "\t", "\r", "\n"):
        for piece in with_guards(text).split(separator):
            assert piece.strip(' \t\r\n"')[:1] not in tuple("=+-@＝＋＠")


def test_the_file_begins_with_a_mark_for_excel():
    response = csv_response(filename="a.csv", lines=[["name", "fee"], ["=x, y", "1"]])
    assert response.content == '\ufeffname,fee\r\n"\'=x, y",1\r\n'.encode()
    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["name", "fee"], ["'=x, y", "1"]]


def test_a_long_text_of_line_ends_is_read_once():
    text = "x" + "\r\n" * 50_000 + "=y"
    assert without_guards(with_guards(text)) == text
