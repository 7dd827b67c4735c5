"""Where the guide leads to: the few questions, and the evaluation, which say where one was."""

import pytest
from django.urls import reverse

from memberships.choices import Use
from people.choices import Step
from people.guide import STEPS, finish_step, skip_steps
from tests.factories import (
    BenefitFactory,
    GoalFactory,
    MembershipFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OVERVIEW, QUESTIONS = reverse("evaluation:overview"), reverse("evaluation:questions")


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def benefit_of(user):
    skill = SkillFactory()
    GoalFactory(user=user, for_skills=[skill])
    membership = MembershipFactory(user=user)
    return BenefitFactory(organisation=membership.organisation, strengths={skill: 3})


def test_an_empty_page_offers_the_guide(client, user):
    page = client.get(OVERVIEW)
    assert f'href="{reverse("account_guide")}">Four steps, in about ten minutes</a>' in page.text


def test_a_full_page_offers_it_to_nobody_who_never_began(client, user):
    benefit_of(user)
    page = client.get(OVERVIEW)
    assert "ten minutes" not in page.text
    assert "Go on:" not in page.text


def test_the_evaluation_says_where_one_was_until_it_is_over(client, user):
    benefit_of(user)
    finish_step(user=user, step=Step.WHERE)
    page = client.get(OVERVIEW)
    assert f'href="{reverse("goals:guide")}">Go on: step 2 of 4</a>' in page.text
    skip_steps(user=user, steps=STEPS)
    assert "Go on:" not in client.get(OVERVIEW).text


def test_skipping_the_last_step_is_taken_back_on_the_evaluation(client, user):
    response = client.post(reverse("account_skip_step"), {"step": "active"}, follow=True)
    assert response.redirect_chain[0][0] == f"{reverse('home')}?undo=1"
    assert "“How active are you?” has been skipped." in response.text


def test_the_questions_are_the_end_of_the_guide_for_whoever_comes_from_there(client, user):
    benefit = benefit_of(user)
    assert "stepper" not in client.get(QUESTIONS).text
    page = client.get(QUESTIONS, {"guide": "1"})
    assert "Step 4 of 4" in page.text
    address = f"{reverse('evaluation:answer', args=[benefit.uuid])}?guide=1"
    assert f'action="{address}"' in page.text
    version = page.context["rows"][0][1]["version"].value()
    response = client.post(address, {"use": Use.OFTEN, "version": version})
    assert response.url == f"{QUESTIONS}?guide=1&undo=1"
    assert "saved: Often." in client.get(response.url).text


def test_a_wrong_answer_stays_in_the_guide(client, user):
    benefit = benefit_of(user)
    address = f"{reverse('evaluation:answer', args=[benefit.uuid])}?guide=1"
    assert client.post(address, {"use": "9"}).url == f"{QUESTIONS}?guide=1"
