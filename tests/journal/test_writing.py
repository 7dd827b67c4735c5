"""An entry is written, left, gone on with and saved; nothing that was typed is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models import Draft, Entry, Preference, Step
from journal.steps import finish_step
from people.editing import VERSION
from tests.factories import (
    DraftFactory,
    EntryFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    SkillFactory,
    StepFactory,
    UserFactory,
)
from tests.people.filling import fields_of

pytestmark = pytest.mark.django_db
TALK = {"title": "A talk", "type": "webinar", "on": "1/3/2026", "minutes": "1:30"}
ENOUGH = {"no_step_because": "Enough."}
HTMX = {"HX-Request": "true"}


def url(name, entry):
    return reverse(f"journal:{name}", args=[getattr(entry, "uuid", entry)])


def open_form(client, entry):
    response = client.get(url("write", entry))
    assert response.status_code == 200
    return response


def save(client, entry, **typed):
    """Open the form, type, save; the page reached, or the form again."""
    fields = fields_of(open_form(client, entry)) | typed
    return client.post(url("write", entry), fields, follow=True)


def keep(client, entry, typed, seen="", **headers):
    fields = {VERSION: "", "draft-version": seen} | typed
    return client.post(url("draft", entry), fields, headers=headers or HTMX)


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


@pytest.fixture
def entry(owner):
    return EntryFactory(user=owner, title="A talk", on="2026-03-01", type="webinar")


def test_a_new_one_writes_nothing_before_it_is_saved(client, owner):
    response = client.get(reverse("journal:new"), follow=True)
    assert response.status_code == 200
    assert not Entry.objects.exists()
    assert not Draft.objects.exists()


def test_a_short_form_and_a_step_make_a_complete_entry(client, owner):
    membership, goal = MembershipFactory(user=owner), GoalFactory(user=owner)
    step = {"step_cue": "Monday", "step_action": "Ask", "step_due": "8/3/2026"}
    more = {"membership": membership.pk, "goals": [goal.pk]}
    response = save(client, uuid4(), **TALK, **step, **more)
    entry = Entry.objects.get(user=owner)
    assert response.redirect_chain == [(url("entry", entry), 302)]
    assert (entry.title, entry.minutes, entry.on) == ("A talk", 90, date(2026, 3, 1))
    assert entry.completed_at is not None
    next_step = Step.objects.get(came_from=entry)
    assert (next_step.cue, next_step.action, next_step.due) == ("Monday", "Ask", date(2026, 3, 8))
    assert (next_step.membership, next_step.goal) == (membership, goal)


def test_an_unfinished_one_is_saved_too_and_says_what_is_missing(client, owner):
    response = save(client, uuid4(), **TALK | {"minutes": ""})
    assert Entry.objects.get().completed_at is None
    assert (
        "“A talk” is saved. To be finished: how long it took; a next step, or why there is none."
        in response.content.decode()
    )


WRONG = {
    "title": ({"title": ""}, "This field is required."),
    "type": ({"type": ""}, "This field is required."),
    "on": ({"on": "soon"}, "Enter a valid date."),
    "minutes": ({"minutes": "long"}, "No length of time. Write it like 1.5, 1:30 or 90 min."),
    "__all__": (
        {"participatory_minutes": "2"},
        "The time taking part is more than the whole time.",
    ),
    "step_action": ({"step_cue": "Monday"}, "Say what you will do."),
    "step_due": ({"step_action": "Ask"}, "Give the day by which you will do it."),
    "no_step_because": (
        {"step_action": "Ask", "step_due": "8/3/2026", "no_step_because": "Enough."},
        "There is a next step above. Which of the two is it?",
    ),
    "organisation": (
        {"organisation": "Nowhere guild"},
        "Nothing in the catalogue has that name. Try fewer words of it.",
    ),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(client, owner, field):
    typed, message = WRONG[field]
    response = save(client, uuid4(), **TALK | {"what": "It *rained*."} | typed)
    assert errors(response) == {field: [message]}
    assert "It *rained*." in response.content.decode()
    assert not Entry.objects.exists()
    assert not Step.objects.exists()


def test_an_organisation_that_one_does_not_belong_to(client, owner):
    guild = OrganisationFactory(name="Guild of Bookbinders", search_text="guild of bookbinders")
    save(client, uuid4(), **TALK, organisation="guild of BOOKBINDERS")
    assert Entry.objects.get().organisation == guild


def test_a_membership_and_another_organisation_are_one_too_many(client, owner):
    OrganisationFactory(name="Guild", search_text="guild")
    membership = MembershipFactory(user=owner)
    response = save(client, uuid4(), **TALK, membership=membership.pk, organisation="guild")
    assert errors(response) == {
        "organisation": ["You chose a membership as well. Through which of the two was it?"]
    }


def test_only_ones_own_can_be_chosen_held_ones_first(client, owner):
    ended = MembershipFactory(
        user=owner, state="ended", organisation__name="A", ended_on="2026-01-01"
    )
    held = MembershipFactory(user=owner, organisation__name="B")
    MembershipFactory(user=owner, state="removed")
    MembershipFactory()
    GoalFactory()
    form = open_form(client, uuid4()).context["form"]
    assert [(str(value), label) for value, label in form.fields["membership"].choices] == [
        ("", "none"),
        (str(held.pk), "B (personal)"),
        (str(ended.pk), "A (personal, ended)"),
    ]
    assert list(form.fields["goals"].queryset) == []


def test_skills_by_area_with_how_many_are_ticked(client, owner, entry):
    one, two = SkillFactory(name="One"), SkillFactory(name="Two")
    ticked, _other = SkillFactory(name="a", parent=one), SkillFactory(name="b", parent=one)
    SkillFactory(name="c", parent=two)
    entry.skills.set([ticked])
    areas = open_form(client, entry).context["form"].skill_areas()
    assert [(area, len(boxes), count) for area, boxes, count in areas] == [
        ("One", 2, 1),
        ("Two", 1, 0),
    ]


def test_sensitivity_is_inherited_and_the_page_says_so(client, owner):
    union = MembershipFactory(user=owner, sensitive=True, organisation__name="Union")
    entry = EntryFactory(user=owner, membership=union, sensitive=True)
    assert "Sensitive, as Union is" in open_form(client, entry).content.decode()
    save(client, entry, sensitive=False)
    entry.refresh_from_db()
    assert entry.sensitive
    assert "Sensitive, as Union is" in client.get(url("entry", entry)).content.decode()


def test_two_tabs_are_noticed_and_saving_again_is_a_choice(client, owner, entry):
    stale = fields_of(open_form(client, entry)) | {"title": "Mine"}
    save(client, entry, title="Saved meanwhile")
    response = client.post(url("write", entry), stale)
    assert errors(response)["title"] == ["Saved meanwhile: Saved meanwhile"]
    client.post(url("write", entry), fields_of(response))
    entry.refresh_from_db()
    assert entry.title == "Mine"


def test_a_step_that_was_changed_elsewhere_is_noticed_too(client, owner):
    step = StepFactory(user=owner, action="Ask")
    entry = EntryFactory(user=owner, next_step=step, no_step_because="")
    stale = fields_of(open_form(client, entry))
    step.action = "Ask twice"
    step.save()
    response = client.post(url("write", entry), stale)
    assert errors(response)["step_action"] == ["Saved meanwhile: Ask twice"]


def test_a_step_that_is_there_is_changed_not_doubled(client, owner):
    step = StepFactory(user=owner)
    entry = EntryFactory(user=owner, next_step=step, no_step_because="")
    save(client, entry, step_action="Ask twice")
    assert [step.action for step in Step.objects.all()] == ["Ask twice"]
    response = save(client, entry, step_action="")
    assert errors(response) == {
        "step_action": ["Change the step, or drop it in your queue and say why."]
    }


def test_a_closed_step_stays_as_it_is(client, owner):
    step = StepFactory(user=owner, action="Ask")
    entry = EntryFactory(user=owner, next_step=step, no_step_because="")
    finish_step(step=step, on=date(2026, 3, 9))
    page = open_form(client, entry)
    assert "Ask – done on 9 March 2026." in page.content.decode()
    assert save(client, entry, title="Other").redirect_chain
    entry.refresh_from_db()
    assert (entry.title, entry.next_step) == ("Other", step)


def test_duplicates_are_said_once_and_kept_on_wish(client, owner, entry):
    new = uuid4()
    response = save(client, new, **TALK, **ENOUGH)
    page = response.content.decode()
    assert "Is it there already?" in page
    assert f'<a href="{url("entry", entry)}">A talk, 1 March 2026</a>' in page
    assert Entry.objects.count() == 1
    save(client, new, **TALK, **ENOUGH, keep_both="yes")
    assert Entry.objects.count() == 2
    assert save(client, new, what="More").redirect_chain  # said once


def test_it_is_done_again_for_today(client, owner, entry):
    goal = GoalFactory(user=owner)
    entry.goals.add(goal)
    page = client.get(reverse("journal:new"), {"copy": entry.uuid}, follow=True)
    fields = fields_of(page)
    assert (fields["title"], fields["minutes"]) == ("A talk", "1:00")
    assert fields["on"] == timezone.localdate()
    assert [str(each) for each in fields["goals"]] == [str(goal.pk)]
    assert Entry.objects.count() == 1


def test_a_step_leads_to_the_next_entry(client, owner):
    membership, goal = MembershipFactory(user=owner), GoalFactory(user=owner)
    step = StepFactory(user=owner, action="Ask", membership=membership, goal=goal)
    page = client.get(reverse("journal:new"), {"after": step.uuid}, follow=True)
    fields = fields_of(page) | {"type": "reading"}
    client.post(page.redirect_chain[-1][0].partition("?")[0], fields)
    entry = Entry.objects.get()
    assert (entry.title, entry.after_step, entry.membership) == ("Ask", step, membership)
    assert list(entry.goals.all()) == [goal]


@pytest.mark.parametrize("asked", ["copy", "after"])
def test_of_somebody_elses_nothing_is_begun(client, owner, asked):
    theirs = EntryFactory() if asked == "copy" else StepFactory()
    for uuid in (theirs.uuid, "nonsense"):
        for path in (reverse("journal:new"), url("write", uuid4())):
            assert client.get(path, {asked: uuid}).status_code == 404


def test_what_is_typed_is_kept_and_offered_where_one_left(client, owner):
    new = uuid4()
    goal = GoalFactory(user=owner)
    typed = {"title": "Half a thou", "minutes": "1 h 3", "goals": [goal.pk], "what": "# So\nfar"}
    response = keep(client, new, typed).content.decode()
    draft = Draft.objects.get()
    at = timezone.localtime(draft.changed_at)
    assert f"Kept at {at:%H:%M}, not saved yet." in response
    assert f'value="{draft.changed_at.isoformat()}"' in response
    assert '<span id="words-what" data-hx-swap-oob="innerHTML">2 words</span>' in response
    assert not Entry.objects.exists()

    page = open_form(client, new)
    fields = fields_of(page)
    assert {name: fields[name] for name in typed} == typed | {"goals": [str(goal.pk)]}
    assert "Here is what you typed and have not saved." in page.content.decode()
    assert "2 words" in page.content.decode()
    assert "Half a thou" in client.get(reverse("journal:list")).content.decode()

    client.post(url("write", new), fields | TALK | ENOUGH)
    assert Entry.objects.get().what == "# So\r\nfar".replace("\r", "")
    assert not Draft.objects.exists()


def test_another_tab_overwrites_nothing_and_is_told(client, owner):
    new = uuid4()
    keep(client, new, {"title": "Here"})
    seen = Draft.objects.get().changed_at.isoformat()
    keep(client, new, {"title": "Here and on"}, seen)
    response = keep(client, new, {"title": "There"}, seen).content.decode()
    assert "This is being written in another tab as well." in response
    assert Draft.objects.get().fields["title"] == ["Here and on"]


def test_what_is_late_does_not_come_back_after_it_was_saved(client, owner):
    new = uuid4()
    save(client, new, **TALK, **ENOUGH)
    response = keep(client, new, {"title": "A ta"}).content.decode()
    assert "This was saved meanwhile, perhaps in another tab" in response
    assert not Draft.objects.exists()


def test_changes_to_an_entry_wait_beside_it(client, owner, entry):
    fields = fields_of(open_form(client, entry)) | {"title": "Better words"}
    keep(client, entry, fields)
    entry.refresh_from_db()
    assert entry.title == "A talk"
    assert (
        "You have changes to it that are not saved."
        in client.get(url("entry", entry)).content.decode()
    )
    fields = fields_of(open_form(client, entry))
    assert fields["title"] == "Better words"
    client.post(url("write", entry), fields)
    entry.refresh_from_db()
    assert entry.title == "Better words"


def test_without_a_script_a_button_keeps_it(client, owner):
    new = uuid4()
    response = keep(client, new, {"title": "Half"}, Accept="text/html")
    assert response["Location"] == url("write", new)
    assert fields_of(open_form(client, new))["title"] == "Half"
    page = keep(client, new, {"title": "From another tab"}, Accept="text/html")
    assert "This is being written in another tab as well." in page.content.decode()
    assert fields_of(page)["title"] == "From another tab"
    assert Draft.objects.get().fields["title"] == ["Half"]


def test_what_is_thrown_away_can_be_had_back(client, owner, entry):
    keep(client, entry, fields_of(open_form(client, entry)) | {"title": "Half"})
    page = client.post(url("throw_away", entry), follow=True)
    assert page.redirect_chain[0][0].startswith(url("entry", entry))
    assert not Draft.objects.exists()
    undo = page.context["undo"]
    assert undo.text == "What you had not saved has been thrown away."
    client.post(undo.action, dict(undo.fields))
    assert fields_of(open_form(client, entry))["title"] == "Half"
    assert client.post(url("throw_away", uuid4()))["Location"] == reverse("journal:list")


def test_a_session_that_ended_loses_nothing(client, owner):
    new = uuid4()
    fields = fields_of(open_form(client, new)) | {"title": "Half a thought"}
    client.logout()
    response = client.post(url("draft", new), fields, headers=HTMX)
    assert response["HX-Redirect"].startswith(reverse("account_login"))
    session = client.session
    client.force_login(owner)
    for key, value in session.items():
        if key == "unsent":
            kept = client.session
            kept[key] = value
            kept.save()
    page = client.get(reverse("account_send_again"))
    assert "Half a thought" in page.content.decode()
    unsent = page.context["unsent"]
    client.post(unsent.path, dict(unsent.fields))
    assert fields_of(open_form(client, new))["title"] == "Half a thought"


def test_reflection_can_be_switched_off_and_what_was_written_stays(client, owner, entry):
    save(client, entry, what="It rained.")
    response = client.post(reverse("journal:preference"), {VERSION: ""}, follow=True)
    assert not Preference.objects.get(user=owner).reflection
    assert response.redirect_chain == [(reverse("journal:list"), 302)]
    page = open_form(client, entry)
    assert [text.field.name for text in page.context["page"].texts] == ["description"]
    assert save(client, entry, title="Other").redirect_chain
    entry.refresh_from_db()
    assert (entry.title, entry.what) == ("Other", "It rained.")


def test_somebody_elses_draft_is_not_offered(client, owner):
    draft = DraftFactory(user=UserFactory())
    assert not fields_of(open_form(client, draft.entry)).get("title")


def test_as_many_queries_for_three_as_for_one(client, owner, entry, django_assert_max_num_queries):
    counts = []
    for count in (1, 3):
        for _ in range(count):
            MembershipFactory(user=owner)
            entry.goals.add(GoalFactory(user=owner))
            entry.skills.add(SkillFactory(parent=SkillFactory()))
        with django_assert_max_num_queries(25) as captured:
            open_form(client, entry)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_day_far_away_is_refused(client, owner):
    response = save(client, uuid4(), **TALK | {"until": "1/1/2300"})
    assert errors(response) == {"until": ["Give a day up to 31 December 2200."]}
    yesterday = date(2026, 3, 1) - timedelta(days=1)
    response = save(client, uuid4(), **TALK | {"until": yesterday})
    assert errors(response) == {"__all__": ["The last day must not be before the first."]}
