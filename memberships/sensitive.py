"""What must stay away with a sensitive membership, so that its absence gives nothing away?"""

from collections.abc import Iterable


def sensitive_organisations(memberships: Iterable[tuple[int, int | None, bool]]) -> set[int]:
    """The organisations of sensitive memberships, and the groups below them that are held.

    Each membership held is the key of its organisation, the key of what that is a group of, and
    whether it is sensitive. Another membership of the same organisation is sensitive with it.
    """
    held = list(memberships)
    found = {organisation for organisation, _parent, sensitive in held if sensitive}
    while below := {organisation for organisation, parent, _ in held if parent in found} - found:
        found |= below
    return found
