"""Which organisation does somebody mean by what they wrote?

Sure is only what leaves no doubt: a name as it stands in the catalogue, whatever its case, accents
and punctuation, and that of one organisation alone; or a group named without its organisation,
where that is written beside it or known from the rest of the list. All else is likely at best,
and a question to its writer.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from catalogue.choices import OrganisationKind
from catalogue.models import Organisation, OrganisationName
from people.folding import fold
from people.models import User

LONGEST_NAME = 300  # of an organisation: longer texts mean none
MOST_LIKELY = 5
# Similarities from 0 to 100: what is looked at more closely, and what is worth a question.
NEAR, LIKELY = 65, 68
SHORTLIST = 60
SHORTEST_INITIALS, LONGEST_INITIALS = 3, 10

ABBREVIATIONS = {
    "assoc": "association",
    "assn": "association",
    "soc": "society",
    "univ": "university",
    "lib": "library",
    "libs": "libraries",
    "grp": "group",
    "intl": "international",
    "natl": "national",
}
# Words that say what kind of thing it is, and not which one.
KINDS_OF_THING = {
    "account", "association", "committee", "community", "forum", "group", "list", "mailing",
    "network", "page", "panel", "profile", "programme", "project", "society", "taskforce", "team",
    "training", "working",
}  # fmt: skip
LOOSE = {"a", "an", "in", "local", "my", "of", "our", "several", "some", "the", "various"}
CONNECTIONS = {"of", "the", "for", "in", "a"}

Pks = frozenset[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation as far as its names tell: all names in use, its short name among them."""

    pk: int
    names: tuple[str, ...]
    short_name: str
    parent: int | None
    successor: int | None
    kind: str = OrganisationKind.PROFESSIONAL_BODY


@lru_cache(maxsize=50_000)  # the names of a catalogue and of a long list, many times each
def canonical(text: str) -> str:
    """The words of a name alone, in one spelling: “The Museums Assoc.” is “museums association”."""
    text = re.sub(r"['’]s?\b", "", fold(text)).replace("&", " and ")
    words = re.sub(r"[^\w]|_", " ", text).split()
    words = [ABBREVIATIONS.get(word, word) for word in words]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _squeezed(text: str) -> str:
    """Initials without what is put between them: “RB&SCG” and “R.B.S.C.G.” are “rbscg”."""
    return re.sub(r"[\W_]", "", fold(text))


def _are_initials(text: str) -> bool:
    """Whether it is written as initials are: one word, most of it capitals or digits."""
    letters = [char for char in text if char.isalnum()]
    capitals = sum(not char.islower() for char in letters)
    right_length = SHORTEST_INITIALS <= len(letters) <= LONGEST_INITIALS
    return right_length and len(text.split()) == 1 and 2 * capitals > len(letters)


def _variants(name: str) -> Iterator[str]:
    """The name, and the name without what it says in brackets or after a colon."""
    yield name
    bare = re.sub(r"\([^()]*\)", " ", name)
    yield bare
    yield bare.split(":")[0]


def _asides(name: str) -> list[str]:
    """What a name says in brackets."""
    return re.findall(r"\(([^()]*)\)", name)


class Matcher:
    """The names of a catalogue, made ready for many questions."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.pk: entry for entry in entries}
        parents = {entry.parent for entry in self._entries.values()}
        self._with_groups = {pk for pk in parents if pk is not None}
        self._names: dict[str, set[int]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        self._as_groups: dict[str, set[int]] = defaultdict(set)
        # By what sets a name apart: the whole spelling and whose it is.
        self._spellings: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for entry in self._entries.values():
            self._add(entry)
        for names in (self._names, self._as_groups):
            for key, pks in names.items():
                self._spellings[_bare(key)] |= {(key, pk) for pk in pks}
        self._spellings.pop("", None)
        self._choices = list(self._spellings)

    def _add(self, entry: Entry) -> None:
        for name in entry.names:
            for variant in _variants(name):
                self._names[canonical(variant)].add(entry.pk)
            for aside in _asides(name):
                self._spellings[_bare(canonical(aside))].add((canonical(aside), entry.pk))
        if entry.short_name:
            self._initials[_squeezed(entry.short_name)].add(entry.pk)
        parent = self._entries.get(entry.parent or 0)
        if parent is not None:
            for key in self._without(parent, entry):
                self._as_groups[key].add(entry.pk)

    def _without(self, parent: Entry, group: Entry) -> Iterator[str]:
        """What a group is called among those who know of what it is a group."""
        of_parent = [canonical(variant) for name in parent.names for variant in _variants(name)]
        of_parent.sort(key=len, reverse=True)
        variants = [text for name in group.names for text in (*_variants(name), *_asides(name))]
        for text in map(canonical, variants):
            for name in of_parent:
                rest = _trimmed(re.sub(rf"\b{re.escape(name)}\b", " ", text).split())
                if name and rest and rest != text:
                    yield rest
                    break

    def knows(self, text: str) -> bool:
        """Whether this is surely one name of one thing, with nothing else to go by.

        What has a comma is one name only if it stands so in the catalogue: “SLA, European Chapter”
        may be two things of a list.
        """
        one = "," not in text or canonical(text) in self._names
        return one and self._alone(text) is not None

    def find_sure(self, texts: Iterable[str], *, belonging: Collection[int] = ()) -> dict[str, int]:
        """The one organisation that each text surely means; texts in doubt are left out.

        A group may be named without its organisation if that is among the texts or `belonging`.
        """
        asked = {text for text in texts if len(text) <= LONGEST_NAME}
        sure = {text: pk for text in asked if (pk := self._alone(text)) is not None}
        while True:
            known = frozenset(belonging) | frozenset(sure.values())
            groups = {
                text: pk
                for text in asked - sure.keys()
                if (pk := self._as_group(text, known)) is not None
            }
            if not groups:
                return sure
            sure |= groups

    def find_likely(self, text: str) -> tuple[int, ...]:
        """The organisations that may be meant, the likeliest first; none where none is near."""
        if len(text) > LONGEST_NAME:
            return ()
        key = canonical(text)
        exact = self._names.get(key, set()) | self._as_groups.get(key, set())
        scores = {pk: 100.0 + (pk in self._names.get(key, ())) for pk in exact}
        query = _bare(key) or key
        near = process.extract(
            query, self._choices, scorer=fuzz.token_set_ratio, score_cutoff=NEAR, limit=SHORTLIST
        )
        for spelling, set_score, _index in near:
            for whole, pk in self._spellings[spelling]:
                score = (set_score + fuzz.token_sort_ratio(key, whole)) / 2
                if score >= LIKELY:
                    scores[pk] = max(score, scores.get(pk, 0))
        return tuple(sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST_LIKELY])

    def successors(self, pk: int) -> tuple[int, ...]:
        """What took the place of an organisation, and of that, and so on; visible ones only."""
        line = [pk]
        while (following := self._entries[line[-1]].successor) in self._entries:
            if following is None or following in line:
                break
            line.append(following)
        return tuple(line[1:])

    def kind_of(self, pk: int) -> str:
        """The kind of an organisation."""
        return self._entries[pk].kind

    def _alone(self, text: str) -> int | None:
        """The organisation of the name, which needs nothing beside it to be understood."""
        if len(text) > LONGEST_NAME:
            return None
        text = re.sub(r"^\s*the\s+", "", text, flags=re.IGNORECASE)
        key = canonical(text)
        if key in self._names:
            return self._only(self._names[key])
        if _are_initials(text) and _squeezed(text) in self._initials:
            return self._only(self._initials[_squeezed(text)])
        found = self._both_ways(text) | self._beside_parent(key) | self._with_kind(text)
        return self._only(found)

    def _only(self, pks: Collection[int]) -> int | None:
        """The one of them; where one took the place of another, the one that had the name."""
        later = {successor for pk in pks for successor in self.successors(pk)}
        first = set(pks) - later
        return first.pop() if len(first) == 1 else None

    def _as_group(self, text: str, known: Pks) -> int | None:
        key = canonical(text)
        called = self._names.get(key, set()) | self._as_groups.get(key, set())
        return self._only({pk for pk in called if self._entries[pk].parent in known})

    def _both_ways(self, text: str) -> set[int]:
        """“Career Development Group (CDG)”: twice the same organisation."""
        match = re.fullmatch(r"([^()]+)\(([^()]+)\)\s*", text)
        if match is None:
            return set()
        first, second = (self._names.get(canonical(part), set()) for part in match.groups())
        return first & second

    def _beside_parent(self, key: str) -> set[int]:
        """“SLA European Chapter”, “LIRG of CILIP”: a group with what it is a group of."""
        words = key.split()
        halves = ((words[:cut], words[cut:]) for cut in range(1, len(words)))
        found: set[int] = set()
        for first, last in halves:
            for parent, group in ((first, last), (last, first)):
                parents = self._names.get(_trimmed(parent), set())
                rest = _trimmed(group)
                groups = self._names.get(rest, set()) | self._as_groups.get(rest, set())
                found |= {pk for pk in groups if self._entries[pk].parent in parents}
        return found

    def _with_kind(self, text: str) -> set[int]:
        """“ARLIS mailing list”: initials, then words that only say what kind of thing it is.

        Not where it may be a group of the organisation.
        """
        words = text.split()
        if not words or not _are_initials(words[0]):
            return set()
        keys = canonical(text).split()
        while len(keys) > 1 and keys[-1] in KINDS_OF_THING:
            keys.pop()
            named = self._names.get(" ".join(keys), set())
            if named:
                return named - self._with_groups
        return set()


def load_matcher(*, user: User) -> Matcher:
    """The names of all that a person may belong to. Two queries.

    The names of an entry that was a duplicate lead to the entry that replaced it.
    """
    visible = Organisation.objects.visible_to(user)
    rows = list(
        visible.values_list(
            "pk", "name", "short_name", "kind", "parent_id", "successor_id", "merged_into_id"
        )
    )
    others = OrganisationName.objects.filter(organisation__in=visible)
    replaced = {row[0]: row[6] for row in rows if row[6] is not None}
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name, short_name, *_rest in rows:
        names[_kept(pk, replaced)] += [name, short_name]
    for pk, name in others.values_list("organisation_id", "name"):
        names[_kept(pk, replaced)].append(name)
    return Matcher(
        Entry(
            pk=pk,
            names=tuple(name for name in names[pk] if name),
            short_name=short_name,
            kind=kind,
            parent=None if parent is None else _kept(parent, replaced),
            successor=None if successor is None else _kept(successor, replaced),
        )
        for pk, _name, short_name, kind, parent, successor, merged_into in rows
        if merged_into is None
    )


def _kept(pk: int, replaced: dict[int, int]) -> int:
    """The entry that stands for this one today."""
    seen = {pk}
    while pk in replaced and replaced[pk] not in seen:
        pk = replaced[pk]
        seen.add(pk)
    return pk


def _bare(key: str) -> str:
    """A name without the words that many names share; as it is where nothing else would stay."""
    words = [word for word in key.split() if word not in KINDS_OF_THING | LOOSE]
    return " ".join(words) or key


def _trimmed(words: list[str]) -> str:
    """The words without those that tie a group to its organisation, at either end."""
    while words and words[0] in CONNECTIONS:
        words = words[1:]
    while words and words[-1] in CONNECTIONS:
        words = words[:-1]
    return " ".join(words)
