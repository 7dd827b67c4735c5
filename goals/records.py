"""How are the fields of a record checked, so that everything wrong is said at once?"""

import datetime
import difflib
import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from goals.yaml_nodes import Node, read_yaml
from people.problems import BadDataError, Problem, quote

LONGEST = 10_000
LONGEST_WORD = 50
MOST_NAMED = 15  # words that a message lists
KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
NULL = Node(0, None)


class Records:
    """One file while it is read: its top-level record, and what is wrong so far."""

    def __init__(self, content: bytes, *, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.top = Record(self, read_yaml(content, file=file), "")

    def finish(self) -> None:
        """Raise `BadDataError` if anything was wrong."""
        if self.problems:
            raise BadDataError(self.problems)


class Record:
    """One mapping: gives out checked values, writes down what is wrong and gives a stand-in.

    Whoever reads a file must call `Records.finish` before using what was given out. A field that
    was never asked for is unknown: `close` says so.
    """

    def __init__(self, records: Records, node: Node, name: str) -> None:
        self.records = records
        self.line = node.line
        self.name = name
        self.fields: dict[str, Node] = {}
        self.asked: set[str] = set()
        if isinstance(node.value, dict):
            self.fields = node.value
        else:
            self.refuse("", "must be a record of fields")

    def refuse(self, field: str, message: str, line: int = 0) -> None:
        """Write down that `field` is wrong, on `line` or where the field or the record begins."""
        line = line or self.fields.get(field, NULL).line or self.line
        problem = Problem(self.records.file, line, self.name, field, message)
        self.records.problems.append(problem)

    def close(self) -> None:
        """Refuse the fields that nobody asked for."""
        for field in self.fields.keys() - self.asked:
            self.refuse(field, "is not a known field")

    def call(self, kind: str, field: str = "key") -> None:
        """Name this record in messages: its kind, and its key or whatever stands in `field`."""
        value = self.fields.get(field, NULL).value
        name = f"{kind} {quote(value)}" if isinstance(value, str) else kind
        self.name = f"{self.name}, {name}" if self.name else name

    def key(self, field: str = "key") -> str:
        """A key: small letters, digits, `_` and `-`, at most 50."""
        key = self.text(field, longest=50)
        if key and not KEY.fullmatch(key):
            self.refuse(field, f"must be small letters, digits, _ and -, not {quote(key)}")
        return key

    def text(self, field: str, *, longest: int = LONGEST, needed: bool = True) -> str:
        """A text of at most `longest` characters; empty where null and not needed."""
        node = self._node(field, needed=needed)
        return "" if node.value is None else self._text(field, node, longest=longest)

    def word(self, field: str, known: Collection[str], *, needed: bool = True) -> str:
        """One of the known words; empty where null and not needed."""
        word = self.text(field, needed=needed)
        if word and word not in known:
            self.refuse(field, _one_of(known, word))
        return word

    def texts(self, field: str, *, longest: int = LONGEST, needed: bool = True) -> tuple[str, ...]:
        """A list of distinct texts."""
        nodes = self._list(field, needed=needed)
        texts = [self._text(field, node, longest=longest) for node in nodes]
        seen = set()
        for node, text in zip(nodes, texts, strict=True):
            if text and text in seen:
                self.refuse(field, f"{quote(text)} stands here twice", node.line)
            seen.add(text)
        return tuple(texts)

    def words(self, field: str, known: Collection[str], *, needed: bool = True) -> tuple[str, ...]:
        """A list of distinct known words."""
        words = self.texts(field, needed=needed)
        for word in words:
            if word and word not in known:
                self.refuse(field, _one_of(known, word))
        return words

    def alternatives(self, field: str, known: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """A list of lists of known words, none of them empty."""
        result = []
        for node in self._list(field, needed=True):
            inner = Record(self.records, Node(node.line, {field: node}), self.name)
            words = inner.words(field, known)
            if node.value == []:
                inner.refuse(field, "must not hold an empty list")
            result.append(words)
        return tuple(result)

    def whole(self, field: str, low: int, high: int, *, needed: bool = True) -> int | None:
        """A whole number from `low` to `high`; None where null and not needed."""
        value = self._value(field, needed=needed)
        if value is None:
            return None
        if type(value) is not int or not low <= value <= high:
            self.refuse(field, f"must be a whole number from {low} to {high}, not {_show(value)}")
            return None
        return value

    def amount(
        self, field: str, *, digits: int, places: int, needed: bool = True
    ) -> Decimal | None:
        """A number from 0 with at most so many digits, of them so many decimal places."""
        value = self._value(field, needed=needed)
        if value is None:
            return None
        if type(value) not in {int, Decimal}:
            self.refuse(field, f"must be a number, not {_show(value)}")
            return None
        amount = Decimal(str(value))
        if amount < 0:
            self.refuse(field, f"must not be negative, but is {amount}")
        elif amount != round(amount, places) or amount >= 10 ** (digits - places):
            self.refuse(
                field,
                f"may have {digits - places} digits and {places} decimal places, not {amount}",
            )
        return amount

    def flag(self, field: str) -> bool:
        """True or false."""
        value = self._value(field, needed=True)
        if value is not None and not isinstance(value, bool):
            self.refuse(field, f"must be true or false, not {_show(value)}")
        return value is True

    def date(self, field: str) -> datetime.date:
        """A day."""
        value = self._value(field, needed=True)
        if isinstance(value, datetime.date):
            return value
        if value is not None:
            self.refuse(field, f"must be a date such as 2011-08-11, not {_show(value)}")
        return datetime.date.min

    def record(self, field: str) -> "Record":
        """The record in a field."""
        node = self._node(field, needed=True)
        return Record(
            self.records, node if node.value is not None else Node(self.line, {}), self.name
        )

    def each(self, field: str) -> "Iterator[Record]":
        """The records of a list."""
        for node in self._list(field, needed=True):
            yield Record(self.records, node, self.name)

    def _node(self, field: str, *, needed: bool) -> Node:
        self.asked.add(field)
        node = self.fields.get(field, NULL)
        if needed and node.value is None:
            self.refuse(field, "is missing" if field not in self.fields else "must not be null")
        return node

    def _value(self, field: str, *, needed: bool) -> object:
        return self._node(field, needed=needed).value

    def _text(self, field: str, node: Node, *, longest: int) -> str:
        text = node.value
        if not isinstance(text, str):
            self.refuse(field, f"must be text, not {_show(text)}", node.line)
            return ""
        if len(text) > longest:
            message = f"has {len(text):,} characters; at most {longest:,} are allowed"
            self.refuse(field, message, node.line)
            return ""
        if "\0" in text:
            self.refuse(field, "must not hold a null character", node.line)
        if not text.strip():
            self.refuse(field, "must not be empty", node.line)
        return text.strip()

    def _list(self, field: str, *, needed: bool) -> list[Node]:
        value = self._value(field, needed=needed)
        if isinstance(value, list):
            return value
        if value is not None:
            self.refuse(field, f"must be a list, not {_show(value)}")
        return []


def refuse_duplicates(records: list[Record], values: list[str], field: str) -> None:
    """Refuse each record whose value stands in an earlier one."""
    first: dict[str, Record] = {}
    for record, value in zip(records, values, strict=True):
        earlier = first.setdefault(value, record)
        if value and earlier is not record:
            record.refuse(field, f"{quote(value)} stands in line {earlier.line} already")


def _show(value: object) -> str:
    if isinstance(value, dict):
        return "a record"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return quote(value)


def _one_of(known: Collection[str], word: str) -> str:
    if len(known) > MOST_NAMED:
        close = difflib.get_close_matches(word[:LONGEST_WORD], known, n=1)
        return f"{quote(word)} is not known" + "".join(f"; is it {quote(best)}?" for best in close)
    return f"must be one of {', '.join(sorted(known))}, not {quote(word)}"
