"""How well one skill serves another (`docs/design/evaluation.md`, *Skill match*)."""

from collections.abc import Iterable

from engine.problem import Skill

SAME_OR_BELOW = 1.0
PARENT = 0.5
SIBLING = 0.25


class Taxonomy:
    """The tree of skills; it may be of any depth and must not hold circles."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._parents = {skill.key: skill.parent for skill in skills}
        self._children: dict[str, list[str]] = {key: [] for key in self._parents}
        for key, parent in self._parents.items():
            if parent is not None:
                self._children[parent].append(key)

    def matches(self, wanted: str) -> dict[str, float]:
        """Return the match of every skill that serves `wanted` at all; the others match 0."""
        found: dict[str, float] = {}
        parent = self._parents[wanted]
        if parent is not None:
            found = dict.fromkeys(self._children[parent], SIBLING)
            found[parent] = PARENT
        below = [wanted]
        while below:
            key = below.pop()
            found[key] = SAME_OR_BELOW
            below += self._children[key]
        return found
