"""Who stands below whom among the memberships held."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.problem import Membership


def below(memberships: Sequence[Membership]) -> NDArray[np.bool_]:
    """Return the square table whose [m, o] says that o is m or stands below m, at any depth."""
    rows = {membership.key: row for row, membership in enumerate(memberships)}
    parents = [None if m.parent is None else rows[m.parent] for m in memberships]
    table = np.zeros((len(rows), len(rows)), dtype=bool)
    for column in range(len(rows)):
        row: int | None = column
        while row is not None:
            table[row, column] = True
            row = parents[row]
    return table
