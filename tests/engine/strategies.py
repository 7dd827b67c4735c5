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
SKILL_KEYS = st.sampled_from([skill.key for skill in SKILLS])
SHARES = st.sampled_from([0, 0.33, 0.5, 0.67, 1]) | st.floats(0, 1)
USES = st.none() | SHARES
AMOUNTS = st.sampled_from([None, 0, 8, 12.5, 500])
SKILL_STRENGTHS = st.dictionaries(SKILL_KEYS, st.integers(1, 3), max_size=3)
REQUIREMENTS = st.sampled_from([(), (("writing",),), (("writing", "speaking"), ("project",))])
GIFTS = st.sampled_from([(), ("writing",), ("project", "speaking")])


@st.composite
def benefits(draw, key):
    return Benefit(
        key=key,
        kind=draw(st.sampled_from([None, "meetup", "course"])),
        skills=draw(SKILL_STRENGTHS),
        level=draw(st.sampled_from([None, *LEVELS])),
        interactivity=draw(st.sampled_from(INTERACTIVITIES)),
        reach=draw(SHARES),
        use=draw(USES),
        hours=draw(AMOUNTS),
        requires=draw(REQUIREMENTS),
        gives=draw(GIFTS),
    )


@st.composite
def owners(draw, prefix, parents, min_size=0, max_size=4, least_benefits=0):
    """Memberships or candidates, each below nothing or one of those before it or of `parents`."""
    made: list[Membership] = []
    for number in range(draw(st.integers(min_size, max_size))):
        key = f"{prefix}{number}"
        above = [*parents, *(owner.key for owner in made)]
        made.append(
            Membership(
                key=key,
                parent=draw(st.sampled_from([None, *above])),
                fee=draw(AMOUNTS),
                benefits=tuple(
                    draw(benefits(f"{key}b{i}"))
                    for i in range(draw(st.integers(least_benefits, 2)))
                ),
            )
        )
    return tuple(made)


@st.composite
def goals(draw, min_size=0):
    count = draw(st.integers(min_size, 3))
    weights = st.floats(0.01, 100) if draw(st.booleans()) else st.none()
    return tuple(
        Goal(
            key=f"g{number}",
            rank=draw(st.integers(1, 4)),
            weight=draw(weights),
            levels=tuple(draw(st.lists(st.sampled_from(LEVELS), unique=True, max_size=3))),
            skills=draw(
                st.dictionaries(
                    SKILL_KEYS, st.integers(1, 5) | st.floats(0.1, 5), min_size=1, max_size=3
                )
            ),
        )
        for number in range(count)
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
        experience=draw(GIFTS),
        interactivity=draw(
            st.builds(InteractivityFactors, passive=SHARES, responsive=SHARES, interactive=SHARES)
        ),
        budget=draw(st.builds(Budget, fees=AMOUNTS, hours=AMOUNTS)),
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
