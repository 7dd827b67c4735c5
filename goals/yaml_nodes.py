"""How is YAML read so that every value knows its line? Plain data only, within limits.

Read as YAML 1.2 means it: `NO` is a country and not "false". Refused, with the line: what is no
YAML, tags, anchors and aliases (a few bytes could stand for millions), a key that stands twice in
one mapping, more than `DEEPEST` levels, more than `LARGEST` bytes.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import yaml

from people.problems import BadDataError, Problem, quote

LARGEST = 20_000_000
DEEPEST = 10
# The same events, thirteen times as fast, where PyYAML was built with libyaml.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Scalar = str | int | Decimal | bool | datetime.date | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and the line on which it begins (from 1)."""

    line: int
    value: "Scalar | list[Node] | dict[str, Node]"


def read_yaml(content: bytes, *, file: str) -> Node:
    """The one document in `content`. `file` is its name in messages. Raises `BadDataError`."""
    if len(content) > LARGEST:
        raise _refusal(file, 1, f"the file is larger than {LARGEST:,} bytes")
    try:
        content.decode()  # else the parser's own complaint names no line
        return _Builder(file).build(iter(yaml.parse(content, Loader=LOADER)))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refusal(file, line, "the file must be text in UTF-8") from error
    except yaml.reader.ReaderError as error:
        line = content[: error.position].count(b"\n") + 1
        raise _refusal(file, line, f"not readable as YAML: {error.reason}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal(file, line, f"not readable as YAML: {error.problem}") from error


def _refusal(file: str, line: int, message: str) -> BadDataError:
    return BadDataError([Problem(file, line, "", "", message)])


class _Builder:
    """Turns the parser's events into nodes."""

    def __init__(self, file: str) -> None:
        self.file = file

    def build(self, events: Iterator[yaml.Event]) -> Node:
        documents = [
            self._node(event, events, depth=1)
            for event in events
            if isinstance(event, yaml.NodeEvent)
        ]
        if len(documents) != 1:
            raise _refusal(self.file, 1, f"must hold one document, not {len(documents)}")
        return documents[0]

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> Node:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(self.file, line, "anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise _refusal(self.file, line, "tags are not allowed")
        if depth > DEEPEST:
            raise _refusal(self.file, line, f"more than {DEEPEST} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            return Node(line, _scalar(event.value) if event.implicit[0] else event.value)
        children = self._children(events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, list(children))
        return Node(line, self._mapping(children))

    def _children(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self._node(event, events, depth=depth + 1)

    def _mapping(self, children: Iterator[Node]) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        for key in children:
            if not isinstance(key.value, str):
                raise _refusal(self.file, key.line, "the name of a field must be text")
            if key.value in mapping:
                raise _refusal(self.file, key.line, f"field {quote(key.value)} stands here twice")
            mapping[key.value] = next(children)
        return mapping


def _scalar(text: str) -> Scalar:
    """What an unquoted scalar means."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    if re.fullmatch(r"[-+]?[0-9]{1,18}", text):
        return int(text)
    if re.fullmatch(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}", text):
        return Decimal(text)
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(DATE, text) else text
    except ValueError:
        return text
