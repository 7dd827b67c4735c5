"""Which entries of the catalogue may be the same thing twice? Told by their names alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from catalogue.matching import canonical

LIKELY = 90  # of 100
MOST_OF_A_WORD = 30  # entries that share even their rarest word: more of them share nothing else


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation as far as its names tell."""

    pk: int
    name: str
    parent: int | None
    successor: int | None


def find_likely_duplicates(entries: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs whose names are nearly the same, the likeliest first, the older entry of a pair first.

    Only those are compared that share a rare word, so that ten thousand take a second and not an
    hour. What one succeeds, or is a group of, is no duplicate; nor are like groups of two parents.
    """
    names = {entry: canonical(entry.name) for entry in sorted(entries, key=lambda each: each.pk)}
    numbers = Counter(word for name in names.values() for word in set(name.split()))
    sharing: dict[str, list[Entry]] = defaultdict(list)
    for entry, name in names.items():
        for word in sorted(set(name.split()), key=lambda word: (numbers[word], word))[:2]:
            sharing[word].append(entry)
    scores: dict[tuple[Entry, Entry], float] = {}
    for together in sharing.values():
        for pair in combinations(together[:MOST_OF_A_WORD], 2):
            score = fuzz.token_sort_ratio(names[pair[0]], names[pair[1]], score_cutoff=LIKELY)
            if score and not _related(*pair):
                scores[pair] = score
    return sorted(scores, key=lambda pair: (-scores[pair], pair[0].pk, pair[1].pk))


def _related(one: Entry, other: Entry) -> bool:
    """Whether the catalogue itself says that they are two."""
    leads = {one.parent, one.successor, other.parent, other.successor}
    two_parents = None not in {one.parent, other.parent} and one.parent != other.parent
    return one.pk in leads or other.pk in leads or two_parents
