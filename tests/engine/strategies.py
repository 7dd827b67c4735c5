"""Arbitrary problems that make sense, and changes to them."""

from dataclasses import replace

from hypothesis import strategies as st

from engine.problem import (
    INTERACTIVITIES,
    LEVELS,
    Benefit,
    Budget,
    Goal,
    InteractivityFactors,
    Membership,
    Problem,
    Skill,
)

SKILLS = (
    Skill(key="influence"),
    Skill(key="advocacy", parent="influence"),
    Skill(key="policy", parent="influence"),
    Skill(key="lobbying", parent="policy"),
    Skill(key="petitions", parent="lobbying"),
    Skill(key="people"),
    Skill(key="mentoring", parent="people"),
    Skill(key="diversity", parent="people"),
    Skill(key="writing"),
)
# Drawn whole, as every draw takes time. What is likeliest and simplest stands first: most benefits
# are to be worth something, or nothing is tested.
SHARES = st.sampled_from([1, 0.67, 0.5, 0.33, 0.05, 0]) | st.floats(0, 1)
REACHES = st.sampled_from([1, 0.75, 0.4, 0.1, 0.9, 0.5, 0])
USES = st.sampled_from([0.67, 1, 0.33, 0.9, 0.01, 0.5, 0.25, None, 0])
STRENGTHS = st.sampled_from(
    [
        {"policy": 3},
        {"advocacy": 2},
        {"influence": 1, "people": 2},
        {"petitions": 3, "mentoring": 1},
        {"lobbying": 1, "policy": 2, "advocacy": 2},
        {"diversity": 3},
        {"mentoring": 2, "writing": 3},
        {"people": 1, "petitions": 2},
        {"writing": 1},
        {},
    ]
)
IMPORTANCES = st.sampled_from(
    [
        {"policy": 1},
        {"influence": 2, "mentoring": 1},
        {"lobbying": 1, "advocacy": 0.3},
        {"people": 5, "policy": 2, "petitions": 1},
    ]
)
WANTED_LEVELS = st.sampled_from(
    [(), ("national",), ("local", "international"), ("organisational",)]
)
FACTORS = st.sampled_from(
    [
        InteractivityFactors(),
        InteractivityFactors(passive=1, responsive=1, interactive=1),
        InteractivityFactors(passive=0, responsive=0.2, interactive=0.9),
    ]
)
FEES = st.sampled_from([None, 0, 25, 140.5])
BUDGETS = st.sampled_from([Budget(), Budget(fees=250, hours=15.5, max_joins=0, max_per_kind=2)])
# What no number depends on, but for the sums of hours.
DETAILS = st.sampled_from(
    [
        {},
        {"hours": 8, "kind": "meetup", "gives": ("writing",)},
        {"hours": 2.5, "kind": "course", "requires": (("writing", "speaking"), ("project",))},
    ]
)


def counts(least, most):
    """How many there are: rather many than few."""
    return st.sampled_from([most, max(most - 1, least), most, *range(most, least - 1, -1)])


@st.composite
def benefits(draw, key):
    return Benefit(
        key=key,
        skills=draw(STRENGTHS),
        level=draw(st.sampled_from([None, *LEVELS])),
        interactivity=draw(st.sampled_from(INTERACTIVITIES)),
        reach=draw(REACHES),
        use=draw(USES),
        **draw(DETAILS),
    )


@st.composite
def owners(draw, prefix, parents, min_size=0, max_size=4, least_benefits=0):
    """Memberships or candidates, each below nothing or one of those before it or of `parents`."""
    made: list[Membership] = []
    for number in range(draw(counts(min_size, max_size))):
        key = f"{prefix}{number}"
        above = [*parents, *(owner.key for owner in made)]
        made.append(
            Membership(
                key=key,
                parent=draw(st.sampled_from([None, *above])),
                fee=draw(FEES),
                benefits=tuple(
                    draw(benefits(f"{key}b{i}")) for i in range(draw(counts(least_benefits, 2)))
                ),
            )
        )
    return tuple(made)


@st.composite
def goals(draw, min_size=0):
    weights = st.sampled_from(draw(st.sampled_from([[None], [1, 5, 0.01]])))
    return tuple(
        Goal(
            key=f"g{number}",
            rank=draw(st.integers(1, 4)),
            weight=draw(weights),
            levels=draw(WANTED_LEVELS),
            skills=draw(IMPORTANCES),
        )
        for number in range(draw(counts(min_size, 3)))
    )


@st.composite
def problems(draw, least=0):
    """Any problem; `least` is the fewest goals, memberships, and benefits of each."""
    held = draw(owners("m", [], min_size=least, least_benefits=least))
    candidates = draw(owners("c", [membership.key for membership in held], max_size=2))
    known = [owner.key for owner in (*held, *candidates)]
    return Problem(
        skills=SKILLS,
        goals=draw(goals(min_size=least)),
        memberships=held,
        candidates=candidates,
        experience=draw(st.sampled_from([(), ("writing",)])),
        interactivity=draw(FACTORS),
        budget=draw(BUDGETS),
        keep=tuple(known[:1]),
        forbid=tuple(known[1:2]),
    )


@st.composite
def problems_with_a_benefit(draw):
    """A problem with goals, and the place of one of its benefits: membership and number."""
    problem = draw(problems(least=1))
    row = draw(st.integers(0, len(problem.memberships) - 1))
    column = draw(st.integers(0, len(problem.memberships[row].benefits) - 1))
    return problem, row, column


def with_benefit(problem, row, column, **changes):
    """The problem with one benefit changed."""
    membership = problem.memberships[row]
    changed = list(membership.benefits)
    changed[column] = replace(changed[column], **changes)
    return with_membership(problem, row, benefits=tuple(changed))


def with_membership(problem, row, **changes):
    """The problem with one membership changed."""
    memberships = list(problem.memberships)
    memberships[row] = replace(memberships[row], **changes)
    return replace(problem, memberships=tuple(memberships))


def without(problem, dropped):
    """The problem without these memberships; what stood below them stands alone."""

    def kept(owners):
        return tuple(
            replace(owner, parent=None) if owner.parent in dropped else owner
            for owner in owners
            if owner.key not in dropped
        )

    return replace(
        problem,
        memberships=kept(problem.memberships),
        candidates=kept(problem.candidates),
        keep=(),
        forbid=(),
    )
