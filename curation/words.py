"""What would change? Two entries side by side, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.choices import NameKind, Strength
from catalogue.models import Benefit, BenefitKind, Fee, Organisation
from catalogue.words import fee_in_words
from curation.entries import ENTRIES, FIELDS, ROWS, Entry, Row
from goals.models import Skill
from people.figures import day
from people.models import Place

Said = dict[str, tuple[str, str]]  # heading and text, by what the statement is known by


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A statement that would change; `meanwhile` says where the catalogue's own has changed."""

    heading: str
    now: str
    suggested: str
    meanwhile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the keys in some entries are called."""

    organisations: Mapping[str, str]
    places: Mapping[int, str]
    benefit_kinds: Mapping[str, str]
    skills: Mapping[str, str]


def load_names(entries: Iterable[Entry]) -> Names:
    """The names of all that the entries lead to; four queries, however many there are."""
    given = [entry for entry in entries if entry]
    uuids = {entry[name] for entry in given for name in ENTRIES} - {""}
    public = Organisation.objects.public().filter(uuid__in=uuids)
    places = Place.objects.filter(geonames_id__in={entry["place"] for entry in given} - {None})
    return Names(
        organisations={str(each.uuid): each.name for each in public},
        places={each.geonames_id: str(each) for each in places},
        benefit_kinds=dict(BenefitKind.objects.values_list("key", "label")),
        skills=dict(Skill.objects.values_list("key", "name")),
    )


def compare(*, now: Entry, suggested: Entry, names: Names, base: Entry | None = None) -> list[Line]:
    """The statements that would change, in the order of the form.

    With the `base` of a suggestion they also say what has changed since it was made.
    """
    here, there = in_words(now, names), in_words(suggested, names)
    before = here if base is None else in_words(base, names)
    lines = []
    for known_by in here | there:
        heading = (here.get(known_by) or there[known_by])[0]
        old, new, earlier = (said.get(known_by, ("", ""))[1] for said in (here, there, before))
        if old != new:
            meanwhile = ""
            if earlier != old:
                meanwhile = _("Changed meanwhile; it was: %(text)s") % {"text": earlier or "–"}
            lines.append(Line(heading=heading, now=old, suggested=new, meanwhile=meanwhile))
    return lines


def in_words(entry: Entry, names: Names) -> Said:
    """What an entry says, nothing of it empty."""
    if not entry:
        return {}
    fields = {name: (_heading(name), _field(name, entry[name], names)) for name in FIELDS}
    said = {name: pair for name, pair in fields.items() if pair[1]}
    for name, key in ROWS.items():
        for number, row in enumerate(entry[name]):
            known_by = f"{name} {row[key] or f'new {number}'}"
            said[known_by] = (_row_heading(name), _row(name, row, names))
    return said


def _heading(name: str) -> str:
    return capfirst(str(Organisation._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _field(name: str, value: Any, names: Names) -> str:
    if name in ENTRIES:
        return (
            names.organisations.get(value, _("an entry that is no longer there")) if value else ""
        )
    if name == "place":
        return names.places.get(value, str(value)) if value is not None else ""
    choices = dict(Organisation._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _row_heading(name: str) -> str:
    return {
        "other_names": _("Other name"),
        "sources": _("Source"),
        "fees": _("Fee"),
        "benefits": _("Offer"),
    }[name]


def _row(name: str, row: Row, names: Names) -> str:
    if name == "other_names":
        kind = NameKind(row["kind"]).label
        return _("%(name)s (%(kind)s)") % {"name": row["name"], "kind": str(kind).lower()}
    if name == "sources":
        if not row["read_on"]:
            return str(row["text"])
        read_on = day(date.fromisoformat(row["read_on"]))
        return _("%(text)s, read on %(day)s") % {"text": row["text"], "day": read_on}
    return _fee(row) if name == "fees" else _benefit(row, names)


def _fee(row: Row) -> str:
    amount = Decimal(row["amount"]) if row["amount"] else None
    plain = {name: row[name] for name in ("grade", "currency", "period", "year")}
    text = fee_in_words(Fee(**plain, amount=amount))
    return f"{text} · {row['source']}" if row["source"] else text


def _benefit(row: Row, names: Names) -> str:
    plain = ("title", "mode", "interactivity", "level", "audience", "basis")
    benefit = Benefit(**{name: row[name] for name in plain})
    parts = [
        names.benefit_kinds.get(row["kind"], row["kind"]),
        benefit.get_mode_display(),
        benefit.get_interactivity_display(),
        benefit.get_level_display(),
        benefit.get_audience_display(),
        _("%(hours)s h a year") % {"hours": row["hours"]} if row["hours"] else "",
        *(
            _("%(skill)s: %(strength)s")
            % {"skill": names.skills.get(key, key), "strength": _strength(strength)}
            for key, strength in row["skills"].items()
        ),
        benefit.get_basis_display(),
    ]
    return _("%(title)s – %(details)s") % {
        "title": row["title"],
        "details": " · ".join(str(part) for part in parts if part),
    }


def _strength(strength: int) -> str:
    return str(Strength(strength).label).lower()
