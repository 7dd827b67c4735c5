"""What is left of Markdown where nothing but plain text can stand? Paragraphs and lists.

Emphasis loses its marks, a link is followed by its address, and headings, quotations and code are
paragraphs. Each line is a paragraph of its own, as on the pages, which keep the lines.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from journal.markdown import parse_markdown
from reports.content import Bullets, Paragraph

Prose = tuple[Paragraph | Bullets, ...]

DEEPEST = 4  # lists in lists; what lies deeper stands beside the last
_LISTS = ("bullet_list_open", "ordered_list_open")


def read_prose(text: str) -> Prose:
    """The paragraphs and lists of a text in Markdown; nothing for an empty one."""
    return tuple(_blocks(iter(parse_markdown(text)), DEEPEST))


def _blocks(tokens: Iterator[Token], depth: int) -> Iterator[Paragraph | Bullets]:
    """The blocks up to the end of the list's item that holds them, or of the text."""
    for token in tokens:
        if token.type == "inline":
            yield from _paragraphs(_plain(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield from _paragraphs(token.content)
        elif token.type in _LISTS:
            items = tuple(_items(tokens, token.type.replace("open", "close"), depth - 1))
            if depth:
                first = token.attrs.get("start", 1) if token.type == _LISTS[1] else None
                yield Bullets(items, None if first is None else int(first))
            else:
                yield from (block for item in items for block in item)
        elif token.type == "list_item_close":
            return


def _items(tokens: Iterator[Token], end: str, depth: int) -> Iterator[Prose]:
    for token in tokens:
        if token.type == end:
            return
        if item := tuple(_blocks(tokens, max(depth, 0))):
            yield item


def _paragraphs(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line) for line in map(str.strip, text.split("\n")) if line)


def _plain(tokens: Sequence[Token]) -> str:
    """The words of a line, each link with its address behind it where the words are another."""
    words: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "link_open":
            links.append((str(token.attrs["href"]), len(words)))
        elif token.type == "link_close":
            address, first = links.pop()
            if "".join(words[first:]) != address.removeprefix("mailto:"):
                words.append(f" ({address})")
    return "".join(words)
