"""What an entry changed: asked, answered, kept, taken back, and read by the evaluation."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluation.facts import gather_facts
from evaluation.stamps import evaluation_stamp
from goals.services import remove_experience
from journal.answers import (
    answer_ability,
    answer_experience,
    answer_use,
    propose_experience,
    propose_uses,
    take_back_use,
)
from journal.entries import remove_entry, restore_entry, save_entry
from journal.models import Entry, ExperienceAnswer, UseAnswer
from journal.pages.answers import load_answers
from memberships.services import set_use
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    BenefitUseFactory,
    EntryFactory,
    ExperienceKindFactory,
    GoalFactory,
    MembershipFactory,
    UnfinishedEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def held(owner):
    return MembershipFactory(user=owner)


@pytest.fixture
def reading(held):
    """What is read there: twelve hours a year, used fully."""
    return BenefitFactory(
        organisation=held.organisation,
        kind=BenefitKindFactory(key="publication", hours=12),
        title="Journal",
    )


@pytest.fixture
def speaking():
    return ExperienceKindFactory(key="speaking", label="Spoken in public")


def written(**fields):
    """A complete entry as the database has it."""
    return Entry.objects.get(pk=EntryFactory(**fields).pk)


def unfinished(**fields):
    return Entry.objects.get(pk=UnfinishedEntryFactory(**fields).pk)


def read(held, **fields):
    """An entry of nine hours' reading through a membership."""
    values = {"type": "reading", "on": "2026-03-01", "minutes": 540} | fields
    return written(user=held.user, membership=held, organisation=held.organisation, **values)


def proposed(entry, on=TODAY):
    return [
        (each.benefit.title, each.minutes, each.before, each.use)
        for each in propose_uses(entry=entry, on=on)
    ]


def use_of(benefit):
    return benefit.uses.values_list("use", flat=True).first()


def stamp(user):
    return evaluation_stamp(user=user, on=TODAY)


def url(name, entry, *rest):
    return reverse(f"journal:{name}", args=[entry.uuid, *rest])


# The use of a benefit -----------------------------------------------------------------------


def test_what_the_journal_shows_is_more_than_is_on_record(held, reading):
    entry = read(held)
    assert proposed(entry) == [("Journal", 540, None, 2)]
    set_use(user=held.user, benefit=reading, use=1)
    assert proposed(entry) == [("Journal", 540, 1, 2)]
    (question,) = load_answers(entry=entry, on=TODAY).uses
    assert question.shows == (
        "In the last twelve months your journal shows 9 h of about 12 hours. "
        "On record: now and then."
    )
    assert question.question == "Set “Journal” to “Often”?"
    assert (question.yes, question.others) == (
        (2, "Yes, “Often”"),
        ((0, "Not at all"), (3, "Fully")),
    )


def test_its_own_hours_count_before_those_of_its_kind(held, reading):
    reading.hours = Decimal(18)
    reading.save()
    assert proposed(read(held)) == [("Journal", 540, None, 1)]


@pytest.mark.parametrize("use", [2, 3])
def test_as_much_or_more_on_record_asks_nothing(held, reading, use):
    set_use(user=held.user, benefit=reading, use=use)
    assert proposed(read(held)) == []


def test_the_time_of_a_year_through_it_counts_together(held, reading):
    entry = read(held, minutes=60)
    read(held, minutes=60, on="2025-06-02")  # the first day of the twelve months
    read(held, minutes=60, on="2025-06-01")  # the day before
    read(held, minutes=60, on="2026-06-02")  # tomorrow
    read(held, minutes=60, type="webinar")
    read(held, minutes=60, removed_at="2026-04-01T00:00:00Z")
    unfinished(
        user=held.user, membership=held, organisation=held.organisation, minutes=60, on="2026-03-01"
    )
    read(MembershipFactory(user=held.user), minutes=60)
    read(MembershipFactory(organisation=held.organisation), minutes=60)  # somebody else's
    assert proposed(entry) == [("Journal", 120, None, 1)]


def test_of_several_that_fit_all_are_offered(held, reading):
    BenefitFactory(organisation=held.organisation, kind=reading.kind, title="Magazine")
    section = load_answers(entry=read(held), on=TODAY)
    assert ([each.title for each in section.uses], section.several) == (
        ["Journal", "Magazine"],
        True,
    )


def test_what_does_not_fit_is_not_asked(held, reading):
    BenefitFactory(organisation=held.organisation, kind=BenefitKindFactory(key="course"))
    BenefitFactory(organisation=held.organisation, kind=reading.kind, retired_on="2026-01-01")
    not_mine = BenefitFactory(organisation=held.organisation, kind=reading.kind, title="Premium")
    BenefitUseFactory(user=held.user, benefit=not_mine, included=False)
    assert [title for title, *_rest in proposed(read(held))] == ["Journal"]
    assert proposed(read(held, type="at_work")) == []
    assert proposed(read(held, on="2025-06-01")) == []
    assert proposed(read(held, on="2026-06-02")) == []
    assert proposed(written(user=held.user)) == []


@pytest.mark.parametrize("state", ["intended", "ended", "removed"])
def test_what_is_not_held_is_not_asked_about(held, reading, state):
    held.state = state
    held.save()
    assert proposed(read(held)) == []


def test_an_unfinished_entry_asks_nothing_yet(held, reading):
    entry = unfinished(
        user=held.user,
        membership=held,
        organisation=held.organisation,
        for_goals=[GoalFactory(user=held.user)],
        on="2026-03-01",
    )
    section = load_answers(entry=entry, on=TODAY)
    assert (section.abilities, section.uses) == ((), ())
    assert section.note == "Once it is finished, you are asked here what it changed."


def test_yes_sets_the_use_and_the_evaluation_follows(client, held, reading):
    entry, before = read(held), stamp(held.user)
    response = client.post(url("answer_use", entry, reading.uuid), {"answer": "2"})
    assert response["Location"] == url("entry", entry) + "#answers"
    assert (use_of(reading), proposed(entry)) == (2, [])
    assert stamp(held.user) != before
    page = client.get(url("entry", entry)).content.decode()
    assert "“Journal” was set from not known to often." in page


def test_no_is_kept_and_changes_nothing(client, held, reading):
    entry, before = read(held), stamp(held.user)
    client.post(url("answer_use", entry, reading.uuid), {"answer": "no"})
    assert (use_of(reading), proposed(entry), stamp(held.user)) == (None, [], before)
    assert proposed(read(held, minutes=1)) == [("Journal", 541, None, 2)]  # another entry asks


@pytest.mark.parametrize("answer", ["", "4", "-1", "often", "²"])
def test_what_is_no_answer_is_refused(client, held, reading, answer):
    entry = read(held)
    response = client.post(url("answer_use", entry, reading.uuid), {"answer": answer})
    assert (response.status_code, UseAnswer.objects.count()) == (400, 0)


def test_an_answer_sent_twice_counts_once(client, held, reading):
    entry = read(held)
    for answer in ("1", "3"):
        page = client.post(url("answer_use", entry, reading.uuid), {"answer": answer}, follow=True)
    assert (page.status_code, use_of(reading)) == (200, 1)


def test_undo_puts_the_use_back_as_it_was(client, held, reading):
    BenefitUseFactory(user=held.user, benefit=reading, use=1, from_activity=True, outcome="A tip")
    entry = read(held)
    client.post(url("answer_use", entry, reading.uuid), {"answer": "2"})
    assert reading.uses.get().from_activity is False
    page = client.post(url("take_back_use", entry, reading.uuid), follow=True)
    assert "Taken back: “Journal” is as it was." in page.content.decode()
    row = reading.uses.get()
    assert (row.use, row.from_activity, row.outcome) == (1, True, "A tip")
    assert proposed(entry) == [("Journal", 540, 1, 2)]


def test_undo_leaves_what_was_changed_since(client, held, reading):
    entry = read(held)
    client.post(url("answer_use", entry, reading.uuid), {"answer": "2"})
    set_use(user=held.user, benefit=reading, use=0)
    page = client.post(url("take_back_use", entry, reading.uuid), follow=True)
    assert "was changed since, and stays so" in page.content.decode()
    assert (use_of(reading), UseAnswer.objects.count()) == (0, 0)


def test_undo_of_a_no_touches_no_use(held, reading):
    set_use(user=held.user, benefit=reading, use=1)
    answer = answer_use(entry=read(held), benefit=reading, use=None)
    set_use(user=held.user, benefit=reading, use=3)
    assert take_back_use(answer=answer) is True
    assert use_of(reading) == 3


def test_what_its_organisation_does_not_offer_is_not_found(client, held, reading):
    entry, other = read(held), BenefitFactory()
    assert client.post(url("answer_use", entry, other.uuid), {"answer": "2"}).status_code == 404


# Experience ---------------------------------------------------------------------------------


def test_yes_puts_it_on_record_with_where_it_is_from(client, owner, speaking):
    entry = written(user=owner, type="speaking", title="A talk", on="2026-03-01")
    before = stamp(owner)
    client.post(url("answer_experience", entry, "speaking"), {"answer": "yes"})
    experience = owner.experiences.get()
    assert (experience.kind, experience.source, experience.on) == (
        speaking,
        "A talk",
        date(2026, 3, 1),
    )
    facts = gather_facts(user=owner, on=TODAY, leave_out_sensitive=False)
    assert facts.problem.experience == ("speaking",)
    assert stamp(owner) != before
    assert propose_experience(entry=entry) is None


def test_no_puts_nothing_on_record_and_is_kept(client, owner, speaking):
    entry = written(user=owner, type="speaking")
    client.post(url("answer_experience", entry, "speaking"), {"answer": "no"})
    assert not owner.experiences.exists()
    assert propose_experience(entry=entry) is None
    client.post(url("take_back_experience", entry, "speaking"))
    assert propose_experience(entry=entry) == speaking


@pytest.mark.parametrize(
    ("kind", "said", "status"),
    [("speaking", "perhaps", 400), ("member", "yes", 404), ("nothing", "yes", 404)],
)
def test_only_what_its_type_is_can_be_put_on_record(client, owner, speaking, kind, said, status):
    ExperienceKindFactory(key="member")
    entry = written(user=owner, type="speaking")
    response = client.post(url("answer_experience", entry, kind), {"answer": said})
    assert (response.status_code, ExperienceAnswer.objects.count()) == (status, 0)


def test_it_goes_with_the_entry_and_comes_back_with_it(owner, speaking):
    entry = written(user=owner, type="speaking")
    answer_experience(entry=entry, kind=speaking, yes=True)
    stamps = [stamp(owner)]
    remove_entry(entry=entry)
    assert not owner.experiences.filter(removed_at=None).exists()
    stamps.append(stamp(owner))
    restore_entry(entry=entry)
    assert owner.experiences.filter(removed_at=None).count() == 1
    stamps.append(stamp(owner))
    assert len(set(stamps)) == 3


def test_what_was_taken_off_by_hand_does_not_come_back_with_the_entry(owner, speaking):
    entry = written(user=owner, type="speaking")
    answer_experience(entry=entry, kind=speaking, yes=True)
    remove_experience(experience=owner.experiences.get())
    remove_entry(entry=entry)
    restore_entry(entry=entry)
    assert not owner.experiences.filter(removed_at=None).exists()
    (said,) = load_answers(entry=entry, on=TODAY).answered
    assert said.text == "Put on record, and taken off it since: Spoken in public."


def test_undo_takes_the_experience_with_it(client, owner, speaking):
    entry = written(user=owner, type="speaking")
    answer_experience(entry=entry, kind=speaking, yes=True)
    client.post(url("take_back_experience", entry, "speaking"))
    assert not owner.experiences.exists()


# Ability ------------------------------------------------------------------------------------


def test_ability_is_said_of_the_day_of_the_entry(client, owner):
    goal = GoalFactory(user=owner, text="Be heard")
    goal.ability_ratings.create(on="2026-01-01", now=1, wanted=3)
    entry = written(user=owner, on="2026-03-01", for_goals=[goal])
    (question,) = load_answers(entry=entry, on=TODAY).abilities
    assert question.said == "On 1 January 2026 you said: Beginning, with help."
    assert (question.form["now"].value(), question.form["wanted"].value()) == (None, 3)
    prefix = question.form.prefix
    client.post(question.url, {f"{prefix}-now": "2", f"{prefix}-wanted": "3"})
    rating = goal.ability_ratings.last()
    assert (rating.on, rating.now, rating.wanted) == (date(2026, 3, 1), 2, 3)
    assert rating.because_of.entry == entry
    section = load_answers(entry=entry, on=TODAY)
    assert (section.abilities, section.answered[0].text) == (
        (),
        "“Be heard”: Managing most of it alone.",
    )


def test_the_same_as_before_is_an_answer_too(owner):
    goal = GoalFactory(user=owner)
    goal.ability_ratings.create(on="2026-01-01", now=1, wanted=3)
    entry = written(user=owner, for_goals=[goal])
    answer_ability(entry=entry, goal=goal, now=1, wanted=3)
    assert goal.ability_ratings.count() == 2
    with pytest.raises(ValidationError, match="already"):
        answer_ability(entry=entry, goal=goal, now=2, wanted=3)


def test_half_an_answer_is_asked_again_with_what_was_chosen(client, owner):
    goal = GoalFactory(user=owner)
    entry = written(user=owner, for_goals=[goal])
    address = url("answer_ability", entry, goal.uuid)
    sent = {f"ability-{goal.uuid}-now": "2"}
    page = client.post(address, sent).content.decode()
    assert "Please put this right" in page
    assert '<option value="2" selected>' in page
    part = client.post(address, sent, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("{#") is False
    assert '<section id="answers">' in part
    assert '<option value="2" selected>' in part
    assert not goal.ability_ratings.exists()


def test_a_slip_is_no_history(client, owner):
    goal = GoalFactory(user=owner)
    entry = written(user=owner, for_goals=[goal])
    answer_ability(entry=entry, goal=goal, now=4, wanted=4)
    client.post(url("take_back_ability", entry, goal.uuid))
    assert not goal.ability_ratings.exists()
    assert len(load_answers(entry=entry, on=TODAY).abilities) == 1


def test_what_was_said_of_a_goal_can_be_taken_back_though_the_entry_is_not_for_it_now(
    client, owner
):
    goal = GoalFactory(user=owner, text="Be heard")
    entry = written(user=owner, for_goals=[goal])
    answer_ability(entry=entry, goal=goal, now=2, wanted=3)
    save_entry(entry=entry, goals=[], skills=[])
    section = load_answers(entry=entry, on=TODAY)
    (said,) = section.answered
    assert (section.abilities, said.text) == ((), "“Be heard”: Managing most of it alone.")
    client.post(said.undo_url)
    assert not goal.ability_ratings.exists()


def test_a_goal_that_the_entry_is_not_for_is_not_asked_about(client, owner):
    entry, goal = written(user=owner), GoalFactory(user=owner)
    assert client.post(url("answer_ability", entry, goal.uuid)).status_code == 404


@pytest.mark.parametrize("kind", ["take_back_ability", "take_back_use", "take_back_experience"])
def test_what_is_taken_back_twice_is_no_error(client, owner, speaking, kind):
    entry, goal, benefit = written(user=owner), GoalFactory(user=owner), BenefitFactory()
    of = {"take_back_ability": goal.uuid, "take_back_use": benefit.uuid}.get(kind, "speaking")
    page = client.post(url(kind, entry, of), follow=True)
    assert "has been taken back already" in page.content.decode()


# The section --------------------------------------------------------------------------------


def test_with_nothing_to_ask_it_says_so(owner):
    section = load_answers(entry=written(user=owner), on=TODAY)
    assert section.note.startswith("Nothing is asked here")


def test_htmx_swaps_the_section_and_says_what_was_done(client, owner, speaking):
    entry = written(user=owner, type="speaking", on=timezone.localdate())
    answer = client.post(
        url("answer_experience", entry, "speaking"),
        {"answer": "yes"},
        headers={"HX-Request": "true"},
    )
    assert answer.context["said"] == "On record: Spoken in public."
    assert answer.context["answers"].experience is None


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_as_for_one(owner, speaking, count, django_assert_num_queries):
    held = MembershipFactory(user=owner)
    kind = BenefitKindFactory(key="speaking_opportunity", hours=10)
    today = timezone.localdate()
    goals = [GoalFactory(user=owner) for _number in range(2 * count)]
    entry = read(held, type="speaking", on=today, for_goals=goals)
    for goal in goals[:count]:
        answer_ability(entry=entry, goal=goal, now=2, wanted=3)
    benefits = [BenefitFactory(organisation=held.organisation, kind=kind) for _ in range(2 * count)]
    for benefit in benefits[:count]:
        answer_use(entry=entry, benefit=benefit, use=1)
    with django_assert_num_queries(10):
        # held, time, uses, benefits; experience; goals, newest ratings; answers of three kinds
        section = load_answers(entry=entry, on=today + timedelta(days=1))
    assert (len(section.abilities), len(section.uses), len(section.answered)) == (
        count,
        count,
        2 * count,
    )
