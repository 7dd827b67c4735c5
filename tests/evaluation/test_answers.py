"""Answers where one sees what follows: in the row, for a whole membership, by question."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from evaluation.questions import load_questions
from memberships.models import BenefitRating
from memberships.services import set_use
from people.editing import version_of
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    BenefitUseFactory,
    GoalFactory,
    MembershipFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def skill():
    return SkillFactory(name="Advocacy")


@pytest.fixture
def owner(client, skill):
    user = UserFactory()
    GoalFactory(user=user, for_skills=[skill])
    client.force_login(user)
    return user


@pytest.fixture
def membership(owner):
    return MembershipFactory(user=owner)


@pytest.fixture
def benefit(membership, skill):
    return BenefitFactory(
        organisation=membership.organisation, title="Campaign", strengths={skill: 3}
    )


def address(name, membership, *benefits):
    return reverse(f"evaluation:{name}", args=[membership.uuid, *(b.uuid for b in benefits)])


def row_of(membership, benefit):
    return f"{address('membership', membership)}#benefit-{benefit.uuid}"


def use_of(user, benefit):
    return user.benefit_uses.values_list("use", flat=True).get(benefit=benefit)


def test_an_answer_in_its_row_leads_back_to_it(client, owner, membership, benefit):
    response = client.post(address("use", membership, benefit), {"use": "3", "version": ""})
    assert response.status_code == 302
    assert response["Location"] == row_of(membership, benefit)
    assert f'id="benefit-{benefit.uuid}"' in client.get(response["Location"]).content.decode()
    assert use_of(owner, benefit) == 3


def test_with_htmx_the_new_numbers_come_at_once(client, owner, membership, benefit):
    """Used fully it is worth 0.25 of the only goal: 25 points, alone and all together."""
    answer = client.post(address("use", membership, benefit), {"use": "3"}, headers=HTMX)
    page = answer.content.decode()
    assert "<html" not in page
    assert "scores 25.0 of 100 for you" in page
    assert "“Campaign” saved." in page


def test_not_knowing_is_an_answer_too(client, owner, membership, benefit):
    row = set_use(user=owner, benefit=benefit, use=3)
    client.post(address("use", membership, benefit), {"use": "", "version": version_of(row)})
    assert use_of(owner, benefit) is None


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_tabs_that_answer_one_thing_are_noticed(client, owner, membership, benefit, headers):
    before = version_of(set_use(user=owner, benefit=benefit, use=0))
    saved = set_use(user=owner, benefit=benefit, use=2)
    data = {"use": "3", "version": before}
    page = client.post(address("use", membership, benefit), data, headers=headers).content.decode()
    assert use_of(owner, benefit) == 2
    assert "Saved meanwhile: Often" in page
    assert '<option value="3" selected>' in page
    client.post(address("use", membership, benefit), {"use": "3", "version": version_of(saved)})
    assert use_of(owner, benefit) == 3


@pytest.mark.parametrize("answer", ["4", "-1", "many", "1" * 400])
def test_nonsense_changes_nothing(client, owner, membership, benefit, answer):
    page = client.post(address("use", membership, benefit), {"use": answer})
    assert page.status_code == 200
    assert not owner.benefit_uses.exists()


def test_one_answer_for_a_whole_membership(client, owner, membership, skill):
    kind = BenefitKindFactory(key="committee_role")
    benefit = BenefitFactory(organisation=membership.organisation, kind=kind)
    data = {"activity": "serving", "version": version_of(membership)}
    client.post(address("activity", membership), data)
    assert use_of(owner, benefit) == 3
    page = client.get(address("membership", membership)).content.decode()
    assert 'value="serving"' in page


def test_all_that_is_said_of_a_benefit(client, owner, membership, benefit):
    data = {
        "use": "1",
        "included": "true",
        "own_reach": "40",
        "outcome": "Met Ada",
        "stars": "4",
        "version": "",
    }
    for _ in range(2):
        client.post(address("benefit", membership, benefit), data)
        row = owner.benefit_uses.get()
        data["version"] = version_of(row)
    assert (row.use, row.included, row.own_reach, row.outcome) == (
        1, True, Decimal("0.40"), "Met Ada",
    )  # fmt: skip
    assert list(BenefitRating.objects.values_list("stars", flat=True)) == [4]
    client.post(address("benefit", membership, benefit), data | {"stars": "2"})
    page = client.get(address("benefit", membership, benefit)).content.decode()
    assert list(BenefitRating.objects.values_list("stars", flat=True)) == [4, 2]
    assert 'value="40"' in page


def more_of(client, membership, benefit, **answers):
    """What the form below the row sends, with other answers put in."""
    page = client.get(address("more", membership, benefit), headers=HTMX)
    form = page.context["form"]
    return {field.html_name: field.value() or "" for field in form} | answers


def test_below_the_row_stands_all_but_the_use(client, owner, membership, benefit):
    """An answer saves it with its row's new numbers, and closes what stood open below that row."""
    set_use(user=owner, benefit=benefit, use=3)
    other = BenefitFactory(organisation=membership.organisation)
    data = more_of(client, membership, benefit, own_reach="40", outcome="Met Ada", stars="4")
    assert "use" not in data
    answer = client.post(address("more", membership, benefit), data, headers=HTMX)
    row = owner.benefit_uses.get()
    assert (row.use, row.own_reach, row.outcome) == (3, Decimal("0.40"), "Met Ada")
    page = answer.content.decode()
    assert "“Campaign” saved." in page
    assert "scores 10.0 of 100 for you" in page  # 0.25 of the goal, within reach 0.4 of the time
    assert preserved(page) == {str(other.uuid)}
    again = client.get(address("more", membership, benefit), headers=HTMX).content.decode()
    assert "<html" not in again
    assert "Met Ada" in again
    assert f"{date_format(owner.benefit_ratings.get().on, 'j F Y')}: 4" in again


def preserved(page):
    """The benefits below whose rows htmx leaves everything as it is."""
    return set(re.findall(r'<details id="more-([0-9a-f-]+)"[^>]* data-hx-preserve>', page))


def test_without_htmx_it_leads_back_to_the_row(client, owner, membership, benefit):
    data = more_of(client, membership, benefit, included="false")
    response = client.post(address("more", membership, benefit), data)
    assert response["Location"] == row_of(membership, benefit)
    assert owner.benefit_uses.get().included is False
    assert f'id="benefit-{benefit.uuid}"' in client.get(response["Location"]).content.decode()


def test_a_use_answered_meanwhile_disturbs_nothing_below_the_row(
    client, owner, membership, benefit
):
    data = more_of(client, membership, benefit, outcome="Met Ada")
    answer = client.post(address("use", membership, benefit), {"use": "2"}, headers=HTMX)
    assert preserved(answer.content.decode()) == {str(benefit.uuid)}
    client.post(address("more", membership, benefit), data, headers=HTMX)
    row = owner.benefit_uses.get()
    assert (row.use, row.outcome) == (2, "Met Ada")


def test_two_tabs_below_one_row_are_noticed(client, owner, membership, benefit):
    mine = more_of(client, membership, benefit, outcome="Mine")
    other = more_of(client, membership, benefit, outcome="Another’s")
    client.post(address("more", membership, benefit), other, headers=HTMX)
    answer = client.post(address("more", membership, benefit), mine, headers=HTMX)
    assert answer["HX-Retarget"] == f"#more-{benefit.uuid} > div"
    assert answer["HX-Reswap"] == "innerHTML"
    assert "Saved meanwhile: Another’s" in answer.content.decode()
    assert owner.benefit_uses.get().outcome == "Another’s"


@pytest.mark.parametrize("reach", ["101", "-1", "far", "55.5", "sNaN", "1e9999999", "9" * 400])
def test_a_reach_that_is_none_is_refused_beside_the_field(client, membership, benefit, reach):
    page = client.post(address("benefit", membership, benefit), {"own_reach": reach})
    assert "invalid-feedback" in page.content.decode()
    assert not membership.user.benefit_uses.exists()


def test_a_conflict_is_said_in_per_cent_too(client, owner, membership, benefit):
    BenefitUseFactory(user=owner, benefit=benefit, own_reach=Decimal("0.55"))
    page = client.post(address("benefit", membership, benefit), {"own_reach": "20"})
    assert "Saved meanwhile: 55" in page.content.decode()


def test_what_is_not_in_my_grade_stays_within_reach_of_a_click(client, membership, benefit):
    client.post(address("benefit", membership, benefit), {"included": "false"})
    page = client.get(address("membership", membership)).content.decode()
    assert "Not included in your grade:" in page
    assert address("benefit", membership, benefit) in page


def test_nobody_else_gets_there(client, owner, membership, benefit):
    foreign = BenefitFactory()
    assert client.get(address("benefit", membership, foreign)).status_code == 404
    assert client.post(address("use", membership, foreign), {"use": "3"}).status_code == 404
    client.force_login(UserFactory())
    for name, args in [
        *((name, [benefit]) for name in ("use", "benefit", "more")),
        ("activity", []),
    ]:
        assert client.post(address(name, membership, *args), {"use": "3"}).status_code == 404
    client.logout()
    for name, args in [
        *((name, [benefit]) for name in ("use", "benefit", "more")),
        ("activity", []),
    ]:
        assert client.post(address(name, membership, *args), {"use": "3"}).status_code == 302
    assert not owner.benefit_uses.exists()


@pytest.mark.parametrize("name", ["use", "activity"])
def test_looking_writes_nothing(client, membership, benefit, name):
    args = [benefit] if name == "use" else []
    assert client.get(address(name, membership, *args)).status_code == 405


def test_at_most_ten_questions_the_most_telling_first(owner, membership, skill):
    """Of twelve unknown uses the strong ones are asked first; known, idle ones are not asked."""
    for strength in (1,) * 6 + (3,) * 6:
        BenefitFactory(organisation=membership.organisation, strengths={skill: strength})
    known = BenefitFactory(organisation=membership.organisation, strengths={skill: 3})
    BenefitUseFactory(user=owner, benefit=known, use=0)
    BenefitFactory(organisation=membership.organisation)
    page = load_questions(user=owner, on=TODAY)
    assert [question.gain for question in page.questions] == (
        ["up to 25.0 points"] * 6 + ["up to 5.0 points"] * 4
    )
    assert page.sentence.startswith("There are 12 benefits")
    assert [label for _, label in page.answers] == ["Not at all", "Now and then", "Often"]


def test_what_is_missing_before_there_are_questions_is_offered(client, owner, membership):
    """With a goal and a membership nothing is; without, each is asked for."""
    questions = reverse("evaluation:questions")
    page = client.get(questions).context["page"]
    assert (page.missing, page.sentence) == (
        (),
        "There is nothing to ask: no answer would move your score.",
    )
    client.force_login(UserFactory())
    page = client.get(questions)
    assert "Questions come up once you have goals" in page.content.decode()
    assert [action.label for action in page.context["page"].missing] == [
        "Add a goal",
        "Add a membership",
    ]


def answer_of(benefit):
    return reverse("evaluation:answer", args=[benefit.uuid])


def test_a_question_answered_is_asked_no_more_and_can_be_taken_back(client, owner, benefit):
    questions = reverse("evaluation:questions")
    assert "Campaign" in client.get(questions).content.decode()
    page = client.post(answer_of(benefit), {"use": "2", "version": ""}, follow=True)
    assert use_of(owner, benefit) == 2
    assert "There is nothing to ask" in page.content.decode()
    undo = page.context["undo"]
    assert undo.text == "“Campaign” saved: Often."
    client.post(undo.action, dict(undo.fields))
    assert use_of(owner, benefit) is None


@pytest.mark.parametrize("data", [{}, {"use": "9"}, {"use": "many"}])
def test_no_answer_changes_nothing(client, owner, benefit, data):
    page = client.post(answer_of(benefit), data, follow=True).content.decode()
    assert "Nothing was changed." in page
    assert not owner.benefit_uses.exists()


def test_an_answer_given_meanwhile_stays(client, owner, benefit):
    set_use(user=owner, benefit=benefit, use=3)
    data = {"use": "0", "version": ""}
    page = client.post(answer_of(benefit), data, follow=True).content.decode()
    assert "“Campaign” has an answer by now, which stays: Fully." in page
    assert use_of(owner, benefit) == 3


def test_only_questions_about_my_own_are_answered(client, owner):
    assert client.post(answer_of(BenefitFactory()), {"use": "2"}).status_code == 404


def test_one_answer_for_a_whole_membership_can_be_taken_back(client, owner, membership):
    kind = BenefitKindFactory(key="committee_role")
    benefit = BenefitFactory(organisation=membership.organisation, kind=kind)
    for activity in ("serving", "reading"):
        membership.refresh_from_db()
        data = {"activity": activity, "version": version_of(membership)}
        page = client.post(address("activity", membership), data, follow=True)
    assert use_of(owner, benefit) == 0
    undo = page.context["undo"]
    page = client.post(undo.action, dict(undo.fields), follow=True)
    assert use_of(owner, benefit) == 3
    membership.refresh_from_db()
    client.post(
        address("activity", membership), {"activity": "", "version": version_of(membership)}
    )
    assert use_of(owner, benefit) is None


def test_the_questions_take_a_constant_number_of_queries(
    client, owner, skill, django_assert_num_queries
):
    for count in (1, 2):
        for _ in range(count):
            membership = MembershipFactory(user=owner)
            BenefitFactory(organisation=membership.organisation, strengths={skill: 3})
        with django_assert_num_queries(19):
            client.get(reverse("evaluation:questions"))
