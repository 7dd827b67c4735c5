"""How are the bytes of ROR's records read? Into frozen records, or a list of what is wrong.

The Research Organization Registry writes organisations as JSON, one record or a list of them:
schema 2 (ror.readme.io/docs/ror-data-structure). What is read of a record is checked; what else
stands in it, such as a later version of the schema may bring, is left alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any
from urllib.parse import urlsplit

from curation.ror.json_values import BadJsonError, read_values

LARGEST = 5 * 1024 * 1024  # bytes
MOST_RECORDS = 50
MOST_NAMES = 40  # of a record: as many as the form of an entry has
MOST_NAMES_IN_ALL = 300  # each may be a box to tick, and a form sends a thousand fields at most
UNPRINTABLE = {"Cc", "Cs"}  # zeros and the like, half a pair of signs: no database takes them
MOST_TROUBLES = 20
SHOWN = 60  # characters of a value that is refused
LONGEST = 300  # characters of a text: what a column of the catalogue takes
LARGEST_NUMBER = 2**31 - 1
ADDRESS = "https://ror.org/"
NUMBER = re.compile(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}")
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
MODULUS = 97  # of the two check digits (ISO/IEC 7064, MOD 97-10)
ACTIVE, INACTIVE, WITHDRAWN = STATUSES = ("active", "inactive", "withdrawn")
DISPLAY, LABEL, ALIAS, ACRONYM = NAME_TYPES = ("ror_display", "label", "alias", "acronym")
PARENT, CHILD, RELATED, PREDECESSOR, SUCCESSOR = RELATIONS = (
    "parent", "child", "related", "predecessor", "successor",
)  # fmt: skip


class Reason(StrEnum):
    """Why a file, or something in it, cannot be taken."""

    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    NOT_JSON = auto()
    TWICE_IN_OBJECT = auto()
    EMPTY = auto()
    TOO_MANY = auto()
    TOO_MANY_IN_ALL = auto()
    OLD = auto()
    REPEATED = auto()
    MISSING = auto()
    NOT_OBJECT = auto()
    NOT_LIST = auto()
    NOT_TEXT = auto()
    NOT_NUMBER = auto()
    UNKNOWN_WORD = auto()
    TOO_LONG = auto()
    UNPRINTABLE = auto()
    NOT_ROR = auto()
    NOT_COUNTRY = auto()
    NOT_ADDRESS = auto()
    NO_DISPLAY_NAME = auto()
    TOO_MANY_NAMES = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: on which line the record begins (0: the whole file), which one, where in it.

    `record` is its number in the file, from 1, and `field` such as “names[2].value”.
    """

    reason: Reason
    line: int = 0
    record: int = 0
    field: str = ""
    value: str = ""


class BadRecordsError(Exception):
    """The file cannot be used. Says what is wrong, the first few things of it."""

    def __init__(self, *troubles: Trouble) -> None:
        self.troubles = troubles[:MOST_TROUBLES]
        super().__init__("; ".join(map(str, self.troubles)))


@dataclass(frozen=True, slots=True)
class Name:
    """A name, of which kinds (of NAME_TYPES) it is, and in which language ("": not said)."""

    text: str
    types: frozenset[str]
    language: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place by its number in GeoNames; latitude and longitude in degrees."""

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Relation:
    """That another organisation, by its number, is a `kind` (of RELATIONS) of this one."""

    kind: str
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Record:
    """An organisation as ROR has it: its number, such as “03yrm5c26”, and what is said of it.

    `line` is where it begins in the file. `website` is as the catalogue writes addresses, without
    “https://” and a last “/”; `domains` are lower case.
    """

    line: int
    number: str
    status: str
    names: tuple[Name, ...]
    locations: tuple[Location, ...]
    website: str
    domains: tuple[str, ...]
    relations: tuple[Relation, ...]
    types: tuple[str, ...]

    @property
    def display(self) -> str:
        """The name under which ROR shows it."""
        return next(name.text for name in self.names if DISPLAY in name.types)


def parse_records(content: bytes) -> tuple[Record, ...]:
    """The records in a file, in its order. Raises `BadRecordsError`."""
    if len(content) > LARGEST:
        raise BadRecordsError(Trouble(Reason.TOO_LARGE))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadRecordsError(Trouble(Reason.NOT_UTF8, line)) from error
    troubles: list[Trouble] = []
    records: dict[str, Record] = {}
    for place, (line, value) in enumerate(_values(text), start=1):
        if place > MOST_RECORDS:
            raise BadRecordsError(Trouble(Reason.TOO_MANY, line))
        fields = _Fields(value, Trouble(Reason.MISSING, line, place), troubles)
        record = _read_record(line, fields)
        if record.number and record.number in records:
            fields.refuse(Reason.REPEATED, "id", record.number)
        records[record.number] = record
        if sum(len(each.names) for each in records.values()) > MOST_NAMES_IN_ALL:
            raise BadRecordsError(Trouble(Reason.TOO_MANY_IN_ALL, line, place))
    if troubles:
        raise BadRecordsError(*troubles)
    if not records:
        raise BadRecordsError(Trouble(Reason.EMPTY))
    return tuple(records.values())


def _values(text: str) -> Iterator[tuple[int, Any]]:
    if not text.strip():
        raise BadRecordsError(Trouble(Reason.EMPTY))
    try:
        yield from read_values(text)
    except BadJsonError as error:
        reason = Reason.TWICE_IN_OBJECT if error.name else Reason.NOT_JSON
        raise BadRecordsError(Trouble(reason, error.line, value=error.name)) from error


def number_of(text: str) -> str:
    """The number in a text such as “https://ror.org/03yrm5c26”; "" where it is none."""
    number = text.strip().removeprefix(ADDRESS)
    if not NUMBER.fullmatch(number):
        return ""
    value = 0
    for sign in number[:-2]:
        value = value * len(ALPHABET) + ALPHABET.index(sign)
    check = MODULUS + 1 - value * 100 % MODULUS
    return number if int(number[-2:]) == check else ""


def website_of(text: str) -> str:
    """An address as the catalogue writes it; "" for what no browser should follow."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname or ""
    except ValueError:  # such as half an address in brackets
        return ""
    follows = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w-]+(\.[\w-]+)+", host)
    if not follows or parts.username is not None or re.search(r"\s", text.strip()):
        return ""
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return f"{host}{path}"


class _Fields:
    """An object of the file: gives out checked values, and writes down what is wrong.

    What is wrong is given out as what is empty; nothing of such a file is used.
    """

    def __init__(self, value: Any, where: Trouble, troubles: list[Trouble]) -> None:
        self.where = where
        self.troubles = troubles
        self.values: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.refuse(Reason.NOT_OBJECT, "")

    def refuse(self, reason: Reason, name: str, value: object = "") -> None:
        """Note what is wrong with a field."""
        field = ".".join(part for part in (self.where.field, name) if part)
        text = str(value)[:SHOWN] if isinstance(value, str | int | float) else ""
        where = self.where
        self.troubles.append(Trouble(reason, where.line, where.record, field, text))

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text that a column of the catalogue takes; null is none."""
        value = self.values.get(name)
        if value is None or value == "":
            if needed:
                self.refuse(Reason.MISSING, name)
            return ""
        return self._checked(name, value)

    def word(self, name: str, known: tuple[str, ...]) -> str:
        """One of the words of the schema."""
        text = self.text(name, needed=True)
        if text and text not in known:
            self.refuse(Reason.UNKNOWN_WORD, name, text)
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list."""
        values = enumerate(self._list(name))
        return tuple(self._checked(f"{name}[{place}]", value) for place, value in values)

    def objects(self, name: str) -> list["_Fields"]:
        """The objects of a list."""
        return [
            self._within(f"{name}[{place}]", value) for place, value in enumerate(self._list(name))
        ]

    def object(self, name: str) -> "_Fields":
        """An object of this one."""
        return self._within(name, self.values.get(name))

    def degrees(self, name: str, limit: int) -> float:
        """A latitude or longitude."""
        value: Any = self.values.get(name)
        if type(value) in {int, float} and abs(value) <= limit:
            return float(value)
        self.refuse(Reason.NOT_NUMBER, name, value)
        return 0.0

    def whole(self, name: str) -> int:
        """A number from 1."""
        value = self.values.get(name)
        if type(value) is not int or not 1 <= value <= LARGEST_NUMBER:
            self.refuse(Reason.NOT_NUMBER, name, value)
            return 0
        return value

    def _within(self, name: str, value: Any) -> "_Fields":
        where = self.where
        field = f"{where.field}.{name}" if where.field else name
        return _Fields(value, Trouble(where.reason, where.line, where.record, field), self.troubles)

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name, [])
        if isinstance(value, list):
            return value
        self.refuse(Reason.NOT_LIST, name, value)
        return []

    def _checked(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            self.refuse(Reason.NOT_TEXT, name, value)
            return ""
        text = " ".join(value.split())
        if len(text) > LONGEST:
            self.refuse(Reason.TOO_LONG, name, text)
        if any(unicodedata.category(sign) in UNPRINTABLE for sign in text):
            self.refuse(Reason.UNPRINTABLE, name, ascii(text))
        return text


def _read_record(line: int, fields: _Fields) -> Record:
    if "names" not in fields.values and "name" in fields.values:
        fields.refuse(Reason.OLD, "name")
    number = fields.text("id", needed=True)
    if number and not number_of(number):
        fields.refuse(Reason.NOT_ROR, "id", number)
    return Record(
        line=line,
        number=number_of(number),
        status=fields.word("status", STATUSES),
        names=_read_names(fields),
        locations=tuple(_read_location(each) for each in fields.objects("locations")),
        website=_read_website(fields),
        domains=tuple(domain.lower() for domain in fields.texts("domains")),
        relations=tuple(_read_relation(each) for each in fields.objects("relationships")),
        types=fields.texts("types"),
    )


def _read_names(fields: _Fields) -> tuple[Name, ...]:
    names = tuple(
        Name(
            text=each.text("value", needed=True),
            types=frozenset(each.texts("types")),
            language=each.text("lang"),
        )
        for each in fields.objects("names")
    )
    if "names" in fields.values and sum(DISPLAY in name.types for name in names) != 1:
        fields.refuse(Reason.NO_DISPLAY_NAME, "names")
    if "names" not in fields.values:
        fields.refuse(Reason.MISSING, "names")
    if len(names) > MOST_NAMES:
        fields.refuse(Reason.TOO_MANY_NAMES, "names", len(names))
    return names


def _read_location(fields: _Fields) -> Location:
    details = fields.object("geonames_details")
    country = details.text("country_code", needed=True)
    if country and not re.fullmatch("[A-Z]{2}", country):
        details.refuse(Reason.NOT_COUNTRY, "country_code", country)
    return Location(
        geonames_id=fields.whole("geonames_id"),
        name=details.text("name", needed=True),
        country=country,
        latitude=details.degrees("lat", 90),
        longitude=details.degrees("lng", 180),
    )


def _read_website(fields: _Fields) -> str:
    """The first link to a website; links to an encyclopaedia are no place of the organisation."""
    for link in fields.objects("links"):
        address = link.text("value", needed=True)
        if link.text("type", needed=True) != "website" or not address:
            continue
        website = website_of(address)
        if not website:
            link.refuse(Reason.NOT_ADDRESS, "value", address)
        return website
    return ""


def _read_relation(fields: _Fields) -> Relation:
    address = fields.text("id", needed=True)
    if address and not number_of(address):
        fields.refuse(Reason.NOT_ROR, "id", address)
    return Relation(
        kind=fields.word("type", RELATIONS), number=number_of(address), label=fields.text("label")
    )
