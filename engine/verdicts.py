"""What should become of each membership, and what single change would alter that?

Source: `docs/design/evaluation.md`, *Verdicts*. What a verdict hangs on (what is lost without the
membership, what using it more would add) is worked out anew for each change that is tried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.check import check_problem
from engine.doubt import draw_weightings, worth_keeping
from engine.problem import Benefit, Membership, Problem
from engine.ranking import EQUAL_WITHIN
from engine.scoring import collect_misses, hits, known_use, points
from engine.tree import below
from engine.value import Array, Places, value_benefits
from engine.weights import goal_weights

KEPT_IN = 0.8  # share of the weightings in which it must be worth keeping
USE_MORE = 3.0  # points
REACHED = 0.5


class Verdict(StrEnum):
    """The first that fits, in this order."""

    ENDED = "ended"
    REASON = "reason"
    KEEP = "keep"
    USE_MORE = "use_more"
    LET_GO = "let_go"
    ASK_FEE = "ask_fee"
    LEAVE_BE = "leave_be"


class ChangeKind(StrEnum):
    """What would be otherwise: the person's reason, a benefit that is gone or fully used, a fee."""

    NO_REASON = "no_reason"
    NO_BENEFIT = "no_benefit"
    FULL_USE = "full_use"
    NO_FEE = "no_fee"
    A_FEE = "a_fee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the scores do not know of a membership: that it ended, that the person has a reason."""

    ended: bool = False
    reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A single change, of which benefit where it is of one, and the verdict that would follow."""

    kind: ChangeKind
    benefit: str | None = None
    verdict: Verdict


CHANGE_OF_FEE = {
    Verdict.LET_GO: Change(kind=ChangeKind.NO_FEE, verdict=Verdict.LEAVE_BE),
    Verdict.ASK_FEE: Change(kind=ChangeKind.A_FEE, verdict=Verdict.LET_GO),
    Verdict.LEAVE_BE: Change(kind=ChangeKind.A_FEE, verdict=Verdict.LET_GO),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict with what it rests on.

    `kept_in` is the share of the weightings in which the membership and those below it are worth
    keeping, `loss` what the portfolio would lose without them, in points. `best` is the benefit, of
    it or of a group below, whose full use would add most of those that the person can use, and
    `gain` what that is. `found` is the verdict that would follow if all uses that are not known, of
    it and of groups below, were full: None where it is the same.
    """

    verdict: Verdict
    kept_in: float
    loss: float
    best: str | None
    gain: float
    change: Change | None
    found: Verdict | None


def decide(problem: Problem, standings: Mapping[str, Standing]) -> dict[str, Decision]:
    """Return the decision on every membership, in the order of the problem.

    Raises ProblemError, naming the place, for a problem that makes no sense, and KeyError for a
    membership whose standing is not told.
    """
    check_problem(problem)
    if not problem.memberships:
        return {}
    cases = _collect(problem, standings)
    weighing = np.array(list(goal_weights(problem.goals).values()), dtype=float)
    weightings = draw_weightings(problem.goals)
    trials = [_try_changes(case, weighing) for case in cases]
    kept_in = worth_keeping(np.vstack([trial.fall for trial in trials]), weightings)
    ends = np.cumsum([len(trial.fall) for trial in trials])
    return {
        case.membership.key: _decide(case, trial, kept, weighing)
        for case, trial, kept in zip(cases, trials, np.split(kept_in, ends[:-1]), strict=True)
    }


def is_open(benefit: Benefit, experience: Sequence[str]) -> bool:
    """Say whether the experience on record meets every list of what the benefit requires."""
    return all(set(alternatives) & set(experience) for alternatives in benefit.requires)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A membership with the benefits that stand or fall with it: its own and those below it.

    `value` is benefits x goals; `use` is NaN where it is not known; `usable` says which the person
    could use fully. `others` is the log chance that nothing else moves the goal (by goal).
    """

    membership: Membership
    standing: Standing
    benefits: Sequence[Benefit]
    value: Array
    use: Array
    usable: NDArray[np.bool_]
    others: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """What would be lost (changes x goals) and gained (changes x benefits, in points).

    The first change is none, the second that all unknown uses are full, then each benefit is
    fully used, then each is gone. What cannot be used gains nothing.
    """

    fall: Array
    gains: Array


def _collect(problem: Problem, standings: Mapping[str, Standing]) -> list[_Case]:
    memberships = problem.memberships
    benefits = [benefit for membership in memberships for benefit in membership.benefits]
    owner = np.repeat(np.arange(len(memberships)), [len(each.benefits) for each in memberships])
    value = value_benefits(problem, benefits).value
    use = known_use(memberships)
    usable = np.array(
        [each.reach >= REACHED and is_open(each, problem.experience) for each in benefits],
        dtype=bool,
    )
    realised = collect_misses(memberships, value).realised
    cases = []
    for membership, among in zip(memberships, below(memberships), strict=True):
        rows = np.flatnonzero(among[owner]).tolist()
        own = sorted(rows, key=lambda row: benefits[row].key)  # equals in the same order, always
        cases.append(
            _Case(
                membership=membership,
                standing=standings[membership.key],
                benefits=[benefits[row] for row in own],
                value=value[own],
                use=use[own],
                usable=usable[own],
                others=realised[~among].sum(axis=0),
            )
        )
    return cases


def _try_changes(case: _Case, weighing: Array) -> _Trial:
    count = len(case.benefits)
    today = np.nan_to_num(case.use, nan=0.0)
    each = np.eye(count, dtype=bool)
    use = np.vstack(
        [
            today,
            np.nan_to_num(case.use, nan=1.0),
            np.where(each, 1.0, today),
            np.where(each, 0.0, today),
        ]
    )
    usable = np.vstack([np.tile(case.usable, (2 + count, 1)), case.usable & ~each])
    misses = np.array([np.log1p(-uses[:, np.newaxis] * case.value).sum(axis=0) for uses in use])
    left = np.exp(case.others + misses)
    gains = np.array(
        [
            points(still * case.value * (1 - uses) / (1 - uses * case.value), weighing)
            for still, uses in zip(left, use[:, :, np.newaxis], strict=True)
        ]
    )
    return _Trial(fall=np.exp(case.others) * hits(misses), gains=np.where(usable, gains, 0.0))


def _decide(case: _Case, trial: _Trial, kept_in: Array, weighing: Array) -> Decision:
    best_gains = trial.gains.max(axis=1, initial=0.0)
    fee = case.membership.fee
    verdicts = [
        _find_verdict(case.standing, fee, kept=kept, gain=gain)
        for kept, gain in zip(kept_in.tolist(), best_gains.tolist(), strict=True)
    ]
    today = verdicts[0]
    change: Change | None = None
    if today == Verdict.REASON:
        verdict = _find_verdict(Standing(), fee, kept=kept_in[0], gain=best_gains[0])
        change = Change(kind=ChangeKind.NO_REASON, verdict=verdict)
    elif today == Verdict.KEEP:
        change = _find_pillar(case, trial, verdicts, weighing)
    elif today != Verdict.ENDED:
        change = _find_use(case, trial, verdicts) or CHANGE_OF_FEE.get(today)
    gains = trial.gains[0]
    best = int(gains.argmax()) if gains.any() else None
    return Decision(
        verdict=today,
        kept_in=float(kept_in[0]),
        loss=float(points(trial.fall[0], weighing)),
        best=None if best is None else case.benefits[best].key,
        gain=float(best_gains[0]),
        change=change,
        found=verdicts[1] if verdicts[1] != today else None,
    )


def _find_verdict(standing: Standing, fee: float | None, *, kept: float, gain: float) -> Verdict:
    if standing.ended:
        return Verdict.ENDED
    if standing.reason:
        return Verdict.REASON
    if kept >= KEPT_IN - EQUAL_WITHIN:
        return Verdict.KEEP
    if gain >= USE_MORE - EQUAL_WITHIN:
        return Verdict.USE_MORE
    if fee is None:
        return Verdict.ASK_FEE
    return Verdict.LET_GO if fee > 0 else Verdict.LEAVE_BE


def _find_pillar(
    case: _Case, trial: _Trial, verdicts: Sequence[Verdict], weighing: Array
) -> Change | None:
    """The benefit it most rests on, if it would not be kept without that one."""
    gone = 2 + len(case.benefits)
    losses = points(trial.fall[gone:], weighing)
    return _find_first(
        case, ChangeKind.NO_BENEFIT, verdicts, gone, np.argsort(losses, kind="stable")
    )


def _find_use(case: _Case, trial: _Trial, verdicts: Sequence[Verdict]) -> Change | None:
    """The benefit whose full use adds most, of those that alter the verdict."""
    gains = trial.gains[0]
    by_gain = np.argsort(-gains, kind="stable")
    return _find_first(case, ChangeKind.FULL_USE, verdicts, 2, by_gain[gains[by_gain] > 0])


def _find_first(
    case: _Case, kind: ChangeKind, verdicts: Sequence[Verdict], start: int, rows: Places
) -> Change | None:
    for row in rows.tolist():
        if verdicts[start + row] != verdicts[0]:
            return Change(kind=kind, benefit=case.benefits[row].key, verdict=verdicts[start + row])
    return None
