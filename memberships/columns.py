"""What may the columns of a table of memberships hold, and how are their cells understood?

The table that is exported has these columns, in this order.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from memberships.choices import KeepReason, MembershipKind, Payer, State
from memberships.periods import year_until
from people.days import DayField
from people.folding import fold
from people.spreadsheets import without_guards

if TYPE_CHECKING:  # the stubs' own name for text that is translated when it is shown
    from django.utils.functional import _StrPromise

ORGANISATION, LIFETIME = "organisation", "lifetime"
TAKEN = "taken"  # says of a row that the days of its term are not its own
YES, NO = "yes", "no"
OF_A_TERM = (
    "starts", "ends", "grade", "fee", "payer", "share", "tax_relief", "notice_days", "auto_renews",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its heading in words, what to write there, and an example.

    `also` are other headings, folded, by which people mean the same.
    """

    key: str
    label: "_StrPromise"
    help: "_StrPromise"
    example: str
    also: tuple[str, ...] = ()


COLUMNS = {
    column.key: column
    for column in (
        Column(
            ORGANISATION, _("Organisation"), _("Its name, short name or former name."), "CILIP",
            ("organization", "name", "body", "membership", "group", "society", "association"),
        ),
        Column(
            "kind", _("How I belong"),
            _("personal, employer, informal or profile. Empty: personal."), "personal",
            ("kind", "type", "membership type", "you belong"),
        ),
        Column(
            "state", _("State"), _("held, intended or ended. Empty: held."), "held", ("status",)
        ),
        Column(
            "number", _("Membership number"), _("As it is on your card."), "AB/12345",
            ("no", "id", "member number", "membership no", "member no", "membership id"),
        ),
        Column("grade", _("Grade"), _("As the organisation calls it."), "Member",
               ("level", "category", "tier", "class")),
        Column(
            "starts", _("From"),
            _("The first day of the term: 2026-01-01, 1/1/2026 or 1 January 2026. Without a last "
              "day it goes into the notes, as “since”."), "2026-01-01",
            ("start", "start date", "starts", "joined", "date joined", "since", "member since",
             "begin", "begins", "first day"),
        ),
        Column(
            "ends", _("To"),
            _("The last day of the term, or “for life”. Without a first day: of a year that ends "
              "then. Neither: this calendar year."), "2026-12-31",
            ("end", "end date", "ends", "expires", "expires on", "expiry", "expiry date", "until",
             "last day", "renewal date"),
        ),
        Column(
            "fee", _("Fee"),
            _("For the whole term, as a number alone. Empty: not known; 0 or “free”: free."),
            "189.00",
            ("amount", "cost", "price", "subscription", "sub", "subs", "dues", "annual sub",
             "annual subscription", "annual fee", "annual cost", "membership fee"),
        ),
        Column(
            "currency", _("Currency"), _("Three letters. Empty: the one you reckon in."), "GBP",
            ("cur", "ccy"),
        ),
        Column("payer", _("Who pays"),
               _("self, employer or other. Empty: self, or employer where you belong through "
                 "your employer."), "self",
               ("paid by", "pays")),
        Column(
            "share", _("My share, per cent"),
            _("From 0 to 100. Empty: all of it if you pay, nothing if somebody else does."), "100",
            ("my share", "own share"),
        ),
        Column(
            "tax_relief", _("Tax relief on my share, per cent"), _("From 0 to 100. Empty: none."),
            "20", ("tax relief", "relief"),
        ),
        Column(
            "notice_days", _("Days of notice"), _("A whole number. Empty: none."), "30",
            ("notice", "notice period"),
        ),
        Column(
            "auto_renews", _("Renews by itself"), _("yes or no. Empty: no."), "no",
            ("auto renewal", "auto renews", "automatic renewal"),
        ),
        Column(
            "keep_reason", _("My reason to keep it"),
            _("registration, vote, insurance, employer, solidarity or friendship. Empty: none."),
            "registration", ("reason", "reason to keep"),
        ),
        Column(
            "sensitive", _("Sensitive"),
            _("yes or no. Empty: as is suggested where you add one by itself."), "", (),
        ),
        Column("notes", _("Notes"), _("Whatever you want to remember."), "Renewed by phone",
               ("note", "comment", "comments", "remarks")),
    )
}  # fmt: skip


def _known_words(choices: type[TextChoices], **also: str) -> dict[str, str]:
    """The value that each word means: keys, labels and some more, folded."""
    words = {fold(value): value for value in choices.values}
    words |= {fold(str(label)): value for value, label in choices.choices}
    return words | {word.replace("_", " "): value for word, value in also.items()}


FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "on"), YES),
    **dict.fromkeys(("no", "n", "false", "0", "off", "-"), NO),
}
WORDS: dict[str, dict[str, str]] = {
    "kind": _known_words(
        MembershipKind, institutional="employer", through_work="employer", work="employer",
        individual="personal", own="personal", online="profile", online_profile="profile",
    ),
    "state": _known_words(
        State, active="held", current="held", member="held", planned="intended", lapsed="ended",
        expired="ended", former="ended",
    ),
    "payer": _known_words(Payer, myself="self", i="self", my_employer="employer", work="employer"),
    "keep_reason": _known_words(KeepReason),
    "sensitive": FLAGS,
    "auto_renews": FLAGS,
}  # fmt: skip
FOR_LIFE = {"for life", "life", "lifetime", "life member", "unlimited", "none", "never"}
SAYS_NOTHING = {"", NO, Payer.SELF.value}
SIGNS = {"£": "GBP", "€": "EUR"}


def guess_mapping(headings: Sequence[str]) -> dict[int, str]:
    """The key of each column whose heading says what it holds, by its place; each key once."""
    by_heading = {
        _heading(text): column.key
        for column in COLUMNS.values()
        for text in (*column.also, str(column.label), column.key)
    }
    mapping: dict[int, str] = {}
    for place, heading in enumerate(headings):
        key = by_heading.get(_heading(heading))
        if key is not None and key not in mapping.values():
            mapping[place] = key
    return mapping


def read_values(
    cells: Sequence[str], mapping: Mapping[int, str], *, defaults: Mapping[str, str]
) -> dict[str, str]:
    """The cells as a form would send them, by the column's key.

    Words that are known become the form's own; all others stay as they are, for the form to refuse.
    Of `defaults` those are taken whose cell is empty or missing; the currency and the days of a
    term only where something else is said of one. `TAKEN` marks days that the cells do not say.
    """
    values = {key: without_guards(cells[place]).strip() for place, key in mapping.items()}
    for key, words in WORDS.items():
        values[key] = words.get(fold(values.get(key, "")), values.get(key, ""))
    if fold(values.get("ends", "")) in FOR_LIFE:
        values |= {"ends": "", LIFETIME: "on"}
    _read_fee(values)
    for key in ("share", "tax_relief"):
        values[key] = values.get(key, "").removesuffix("%").strip()
    _fill_in(values, defaults)
    return {key: value for key, value in values.items() if value}


def _read_fee(values: dict[str, str]) -> None:
    """A sign or the letters of a currency beside the number are no part of it."""
    match = re.fullmatch(r"([£€]|[A-Z]{3})?\s*([\d.,]+)\s*([£€]|[A-Z]{3})?", values.get("fee", ""))
    if match is None or bool(match[1]) == bool(match[3]):
        return
    said = match[1] or match[3]
    values["fee"] = match[2]
    values["currency"] = values.get("currency") or SIGNS.get(said, said)


def _fill_in(values: dict[str, str], defaults: Mapping[str, str]) -> None:
    values["kind"] = values.get("kind") or defaults.get("kind", "")
    if values.get("starts") and not values.get("ends") and not values.get(LIFETIME):
        _note(values, _("since %(day)s") % {"day": values.pop("starts")})
    if says_a_term(values) and not values.get("starts"):
        _take_days(values, defaults)
    if says_a_term(values):
        values["currency"] = values.get("currency") or defaults.get("currency", "")


def _take_days(values: dict[str, str], defaults: Mapping[str, str]) -> None:
    """The first day of a term that is said without one, and the last if that is not said either.

    A year up to the last day; else as `defaults` say. What has ended has no term today: what is
    said of its term becomes a note.
    """
    if values.get("ends"):
        starts = _a_year_before(values["ends"])
    elif values.get("state") == State.ENDED and not values.get(LIFETIME):
        for key in (*OF_A_TERM, "currency"):
            if values.get(key, "") not in SAYS_NOTHING:
                _note(values, f"{COLUMNS[key].label}: {values[key]}")
            values.pop(key, None)
        return
    else:
        starts = defaults.get("starts", "")
        values["ends"] = "" if values.get(LIFETIME) else defaults.get("ends", "")
    values |= {"starts": starts, TAKEN: "on" if starts else ""}


def _a_year_before(ends: str) -> str:
    """The first day of the year that ends on a day; empty for what is no day."""
    try:
        return year_until(DayField().clean(ends)).isoformat()
    except ValidationError:
        return ""


def _note(values: dict[str, str], text: str) -> None:
    values["notes"] = "\n".join(filter(None, (values.get("notes"), text)))


def says_a_term(values: Mapping[str, str]) -> bool:
    """Whether anything is said of a term, beyond what holds where nothing is said."""
    return any(values.get(key, "") not in SAYS_NOTHING for key in (*OF_A_TERM, LIFETIME))


def _heading(text: str) -> str:
    return " ".join(re.sub(r"[\W_]", " ", fold(text)).split())


def template_lines() -> Iterable[Sequence[str]]:
    """The table to fill in: its headings and one row as an example."""
    yield list(COLUMNS)
    yield [column.example for column in COLUMNS.values()]
