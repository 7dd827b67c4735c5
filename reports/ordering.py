"""In which order do the parts of a report stand? Plain functions over parts."""

from collections.abc import Sequence

from reports.choices import CpdPart

Parts = tuple[CpdPart, ...]


def read_parts(words: Sequence[str]) -> Parts:
    """The parts among some words, each once, in the order in which they are said first."""
    return tuple(CpdPart(word) for word in dict.fromkeys(words) if word in CpdPart.values)


def move(parts: Parts, part: CpdPart, step: int) -> Parts:
    """The parts with one of them `step` places further down; it stays where there is no place."""
    if part not in parts:
        return parts
    others = [each for each in parts if each != part]
    place = max(parts.index(part) + step, 0)
    return (*others[:place], part, *others[place:])


def with_the_rest(parts: Parts) -> Parts:
    """All parts: these first, then those that are not among them, as usual."""
    return (*parts, *(part for part in CpdPart if part not in parts))
