"""How wide are the columns of a table, and where may a long word break?

All widths are in em of the size at which the text is set.
"""

from collections.abc import Sequence

from reports.content import Column
from reports.fonts import advance
from reports.text import continues

BOLD = 1.08  # text set bold is so much wider
_LONGEST_WORD = 9.0  # a column is not widened for a longer one: it breaks
_LONGEST_TEXT = 30.0
_PIECE = 2.5


def text_width(text: str) -> float:
    """The width of a text on one line."""
    return sum(map(advance, text))


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], available: float
) -> list[float]:
    """The widths of a table's columns, together at most `available`.

    Each gets what its longest word needs, a number's its longest number; what is left goes to
    those whose text would take more lines.
    """
    needs, modest, wants = [], [], []
    for index, column in enumerate(columns):
        texts = [row[index] for row in rows]
        unbroken = [_words(text) if column.align == "start" else [text] for text in texts]
        head = max(map(text_width, _words(column.heading))) * BOLD
        longest = max([head, *(text_width(each) for words in unbroken for each in words)])
        needs.append(min(longest, _LONGEST_WORD))
        widest = max([text_width(column.heading) * BOLD, *map(text_width, texts)])
        modest.append(max(needs[-1], min(widest, _LONGEST_TEXT)))
        wants.append(max(needs[-1], widest))
    if sum(modest) > available:
        return _share_out(needs, modest, available)
    return _share_out(modest, wants, available)


def _share_out(needs: list[float], wants: list[float], available: float) -> list[float]:
    if sum(wants) <= available:
        return wants
    if sum(needs) >= available:
        return [need * available / sum(needs) for need in needs]
    share = (available - sum(needs)) / (sum(wants) - sum(needs))
    return [need + (want - need) * share for need, want in zip(needs, wants, strict=True)]


def break_words(text: str, width: float) -> list[list[str]]:
    """The text in parts: ordinary text, and each word wider than `width` in pieces.

    A line may break between those pieces. Nothing is added to the text, so that it can still be
    found and copied.
    """
    # No letter of ASCII is as wide as an em: most texts need no measuring.
    if text.isascii() and max(map(len, text.split(" "))) <= width:
        return [[text]]
    parts = [[""]]
    for word in _words(text):
        if text_width(word.rstrip(" ")) > width:
            parts.append(_cut(word, min(_PIECE, width)))
        elif len(parts[-1]) == 1:
            parts[-1][0] += word
        else:
            parts.append([word])
    return parts if len(parts) == 1 or parts[0][0] else parts[1:]


def _words(text: str) -> list[str]:
    """The words, each with the space after it."""
    words = text.split(" ")
    return [f"{word} " for word in words[:-1]] + words[-1:]


def _cut(word: str, width: float) -> list[str]:
    """The word in pieces of about a width, never between a letter and its mark."""
    pieces = [""]
    for character in word:
        joined = continues(character) or pieces[-1].endswith("\u200d") or character == " "
        if not joined and pieces[-1] and text_width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
