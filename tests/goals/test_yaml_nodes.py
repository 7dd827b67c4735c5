"""Reading YAML with the line of every value."""

import datetime
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.yaml_nodes import Node, read_yaml
from people.problems import BadDataError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("1.50", Decimal("1.50")),
        ("12:30", "12:30"),
        ("0o17", "0o17"),
        (".nan", ".nan"),
        ("1e5", "1e5"),
        ("2011-08-11", datetime.date(2011, 8, 11)),
        ("2011-02-30", "2011-02-30"),
        ("'12'", "12"),
        ('"null"', "null"),
    ],
)
def test_a_scalar(text, value):
    assert read_yaml(text.encode(), file="a.yaml") == Node(1, value)


def test_lines():
    content = b"a:\n- 1\n\n- {b: x,\n   c: y}\n"
    assert read_yaml(content, file="a.yaml") == Node(
        1,
        {"a": Node(2, [Node(2, 1), Node(4, {"b": Node(4, "x"), "c": Node(5, "y")})])},
    )


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: must hold one document, not 0"),
        (b"a: 1\n---\nb: 2\n", "line 1: must hold one document, not 2"),
        (b"a: 1\nb: [1,\nc: 2\n", "line 4: not readable as YAML: did not find expected ',' or ']'"),
        (
            b"a: 1\n\tb: 2\n",
            "line 2: not readable as YAML: found a tab character that violates indentation",
        ),
        (b"a: 1\nb: 2\na: 3\n", "line 3: field “a” stands here twice"),
        (b"1: x\n", "line 1: the name of a field must be text"),
        (b"[a]: x\n", "line 1: the name of a field must be text"),
        (LAUGHS.encode(), "line 1: anchors and aliases are not allowed"),
        (b"a: *b\n", "line 1: anchors and aliases are not allowed"),
        (b"a:\n- !!python/object/apply:os.system ['ls']\n", "line 2: tags are not allowed"),
        (b"a: \xff\n", "line 1: the file must be text in UTF-8"),
        (b"a: 1\nb: \x00\n", "line 2: not readable as YAML: control characters are not allowed"),
        (b"a:\n  " + b"[" * 11 + b"]" * 11, "line 2: more than 10 levels deep"),
        (b"a" * 20_000_001, "line 1: the file is larger than 20,000,000 bytes"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_refused(content, message):
    with pytest.raises(BadDataError) as caught:
        read_yaml(content, file="a.yaml")
    assert str(caught.value) == f"a.yaml, {message}"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_anything_gives_a_node_or_the_parsers_own_error(content):
    with suppress(BadDataError):
        read_yaml(content, file="a.yaml")


@given(st.text(alphabet="[]{}:,-&*!|>'\"# \n\tab1~", max_size=80))
def test_any_punctuation_gives_a_node_or_the_parsers_own_error(content):
    with suppress(BadDataError):
        read_yaml(content.encode(), file="a.yaml")
