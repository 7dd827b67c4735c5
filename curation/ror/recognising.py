"""Which entry of the catalogue is a record about?

Sure are its ROR number, and a name of one entry alone in the same country. All else that speaks
for an entry, such as the address of its website, is a question to the curator.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.matching import Matcher, load_matcher
from catalogue.models import Organisation
from curation.ror.parse import ACRONYM, Record
from people.models import User

MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Known:
    """An entry as far as it tells whether a record is about it. `kept`: the one it stands for."""

    pk: int
    kept: int
    uuid: str
    name: str
    ror: str
    country: str
    host: str


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that a record may be about, by primary key, the likeliest first.

    `is_sure`: the first of them and no other; `is_known`: it has the record's number already.
    """

    candidates: tuple[int, ...]
    is_sure: bool = False
    is_known: bool = False


def load_known() -> dict[int, Known]:
    """Everybody's entries by primary key, those that were duplicates too: one query."""
    public = Organisation.objects.public().order_by("pk")
    columns = ("pk", "merged_into_id", "uuid", "name", "ror", "country", "website")
    return {
        pk: Known(pk, merged or pk, str(uuid), name, ror, country, host_of(website))
        for pk, merged, uuid, name, ror, country, website in public.values_list(*columns)
    }


def host_of(website: str) -> str:
    """“example.org” of “https://www.example.org/about”."""
    host = website.lower().rpartition("://")[2].partition("/")[0].partition("?")[0]
    return host.removeprefix("www.")


def recognise(records: Sequence[Record], known: Mapping[int, Known]) -> dict[str, Found]:
    """What each record may be about, by its number. Two queries.

    Two records that would surely be about the same entry are both asked about.
    """
    numbered = {entry.ror: entry.kept for entry in known.values() if entry.ror}
    matcher = load_matcher(user=User())  # nobody in particular: what everybody sees
    found = {record.number: _recognise(record, known, numbered, matcher) for record in records}
    sure = Counter(each.candidates[0] for each in found.values() if each.is_sure)
    return {
        number: replace(each, is_sure=False)
        if each.is_sure and not each.is_known and sure[each.candidates[0]] > 1
        else each
        for number, each in found.items()
    }


def _recognise(
    record: Record, known: Mapping[int, Known], numbered: Mapping[str, int], matcher: Matcher
) -> Found:
    if record.number in numbered:
        return Found((numbered[record.number],), is_sure=True, is_known=True)
    free = {pk for pk, entry in known.items() if entry.kept == pk and not entry.ror}
    # Initials are shared by too many to tell anything by themselves.
    names = [name.text for name in record.names if name.types != {ACRONYM}]
    named = [pk for pk in _unique(matcher.find_sure(names).values()) if pk in free]
    if len(named) == 1 and _may_be_there(record, known[named[0]]):
        return Found((named[0],), is_sure=True)
    hosts = {host_of(record.website), *map(host_of, record.domains)} - {""}
    there = [pk for pk in free if known[pk].host in hosts]
    likely = [pk for pk in matcher.find_likely(record.display) if pk in free]
    return Found(tuple(_unique([*named, *sorted(there), *likely]))[:MOST_CANDIDATES])


def _unique(pks: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(pks))


def _may_be_there(record: Record, entry: Known) -> bool:
    countries = {location.country for location in record.locations}
    return not entry.country or not countries or entry.country in countries
