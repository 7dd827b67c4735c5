"""How much of what an organisation holds is in reach?

Source: `docs/design/journeys.md`, *Where it is used*, `reach`.
"""

from collections.abc import Collection

from engine.attending.answers import Answer, Home, Out

IMAGINED_OCCASIONS = 2
SURE, HALF, NIGHT, NONE = 1.0, 0.5, 0.25, 0.0

OUT_SHARES = {
    Out.NO_JOURNEY: SURE,
    Out.LUNCH: SURE,
    Out.ON_TIME: SURE,
    Out.TIGHT: HALF,
    Out.LATE: HALF,
    Out.NIGHT_BEFORE: NIGHT,
    Out.NO_WAY: NONE,
    Out.TOO_FAR: NONE,
    Out.UNKNOWN: HALF,
}
HOME_SHARES = {
    Home.NO_JOURNEY: SURE,
    Home.IN_TIME: SURE,
    Home.TIGHT: HALF,
    Home.LEAVE_EARLY: HALF,
    Home.NIGHT_AWAY: NIGHT,
    Home.NO_WAY_HOME: NONE,
    Home.TOO_FAR: NONE,
    Home.UNKNOWN: HALF,
}


def occasion_reach(answer: Answer, *, cpd_days_left: bool) -> float:
    """Return the share, 0 to 1, that an occasion counts: that of the way out x that home.

    In work time is a half as long as the person has days for CPD left.
    """
    home = HOME_SHARES[answer.home]
    if answer.out is Out.IN_WORK_TIME:
        return home * (HALF if cpd_days_left else NONE)
    return home * OUT_SHARES[answer.out]


def reach_of_occasions(values: Collection[float], *, place_estimate: float) -> float:
    """Return the mean of what occasions count, blended with two imagined ones at the estimate."""
    imagined = IMAGINED_OCCASIONS * place_estimate
    return (sum(values) + imagined) / (len(values) + IMAGINED_OCCASIONS)
