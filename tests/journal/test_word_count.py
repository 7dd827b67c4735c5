"""Words, by one rule."""

import pytest

from journal.word_count import count_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n ", 0),
        ("one", 1),
        ("One two,\nthree", 3),
        ("well-kept – and so on", 4),
        ("# A heading\n\n- a list\n- **two**", 5),
        ("[the minutes](https://example.org/minutes)", 2),
        ("Über 3 Überraschungen", 3),
        ("* * *", 0),
    ],
)
def test_what_counts(text, count):
    assert count_words(text) == count
