"""What becomes of what one person said twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Organisation
from curation.twice import describe_left_terms, join_memberships, join_uses, part_terms
from memberships.choices import Use
from memberships.models import BenefitUse, Membership, Term

FIRST = date(2020, 1, 1)
USES = st.one_of(st.none(), st.sampled_from(Use.values))


@st.composite
def without_overlap(draw):
    """Terms of one membership, the last of them perhaps for life."""
    lengths = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=5))
    terms, day = [], FIRST
    for pause, length in lengths:
        starts = day + timedelta(days=pause)
        day = starts + timedelta(days=length)
        terms.append(Term(starts=starts, ends=day - timedelta(days=1)))
    if terms and draw(st.booleans()):
        terms[-1].ends = None
    return terms


def days_of(term):
    """Each of its days, as far as any other term can begin."""
    last = term.ends or FIRST + timedelta(days=99)
    return {term.starts + timedelta(days=n) for n in range((last - term.starts).days + 1)}


@given(without_overlap(), without_overlap())
def test_terms_that_follow_share_no_day_and_none_is_lost(kept, gone):
    apart, overlapping = part_terms(kept, gone)
    taken = set().union(*(days_of(term) for term in kept))
    assert sorted(apart + overlapping, key=id) == sorted(gone, key=id)
    assert all(not days_of(term) & taken for term in apart)
    assert all(days_of(term) & taken for term in overlapping)


def test_a_term_that_says_the_same_is_not_told_again():
    said = {"starts": FIRST, "ends": None, "fee": 5}
    assert not list(describe_left_terms([Term(**said)], [Term(**said)]))
    [line] = describe_left_terms([Term(**said)], [Term(**said | {"fee": None})])
    told = "1 January 2020 – for life, fee not known, paid by: Me, my share 100 %"
    assert line == f"A term that overlapped: {told}"


@given(USES, USES, st.booleans(), st.booleans())
def test_the_higher_use_stays_with_whether_it_was_answered(kept, gone, by_itself, gone_by_itself):
    values = join_uses(
        BenefitUse(use=kept, from_activity=by_itself),
        BenefitUse(use=gone, from_activity=gone_by_itself),
    )
    known = [use for use in (kept, gone) if use is not None]
    assert values["use"] == max(known, default=None)
    saying = [
        each for use, each in ((kept, by_itself), (gone, gone_by_itself)) if use == values["use"]
    ]
    assert values["from_activity"] == all(saying)


def joined(kept, gone):
    organisation = Organisation(name="Guild")
    one, other = (Membership(organisation=organisation, **each) for each in (kept, gone))
    values, ending = join_memberships(one, other, left=[])
    return values, (ending.on, ending.reason) if ending else None


ENDED = {"state": "ended", "ended_on": FIRST, "ended_reason": "Dear"}
LATER = {"state": "ended", "ended_on": FIRST + timedelta(days=1), "ended_reason": "Far"}


def test_who_belongs_today_belongs_and_has_ended_once():
    for kept, gone in ((ENDED, {}), ({}, ENDED)):
        values, ending = joined(kept, gone)
        assert (values["state"], values["ended_on"], values["ended_reason"]) == ("held", None, "")
        assert ending == (FIRST, "Dear")


def test_of_two_endings_the_later_stands():
    for kept, gone in ((ENDED, LATER), (LATER, ENDED)):
        values, ending = joined(kept, gone)
        assert (values["ended_on"], values["ended_reason"]) == (LATER["ended_on"], "Far")
        assert ending == (FIRST, "Dear")


def test_what_is_intended_is_more_than_what_ended():
    assert joined(ENDED, {"state": "intended"})[0]["state"] == "intended"
    assert joined({"state": "intended"}, {})[0]["state"] == "held"


def test_a_reason_without_a_day_is_told():
    values, ending = joined({}, {"state": "ended", "ended_reason": "Dear"})
    assert ending is None
    assert values["notes"].endswith("\nWhy it had ended: Dear")


def test_what_is_the_same_is_told_once():
    said = {"notes": "Mine", "number": "1", "keep_reason": "vote"} | ENDED
    values, ending = joined(said, said)
    assert ending is None
    assert values["notes"] == (
        "Mine\n\nJoined with your membership of “Guild”, which was here twice."
    )


def test_another_reason_to_keep_it_is_told():
    values, _ending = joined({"keep_reason": "vote"}, {"keep_reason": "friendship"})
    assert values["keep_reason"] == "vote"
    assert values["notes"].endswith("\nReason to keep it: Friendship")
    assert joined({}, {"keep_reason": "friendship"})[0]["keep_reason"] == "friendship"
