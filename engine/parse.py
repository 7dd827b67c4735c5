"""Reading an evaluation problem from JSON, refusing anything that is not one.

Source: `docs/design/evaluation.md`, *The problem*. Structure and types are looked at here: a
reader takes a decoded value and its place, and returns what the problem holds or raises
ProblemError. What the values mean is checked by `engine.check`.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeAlias

from engine.check import check_problem
from engine.places import inside, quoted
from engine.problem import (
    VERSION,
    Benefit,
    Budget,
    Goal,
    InteractivityFactors,
    Membership,
    Problem,
    ProblemError,
    Skill,
)

Reader: TypeAlias = Callable[[object, str], Any]

WHOLE = "problem"
LONGEST_WHOLE_NUMBER = 18


class _Repeated(dict[str, object]):
    """A JSON object that has a name more than once."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


def parse_problem(data: bytes) -> Problem:
    """Return the problem written in UTF-8 JSON.

    Raises ProblemError, naming the place, for whatever is not a problem that makes sense.
    """
    try:
        document = json.loads(data.decode(), object_pairs_hook=_pairs, parse_int=_digits)
    except UnicodeDecodeError as error:
        raise ProblemError(WHOLE, f"is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise ProblemError(WHOLE, reason) from error
    except RecursionError as error:
        raise ProblemError(WHOLE, "is nested too deeply") from error
    return read_problem(document)


def read_problem(document: object) -> Problem:
    """Return the problem in JSON that is already decoded; the inverse of `problem_as_json`.

    Raises ProblemError like `parse_problem`.
    """
    parts = dict(_object(document, WHOLE))
    if "version" not in parts:
        raise ProblemError("version", "is missing")
    version = _whole(parts.pop("version"), "version")
    if version != VERSION:
        raise ProblemError("version", f"must be {VERSION}, not {version}")
    problem: Problem = _PROBLEM(parts, "")
    check_problem(problem)
    return problem


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            return _Repeated(name)
        found[name] = value
    return found


def _digits(digits: str) -> float:
    """Whole numbers too long for this world become floats, which the checks refuse by size."""
    return int(digits) if len(digits) <= LONGEST_WHOLE_NUMBER else float(digits)


def _object(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _unexpected("an object", value, place)
    if isinstance(value, _Repeated):
        raise ProblemError(place, f"has {quoted(value.name)} twice")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _unexpected("a text", value, place)
    return value


def _number(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _unexpected("a number", value, place)
    return value


def _whole(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unexpected("a whole number", value, place)
    return value


def _nullable(read: Reader) -> Reader:
    return lambda value, place: None if value is None else read(value, place)


def _list_of(read: Reader) -> Reader:
    def read_list(value: object, place: str) -> tuple[object, ...]:
        if not isinstance(value, list | tuple):
            raise _unexpected("a list", value, place)
        return tuple(read(item, f"{place}[{i}]") for i, item in enumerate(value))

    return read_list


def _mapping_of(read: Reader) -> Reader:
    def read_mapping(value: object, place: str) -> dict[str, object]:
        return {
            name: read(item, inside(place, name)) for name, item in _object(value, place).items()
        }

    return read_mapping


def _record(made: type, **readers: Reader) -> Reader:
    """Read an object into a dataclass whose fields without a default must be there."""
    needed = {
        field.name
        for field in fields(made)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def read_record(value: object, place: str) -> object:
        parts = _object(value, place)
        for name in parts:
            if name not in readers:
                raise ProblemError(inside(place, name), "unknown field")
        for name in readers:
            if name in needed and name not in parts:
                raise ProblemError(inside(place, name), "is missing")
        return made(
            **{name: readers[name](part, inside(place, name)) for name, part in parts.items()}
        )

    return read_record


def _unexpected(wanted: str, value: object, place: str) -> ProblemError:
    return ProblemError(place, f"must be {wanted}, not {_shown(value)}")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


_SKILL = _record(Skill, key=_text, parent=_nullable(_text))
_GOAL = _record(
    Goal,
    key=_text,
    rank=_whole,
    weight=_nullable(_number),
    levels=_list_of(_text),
    skills=_mapping_of(_number),
)
_BENEFIT = _record(
    Benefit,
    key=_text,
    kind=_nullable(_text),
    skills=_mapping_of(_whole),
    level=_nullable(_text),
    interactivity=_text,
    reach=_number,
    use=_nullable(_number),
    hours=_nullable(_number),
    requires=_list_of(_list_of(_text)),
    gives=_list_of(_text),
)
_MEMBERSHIP = _record(
    Membership,
    key=_text,
    parent=_nullable(_text),
    fee=_nullable(_number),
    benefits=_list_of(_BENEFIT),
)
_FACTORS = _record(InteractivityFactors, passive=_number, responsive=_number, interactive=_number)
_BUDGET = _record(
    Budget,
    fees=_nullable(_number),
    hours=_nullable(_number),
    max_joins=_nullable(_whole),
    max_per_kind=_nullable(_whole),
)
_PROBLEM = _record(
    Problem,
    skills=_list_of(_SKILL),
    goals=_list_of(_GOAL),
    memberships=_list_of(_MEMBERSHIP),
    candidates=_list_of(_MEMBERSHIP),
    experience=_list_of(_text),
    interactivity=_FACTORS,
    budget=_BUDGET,
    keep=_list_of(_text),
    forbid=_list_of(_text),
    keep_benefits=_list_of(_text),
)
