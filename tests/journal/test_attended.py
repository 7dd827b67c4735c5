"""What somebody went to becomes an entry: filled in, asked for until it is there, once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from events.models import Attendance, Event, KnownJourney
from journal.attended import minutes_of, taking_part
from journal.entries import remove_entry, restore_entry
from journal.models import Draft, Entry
from people.editing import VERSION
from tests.factories import (
    AttendanceFactory,
    BenefitKindFactory,
    DraftFactory,
    EntryFactory,
    EventFactory,
    GoalFactory,
    KnownJourneyFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnEventFactory,
    SkillFactory,
)
from tests.people.filling import fields_of

pytestmark = pytest.mark.django_db
NEW = reverse("journal:new")
LIST = reverse("journal:list")
GUILD = {"organisation__name": "Guild", "organisation__search_text": "guild"}
GUILDS = {f"event__{name}": text for name, text in GUILD.items()}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def event(starts, ends, **more):
    return EventFactory(starts_at=at(starts), ends_at=at(ends), **more)


def went(user, **more):
    return AttendanceFactory(user=user, state="went", **more)


def begin(client, attendance):
    return client.get(NEW, {"attendance": attendance.uuid}, follow=True)


def save(client, page, **typed):
    fields = fields_of(page) | {"no_step_because": "Enough."}
    if isinstance(fields.get("organisation"), int):  # it stands there by its name
        fields["organisation"] = Organisation.objects.get(pk=fields["organisation"]).name
    fields |= typed
    return client.post(page.redirect_chain[-1][0].split("?")[0], fields, follow=True)


def asked_for(client):
    return [line.title for line in client.get(LIST).context["unwritten"].lines]


# In March London has the time of UTC, in July it is an hour ahead.
LASTED = {
    "an evening": (("2026-03-10T18:30", "2026-03-10T20:30"), ("10", "10"), 120),
    "on its own clocks": (("2026-07-09T23:30", "2026-07-10T01:00"), ("10", "10"), 90),
    "past midnight": (("2026-03-10T22:00", "2026-03-11T01:00"), ("10", "10"), 180),
    "the night that the clocks go on": (
        ("2026-03-28T23:00", "2026-03-29T02:30"),
        ("28", "28"),
        210,
    ),
    "three days from nine to five": (("2026-03-10T09:00", "2026-03-12T17:00"), ("10", "12"), 1440),
    "from one noon to the next": (("2026-03-10T14:00", "2026-03-11T12:00"), ("10", "11"), None),
    "no time at all": (("2026-03-10T14:00", "2026-03-10T14:00"), ("10", "10"), None),
}


@pytest.mark.parametrize("name", LASTED)
def test_its_days_and_how_long_it_took(name):
    times, days, minutes = LASTED[name]
    one = event(*times)
    assert tuple(f"{day:%d}" for day in one.days) == days
    assert minutes_of(one) == minutes


def test_a_whole_day_is_six_hours():
    one = event("2026-03-10T00:00", "2026-03-11T00:00", all_day=True)
    two = event("2026-03-10T00:00", "2026-03-12T00:00", all_day=True)
    assert (one.days[1], minutes_of(one)) == (date(2026, 3, 10), 360)
    assert (two.days[1], minutes_of(two)) == (date(2026, 3, 11), 720)


@pytest.mark.parametrize(
    ("interactivity", "minutes"), [("", 0), ("passive", 0), ("responsive", 45), ("interactive", 90)]
)
def test_in_how_much_of_it_one_took_part(interactivity, minutes):
    assert taking_part(EventFactory(interactivity=interactivity), 90) == minutes


def test_the_form_is_filled_in(client, owner):
    membership, skill = MembershipFactory(user=owner), SkillFactory(parent=SkillFactory())
    serves = GoalFactory(user=owner, for_skills=[skill])
    GoalFactory(user=owner, for_skills=[SkillFactory()])
    GoalFactory(user=owner, for_skills=[skill], archived_at="2026-01-01T00:00Z")
    conference = event(
        "2026-03-10T09:00", "2026-03-11T17:00", title="Libraries and plans",
        kind=BenefitKindFactory(key="conference"), interactivity="responsive",
        organisation=membership.organisation,
    )  # fmt: skip
    conference.skills.add(skill)
    page = begin(client, went(owner, event=conference))
    fields = fields_of(page)
    assert (fields["title"], fields["type"]) == ("Libraries and plans", "conference")
    assert (fields["on"], fields["until"]) == (date(2026, 3, 10), date(2026, 3, 11))
    assert (fields["minutes"], fields["participatory_minutes"]) == ("16:00", "8:00")
    assert (fields["membership"], fields.get("organisation")) == (membership.pk, None)
    assert not Entry.objects.exists()
    save(client, page)
    entry = Entry.objects.get()
    assert (entry.event, entry.membership) == (conference, membership)
    assert list(entry.goals.all()) == [serves]
    assert list(entry.skills.all()) == [skill]
    shown = client.get(reverse("journal:entry", args=[entry.uuid])).context["page"]
    address = reverse("events:event", args=[conference.uuid])
    assert shown.event == ("Libraries and plans", address)


def test_ones_own_membership_comes_before_the_employers(client, owner):
    body = OrganisationFactory()
    MembershipFactory(user=owner, organisation=body, kind="profile")
    MembershipFactory(user=owner, organisation=body, kind="employer")
    own = MembershipFactory(user=owner, organisation=body)
    page = begin(client, went(owner, event__organisation=body))
    assert fields_of(page)["membership"] == own.pk


def test_who_does_not_belong_to_it_went_through_the_organisation(client, owner):
    body = OrganisationFactory(name="Guild", search_text="guild")
    MembershipFactory(user=owner, organisation=body, state="intended")
    page = begin(client, went(owner, event__organisation=body))
    save(client, page, type="meeting")
    entry = Entry.objects.get()
    assert (entry.membership, entry.organisation) == (None, body)


def test_an_own_event_of_nobody(client, owner):
    page = begin(client, went(owner, event=OwnEventFactory(owner=owner, title="At the stacks")))
    save(client, page, type="visit")
    assert Entry.objects.get().organisation is None


def test_somebody_elses_is_not_found(client, owner):
    assert begin(client, AttendanceFactory(state="went")).status_code == 404
    assert client.get(NEW, {"attendance": "1"}).status_code == 404


def test_an_event_that_one_said_nothing_of_is_not_taken(client, owner):
    page = client.get(NEW, follow=True)
    foreign = OwnEventFactory()
    response = save(client, page, title="A", type="visit", on="1/3/2026", event=foreign.pk)
    assert "event" in response.context["form"].errors
    assert not Entry.objects.exists()


def test_it_is_asked_for_until_it_is_written(client, owner):
    attendance = went(owner, event__title="An evening", **GUILDS)
    AttendanceFactory(user=owner)
    AttendanceFactory(state="went")
    removed = went(owner, event=OwnEventFactory(owner=owner, removed_at="2026-03-11T00:00Z"))
    assert begin(client, removed).status_code == 404
    assert asked_for(client) == ["An evening"]
    save(client, begin(client, attendance), type="meeting")
    assert asked_for(client) == []
    entry = Entry.objects.get(user=owner)
    assert begin(client, attendance).redirect_chain == [
        (reverse("journal:entry", args=[entry.uuid]), 302)
    ]


def test_what_is_begun_is_gone_on_with_and_not_asked_for_twice(client, owner):
    attendance = went(owner, **GUILDS)
    page = begin(client, attendance)
    uuid = page.context["form"].instance.uuid
    fields = fields_of(page) | {VERSION: "", "draft-version": "", "title": "Half"}
    client.post(reverse("journal:draft", args=[uuid]), fields, headers={"HX-Request": "true"})
    assert Draft.objects.get(user=owner).fields["event"] == [str(attendance.event.pk)]
    assert asked_for(client) == []
    again = begin(client, attendance)
    assert again.redirect_chain == [(reverse("journal:write", args=[uuid]), 302)]
    assert fields_of(again)["title"] == "Half"
    save(client, again, type="meeting", organisation="Guild")
    assert Entry.objects.get(user=owner).event == attendance.event


def test_a_draft_with_anything_in_it_does_no_harm(client, owner):
    went(owner, event__title="An evening")
    DraftFactory(user=owner, fields={"event": ["'; --"]})
    DraftFactory(user=owner, fields={"event": []})
    assert asked_for(client) == ["An evening"]


def test_a_removed_entry_lets_it_be_asked_for_again(client, owner):
    attendance = went(owner, event__title="An evening", **GUILDS)
    first = EntryFactory(user=owner, event=attendance.event)
    remove_entry(entry=first)
    assert asked_for(client) == ["An evening"]
    save(client, begin(client, attendance), type="meeting", keep_both="yes")
    restore_entry(entry=first)
    first.refresh_from_db()
    assert (first.removed_at, first.event) == (None, None)
    other = Entry.objects.of(owner).get(event=attendance.event)
    remove_entry(entry=other)
    restore_entry(entry=other)
    other.refresh_from_db()
    assert other.event == attendance.event


def test_there_may_be_nothing_to_write(client, owner):
    attendance = went(owner, event__title="An evening")
    page = client.post(reverse("journal:nothing_to_write", args=[attendance.uuid]), follow=True)
    assert page.context["unwritten"].lines == ()
    undo = page.context["undo"]
    assert undo.text == "Nothing to write about “An evening”."
    client.post(undo.action)
    assert asked_for(client) == ["An evening"]


def test_five_are_shown_and_the_others_counted(client, owner):
    for number in range(8):
        starts = at(f"2026-03-{number + 1:02}T18:00")
        went(owner, event__title=f"Evening {number}", event__starts_at=starts)
    unwritten = client.get(LIST).context["unwritten"]
    assert [line.title[-1] for line in unwritten.lines] == ["7", "6", "5", "4", "3"]
    assert unwritten.lines[0].facts.startswith("8 March 2026 · ")
    assert unwritten.more == "3 earlier events come when these are done."


def test_sensitive_is_what_its_organiser_is_also_without_the_name(client, owner):
    union = MembershipFactory(user=owner, sensitive=True)
    page = begin(client, went(owner, event__organisation=union.organisation))
    save(client, page, type="meeting", membership="", organisation="")
    entry = Entry.objects.get()
    assert (entry.membership, entry.organisation, entry.sensitive) == (None, None, True)
    shown = client.get(reverse("journal:entry", args=[entry.uuid])).context["page"]
    assert shown.inherited.startswith(f"Sensitive, as {union.organisation.label} is")


def test_the_journals_query_count(client, owner, django_assert_max_num_queries):
    counts = []
    for count in (1, 3):
        for _ in range(count):
            went(owner)
        with django_assert_max_num_queries(20) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_account_goes_with_all_that_it_said_of_events(owner):
    own = OwnEventFactory(owner=owner)
    EntryFactory(user=owner, event=own)
    went(owner, event=own)
    everybodys = went(owner).event
    KnownJourneyFactory(user=owner)
    owner.delete()
    assert not Attendance.objects.exists()
    assert not KnownJourney.objects.exists()
    assert not Entry.objects.exists()
    assert list(Event.objects.all()) == [everybodys]
