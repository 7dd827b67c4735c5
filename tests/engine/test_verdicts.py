"""Each verdict and each of its edges, worked out by hand, and the changes that alter them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluate import evaluate
from engine.problem import Benefit, Goal, Membership, Problem, ProblemError, Skill
from engine.verdicts import Change, ChangeKind, Standing, Verdict, decide, is_open
from tests.engine import strategies
from tests.engine.strategies import with_benefit, with_membership

GOAL = Goal(key="only", rank=1, skills={"skill": 1})


def benefit(key, *, use=0.0, **changes):
    """Aimed at the only goal: full use moves it by 0.25, which is 25 points by itself."""
    plain = Benefit(key=key, use=use, skills={"skill": 3}, interactivity="interactive")
    return replace(plain, **changes)


def membership(*benefits, key="m", fee=10, parent=None):
    return Membership(key=key, fee=fee, parent=parent, benefits=benefits)


def problem(*memberships, experience=(), goals=(GOAL,)):
    skills = tuple(Skill(key=key) for key in ("skill", "other"))
    return Problem(skills=skills, goals=goals, memberships=memberships, experience=experience)


def decision(*memberships, key="m", standing=None, **changes):
    standings = {each.key: Standing() for each in memberships} | {key: standing or Standing()}
    return decide(problem(*memberships, **changes), standings)[key]


class TestEnded:
    def test_whatever_it_does(self):
        answer = decision(
            membership(benefit("b", use=1)), standing=Standing(ended=True, reason=True)
        )
        assert (answer.verdict, answer.change, answer.found) == (Verdict.ENDED, None, None)
        assert answer.loss == pytest.approx(25)


class TestReason:
    def test_it_is_kept_and_says_what_it_would_be_without(self):
        idle = membership(benefit("b", reach=0.4))
        answer = decision(idle, standing=Standing(reason=True))
        assert answer.verdict == Verdict.REASON
        assert answer.change == Change(kind=ChangeKind.NO_REASON, verdict=Verdict.LET_GO)

    def test_that_may_be_to_keep_it_too(self):
        answer = decision(membership(benefit("b", use=1)), standing=Standing(reason=True))
        assert answer.change == Change(kind=ChangeKind.NO_REASON, verdict=Verdict.KEEP)


class TestKeep:
    def test_a_point_is_enough(self):
        """Use 0.04 of 0.25 is 0.01: 1 point. Full use would add 24, but it is kept already."""
        answer = decision(membership(benefit("b", use=0.04)))
        assert (answer.verdict, answer.kept_in) == (Verdict.KEEP, 1)
        assert (answer.loss, answer.best, answer.gain) == (
            pytest.approx(1),
            "b",
            pytest.approx(24),
        )

    def test_less_than_a_point_is_not(self):
        answer = decision(membership(benefit("b", use=0.0399)))
        assert (answer.verdict, answer.kept_in) == (Verdict.USE_MORE, 0)

    @pytest.mark.parametrize(("use", "verdict"), [(0.45, Verdict.KEEP), (0.36, Verdict.USE_MORE)])
    def test_in_four_weightings_of_five(self, use, verdict):
        """The second of two goals counts from 0 to 0.5, evenly; what is lost is weight x use x 25.

        At use 0.45 that is a point from a weight of 0.089 on, in 82 % of them; at 0.36 from 0.111
        on, in 78 %. By the weights of the ranks (a quarter) it would be 2 points or more for both.
        """
        goals = (GOAL, Goal(key="second", rank=2, skills={"other": 1}))
        answer = decision(membership(benefit("b", use=use, skills={"other": 3})), goals=goals)
        assert answer.kept_in == pytest.approx(1 - 2 / (25 * use), abs=0.015)
        assert answer.loss == pytest.approx(25 * use / 4)
        assert answer.verdict == verdict

    def test_it_names_what_it_rests_on(self):
        """Without the strong one 0.02 x 0.25 is left, half a point; its reach is too small."""
        answer = decision(
            membership(benefit("strong", use=1), benefit("weak", use=0.05, reach=0.4))
        )
        assert answer.change == Change(
            kind=ChangeKind.NO_BENEFIT, benefit="strong", verdict=Verdict.LET_GO
        )

    def test_it_may_rest_on_no_single_one(self):
        answer = decision(membership(benefit("one", use=1), benefit("two", use=1)))
        assert (answer.verdict, answer.change) == (Verdict.KEEP, None)

    def test_what_others_give_too_is_not_lost(self):
        """Nine others at full use leave 0.75^9 = 0.075 of the goal: 25 points of that are 1.9."""
        others = [membership(benefit(f"b{i}", use=1), key=f"o{i}") for i in range(9)]
        assert decision(membership(benefit("b", use=1)), *others).loss == pytest.approx(
            25 * 0.75**9
        )

    def test_groups_below_are_lost_with_it(self):
        group = membership(benefit("b", use=1), key="group", parent="m", fee=0)
        answer = decision(membership(), group)
        assert (answer.verdict, answer.loss) == (Verdict.KEEP, pytest.approx(25))
        assert answer.change == Change(
            kind=ChangeKind.NO_BENEFIT, benefit="b", verdict=Verdict.LET_GO
        )


class TestUseMore:
    def test_the_benefit_is_named_with_what_would_follow(self):
        answer = decision(membership(benefit("b")))
        assert (answer.verdict, answer.best, answer.gain) == (
            Verdict.USE_MORE,
            "b",
            pytest.approx(25),
        )
        assert answer.change == Change(kind=ChangeKind.FULL_USE, benefit="b", verdict=Verdict.KEEP)

    @pytest.mark.parametrize(
        ("reach", "verdict"), [(0.5, Verdict.USE_MORE), (0.4999, Verdict.LET_GO)]
    )
    def test_half_of_its_occasions_must_be_reached(self, reach, verdict):
        assert decision(membership(benefit("b", reach=reach))).verdict == verdict

    def test_three_points_are_enough(self):
        """Strength 1 is 5 points where all is reached."""
        edge = decision(membership(benefit("b", skills={"skill": 1}, reach=0.6)))
        assert (edge.gain, edge.verdict) == (pytest.approx(3), Verdict.USE_MORE)
        below = decision(membership(benefit("b", skills={"skill": 1}, reach=0.599)))
        assert below.verdict == Verdict.LET_GO

    def test_what_the_record_does_not_open_does_not_count(self):
        closed = membership(benefit("b", requires=(("writing", "speaking"), ("project",))))
        assert decision(closed, experience=("writing",)).verdict == Verdict.LET_GO
        both = decision(closed, experience=("speaking", "project"))
        assert both.verdict == Verdict.USE_MORE

    def test_of_a_group_below_it_counts(self):
        group = membership(benefit("b"), key="group", parent="m", fee=0)
        answer = decision(membership(), group)
        assert (answer.verdict, answer.best) == (Verdict.USE_MORE, "b")

    def test_of_what_stands_above_it_does_not(self):
        above = membership(benefit("b"), key="above", fee=0)
        assert decision(membership(parent="above"), above).verdict == Verdict.LET_GO


class TestTheRest:
    @pytest.mark.parametrize(
        ("fee", "verdict", "change"),
        [
            (0.01, Verdict.LET_GO, Change(kind=ChangeKind.NO_FEE, verdict=Verdict.LEAVE_BE)),
            (None, Verdict.ASK_FEE, Change(kind=ChangeKind.A_FEE, verdict=Verdict.LET_GO)),
            (0, Verdict.LEAVE_BE, Change(kind=ChangeKind.A_FEE, verdict=Verdict.LET_GO)),
        ],
    )
    def test_by_the_fee(self, fee, verdict, change):
        answer = decision(membership(fee=fee))
        assert (answer.verdict, answer.change) == (verdict, change)
        assert (answer.best, answer.gain, answer.loss, answer.kept_in) == (None, 0, 0, 0)

    def test_a_use_that_would_be_worth_it_is_named_first(self):
        """Full use would add 1.75 points: too few to say "use more", enough to keep it."""
        reading = benefit("b", skills={"skill": 1}, interactivity="passive")
        answer = decision(membership(reading))
        assert answer.verdict == Verdict.LET_GO
        assert answer.change == Change(kind=ChangeKind.FULL_USE, benefit="b", verdict=Verdict.KEEP)

    def test_without_goals_only_the_fee_speaks(self):
        assert decision(membership(benefit("b", use=1)), goals=()).verdict == Verdict.LET_GO


class TestFindOut:
    def test_where_the_answer_would_change_the_verdict(self):
        """A newsletter that counts as unused: in full use 1.75 points, so it would be kept."""
        reading = benefit("b", skills={"skill": 1}, interactivity="passive", use=None)
        answer = decision(membership(reading))
        assert (answer.verdict, answer.found) == (Verdict.LET_GO, Verdict.KEEP)

    def test_not_where_it_would_not(self):
        unknown = benefit("b", skills={"skill": 1}, reach=0.1, use=None)
        assert decision(membership(unknown)).found is None

    def test_not_where_all_is_known(self):
        assert decision(membership(benefit("b", use=0))).found is None

    def test_not_of_others(self):
        other = membership(benefit("b", use=None), key="other")
        assert decision(membership(), other).found is None

    def test_of_a_group_that_would_be_lost_with_it(self):
        group = membership(benefit("b", use=None), key="group", parent="m")
        answer = decision(membership(), group)
        assert (answer.verdict, answer.found) == (Verdict.USE_MORE, Verdict.KEEP)

    def test_not_where_there_is_a_reason_anyway(self):
        answer = decision(membership(benefit("b", use=None)), standing=Standing(reason=True))
        assert answer.found is None


def test_what_is_open():
    assert is_open(benefit("b"), ())
    assert not is_open(benefit("b", requires=((),)), ("writing",))


def test_nothing_to_decide():
    assert decide(problem(), {}) == {}


def test_a_problem_that_makes_no_sense_is_refused():
    with pytest.raises(ProblemError, match=r"memberships\[1\]"):
        decision(membership(), membership())


def decide_plainly(made, ended=(), reasons=()):
    return decide(
        made,
        {
            each.key: Standing(ended=each.key in ended, reason=each.key in reasons)
            for each in made.memberships
        },
    )


@given(strategies.problems())
def test_it_agrees_with_the_evaluation(made):
    evaluation = evaluate(made)
    for key, answer in decide_plainly(made).items():
        result = evaluation.memberships[key]
        assert answer.loss == pytest.approx(result.loss_if_dropped)
        if answer.best is not None:
            gains = {
                benefit.key: benefit.gain_if_used
                for each in evaluation.memberships.values()
                for benefit in each.benefits.values()
            }
            assert answer.gain == pytest.approx(gains[answer.best])


@given(strategies.problems_with_a_benefit())
def test_the_change_that_is_named_alters_the_verdict_as_it_says(given_problem):
    made, _, _ = given_problem
    places = {
        benefit.key: (row, column)
        for row, each in enumerate(made.memberships)
        for column, benefit in enumerate(each.benefits)
    }

    def make(change, row):
        match change.kind:
            case ChangeKind.FULL_USE:
                return with_benefit(made, *places[change.benefit], use=1)
            case ChangeKind.NO_BENEFIT:
                owner, column = places[change.benefit]
                benefits = made.memberships[owner].benefits
                left = benefits[:column] + benefits[column + 1 :]
                return with_membership(made, owner, benefits=left)
            case ChangeKind.NO_FEE:
                return with_membership(made, row, fee=0)
            case _:
                return with_membership(made, row, fee=5)

    for row, (key, answer) in enumerate(decide_plainly(made).items()):
        if answer.change is None:
            assert answer.verdict in {Verdict.KEEP, Verdict.USE_MORE}
            continue
        changed = make(answer.change, row)
        assert answer.change.verdict != answer.verdict
        assert decide_plainly(changed)[key].verdict == (answer.change.verdict)


@given(strategies.problems(least=1))
def test_what_would_be_found_is_what_full_use_of_the_unknown_gives(made):
    first = made.memberships[0]
    below, grown = {first.key}, True
    while grown:
        more = {each.key for each in made.memberships if each.parent in below} - below
        below, grown = below | more, bool(more)
    found = replace(
        made,
        memberships=tuple(
            replace(
                each,
                benefits=tuple(
                    replace(benefit, use=1) if benefit.use is None else benefit
                    for benefit in each.benefits
                ),
            )
            if each.key in below
            else each
            for each in made.memberships
        ),
    )
    answer = decide_plainly(made)[first.key]
    assert decide_plainly(found)[first.key].verdict == (answer.found or answer.verdict)


@given(strategies.problems(least=1), st.randoms(use_true_random=False))
def test_the_order_of_everything_says_nothing(made, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        made,
        goals=shuffled(made.goals),
        memberships=tuple(
            replace(each, benefits=shuffled(each.benefits)) for each in shuffled(made.memberships)
        ),
    )
    one, two = decide_plainly(made), decide_plainly(other)
    for key, answer in one.items():
        assert (two[key].verdict, two[key].found) == (answer.verdict, answer.found)
        assert two[key].kept_in == pytest.approx(answer.kept_in)


@given(strategies.problems(least=1))
def test_a_reason_rules_and_an_end_rules_over_it(made):
    key = made.memberships[0].key
    assert decide_plainly(made, reasons=[key])[key].verdict == Verdict.REASON
    assert decide_plainly(made, reasons=[key], ended=[key])[key].verdict == Verdict.ENDED
