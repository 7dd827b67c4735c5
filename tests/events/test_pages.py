"""Events as people see them: the list, the month, what one is, and one's own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.choices import BenefitMode, Interactivity
from catalogue.services import refresh_search_text
from events.choices import EventStatus
from events.models import Event, Price
from events.pages.listing import read_key, write_key
from tests.factories import (
    EventFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnEventFactory,
    PlaceFactory,
    ProfileFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("events:list")


@pytest.fixture
def librarian(client):
    user = UserFactory()
    ProfileFactory(user=user, zone="Europe/London")
    client.force_login(user)
    return user


def soon(days=3, **changes):
    """An event of everybody's in so many days, for two hours."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    return EventFactory(starts_at=start, ends_at=start + timedelta(hours=2), **changes)


def titles(client, **asked):
    page = client.get(LIST, asked).context["page"]
    return [row.title for day in page.days for row in day.rows]


class TestTheList:
    def test_what_is_to_come_in_its_order(self, client, librarian):
        soon(9, title="Later")
        soon(2, title="Soon")
        soon(-3, title="Over")
        soon(1, title="Cancelled, and shown", status=EventStatus.CANCELLED)
        OwnEventFactory(title="Somebody's own", starts_at=timezone.now(), ends_at=timezone.now())
        assert titles(client) == ["Cancelled, and shown", "Soon", "Later"]

    def test_what_still_goes_on_stands_first(self, client, librarian):
        start = timezone.now() - timedelta(days=2)
        EventFactory(title="Conference", starts_at=start, ends_at=start + timedelta(days=4))
        soon(1, title="Meeting")
        page = client.get(LIST).context["page"]
        assert page.days[0].heading == "Going on since earlier days"
        assert titles(client) == ["Conference", "Meeting"]

    def test_words(self, client, librarian):
        soon(title="Café of readers")
        soon(title="Other")
        assert titles(client, q="cafe READERS") == ["Café of readers"]

    def test_from_what_i_belong_to(self, client, librarian):
        held = MembershipFactory(user=librarian)
        ended = MembershipFactory(user=librarian, state="ended")
        soon(1, title="Held", organisation=held.organisation)
        soon(2, title="Ended", organisation=ended.organisation)
        soon(3, title="Other")
        OwnEventFactory(
            title="Mine", owner=librarian, starts_at=timezone.now(), ends_at=timezone.now()
        )
        assert titles(client, mine="on", since="1/1/2020") == ["Mine", "Held"]

    def test_for_a_goal_by_its_skills_and_those_in_its_areas(self, client, librarian):
        area = SkillFactory()
        wanted, below = SkillFactory(), SkillFactory(parent=area)
        goal = GoalFactory(user=librarian, for_skills=[wanted, area])
        soon(1, title="Wanted").skills.add(wanted, below)
        soon(2, title="Below").skills.add(below)
        soon(3, title="Other").skills.add(SkillFactory())
        assert titles(client, goal=goal.uuid) == ["Wanted", "Below"]

    def test_another_persons_goal_is_no_answer(self, client, librarian):
        page = client.get(LIST, {"goal": GoalFactory(for_skills=[SkillFactory()]).uuid})
        assert page.context["filter"].form.errors.keys() == {"goal"}

    def test_online_and_truly_interactive(self, client, librarian):
        for mode in BenefitMode.values:
            for way in ("", *Interactivity.values):
                there = {"place": None} if mode == BenefitMode.ONLINE else {}
                soon(title=f"{mode} {way}", mode=mode, interactivity=way, **there)
        assert titles(client, live="on") == ["online interactive", "hybrid interactive"]

    def test_free_for_somebody(self, client, librarian):
        Price.objects.create(event=soon(title="Free"), grade="All", amount=0, currency="GBP")
        Price.objects.create(event=soon(title="Paid"), grade="All", amount=5, currency="GBP")
        soon(title="Not known")
        assert titles(client, free="on") == ["Free"]

    def test_days_are_those_of_the_person(self, client, librarian):
        """Midnight in London in summer is 23:00 UTC."""
        late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # 23:30 on the first
        EventFactory(title="First", starts_at=late, ends_at=late)
        EventFactory(
            title="Second", starts_at=late + timedelta(hours=1), ends_at=late + timedelta(hours=2)
        )
        assert titles(client, since="1/7/2026", until="1/7/2026") == ["First"]
        assert titles(client, since="2/7/2026", until="2/7/2026") == ["Second"]

    def test_what_is_over_newest_first(self, client, librarian):
        soon(-9, title="Older")
        soon(-3, title="Newer")
        soon(3, title="To come")
        past = client.get(LIST).context["page"].past
        page = client.get(past).context["page"]
        assert [row.title for day in page.days for row in day.rows] == ["Newer", "Older"]

    def test_of_one_organisation(self, client, librarian):
        body = soon(title="Theirs").organisation
        soon(title="Other")
        assert titles(client, organisation=body.uuid) == ["Theirs"]
        assert body.label in client.get(LIST, {"organisation": body.uuid}).content.decode()

    @pytest.mark.parametrize("past", [False, True])
    def test_page_after_page_shows_each_once(self, client, librarian, past):
        """Many begin at the same moment, and one page ends among them."""
        start = timezone.now() + timedelta(days=-5 if past else 5)
        made = [
            EventFactory(
                title=f"{n}",
                starts_at=start + timedelta(hours=n // 20),
                ends_at=start + timedelta(hours=6),
            ).title
            for n in range(60)
        ]
        url, seen = (client.get(LIST).context["page"].past if past else LIST), []
        while url:
            page = client.get(url).context["page"]
            seen += [row.title for day in page.days for row in day.rows]
            url = page.later
        assert seen == (made[::-1] if past else made)

    @pytest.mark.parametrize(
        "key",
        [
            "",
            "x",
            "20260101T000000.000000-",
            "20269901T000000.000000-1",
            "20260101T000000.000000-" + "9" * 30,
        ],
    )
    def test_a_key_that_says_nothing_is_the_beginning(self, client, librarian, key):
        soon(title="First")
        assert titles(client, after=key) == ["First"]

    def test_a_key_is_read_back(self):
        event = EventFactory()
        assert read_key(write_key(event)) == (event.starts_at, event.pk)

    def test_an_empty_list_says_what_to_do(self, client, librarian):
        assert "Add your own" in client.get(LIST).context["page"].empty
        assert "Ask for less" in client.get(LIST, {"q": "nothing"}).context["page"].empty

    def test_with_htmx_only_what_was_found(self, client, librarian):
        response = client.get(LIST, {"q": "word"}, headers={"HX-Request": "true"})
        assert response["HX-Replace-Url"] == f"{LIST}?q=word"
        assert "<html" not in response.content.decode()

    def test_as_many_queries_for_three_as_for_one(
        self, client, librarian, django_assert_num_queries
    ):
        soon()
        with django_assert_num_queries(9):
            client.get(LIST)
        soon(4)
        soon(5)
        with django_assert_num_queries(9):
            client.get(LIST)


class TestTheMonth:
    def month(self, client, asked):
        return client.get(reverse("events:month"), asked).context["page"]

    def cells(self, page):
        return {
            day.words: [cell.title for cell in day.cells]
            for week in page.weeks
            for day in week
            if day.cells
        }

    def test_each_day_has_what_goes_on(self, client, librarian):
        start = datetime(2026, 3, 30, 9, tzinfo=UTC)
        EventFactory(title="Conference", starts_at=start, ends_at=start + timedelta(days=2))
        EventFactory(
            title="Talk", starts_at=start + timedelta(hours=9), ends_at=start + timedelta(hours=10)
        )
        midnight = datetime(2026, 3, 10, tzinfo=UTC)
        EventFactory(
            title="All day", all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=1)
        )
        assert self.cells(self.month(client, {"month": "2026-03"})) == {
            "Tuesday 10 March": ["All day"],
            "Monday 30 March": ["Conference", "Talk"],
            "Tuesday 31 March": ["Conference"],
            "Wednesday 1 April": ["Conference"],
        }

    def test_many_on_a_day_are_counted(self, client, librarian):
        for number in range(6):
            EventFactory(title=str(number))
        page = self.month(client, {"month": "2026-03"})
        [day] = [day for week in page.weeks for day in week if day.cells]
        assert ([cell.title for cell in day.cells], day.more) == (list("0123"), "and 2 more")
        found = client.get(day.url).context["page"]
        assert [row.title for each in found.days for row in each.rows] == list("012345")

    def test_filters_stay_from_month_to_month(self, client, librarian):
        EventFactory(title="Reading")
        EventFactory(title="Other")
        page = self.month(client, {"month": "2026-03", "q": "reading"})
        assert self.cells(page) == {"Tuesday 10 March": ["Reading"]}
        assert "q=reading" in page.after
        assert client.get(page.after).context["page"].heading == "April 2026"
        assert client.get(page.before).context["page"].heading == "February 2026"

    @pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12"])
    def test_nonsense_is_this_month(self, client, librarian, month):
        assert self.month(client, {"month": month}).heading == f"{timezone.localdate():%B %Y}"

    @pytest.mark.parametrize(
        ("month", "before", "after"), [("1850-02", True, True), ("2200-11", True, True)]
    )
    def test_the_ends_of_the_calendar(self, client, librarian, month, before, after):
        page = self.month(client, {"month": month})
        assert (bool(page.before), bool(page.after)) == (before, after)

    def test_as_many_queries_for_three_as_for_one(
        self, client, librarian, django_assert_num_queries
    ):
        EventFactory()
        with django_assert_num_queries(8):
            self.month(client, {"month": "2026-03"})
        EventFactory.create_batch(2)
        with django_assert_num_queries(8):
            self.month(client, {"month": "2026-03"})


class TestAnEvent:
    def page(self, client, event):
        return client.get(reverse("events:event", args=[event.uuid])).context["page"]

    def test_all_that_is_known(self, client, librarian):
        skill = SkillFactory(name="Advocacy")
        goal = GoalFactory(user=librarian, text="Speak up", for_skills=[skill])
        event = EventFactory(
            title="Evening",
            place=PlaceFactory(name="Swindon"),
            address="Central Library",
            capacity=1,
        )
        event.skills.add(skill)
        Price.objects.create(event=event, grade="Members", amount=0, currency="GBP")
        Price.objects.create(event=event, grade="Others", amount=5, currency="GBP")
        page = self.page(client, event)
        assert page.when == "Tuesday 10 March 2026, 18:30 to 20:30"
        assert page.facts == (
            ("Where", "Swindon"),
            ("Address", "Central Library"),
            ("Way of taking part", "Face to face"),
            ("Skills", "Advocacy"),
            ("Room for", "1 person"),
        )
        assert page.prices == (("Members", "free"), ("Others", "5.00 GBP"))
        assert [link.label for link in page.serves] == [goal.text]
        assert page.organiser.label == event.organisation.label
        assert page.source == "Entered by the curators."

    def test_other_clocks_are_said(self, client, librarian):
        event = EventFactory(zone="America/New_York")
        assert self.page(client, event).there == (
            "Tuesday 10 March 2026, 14:30 to 16:30 in the zone America/New York"
        )

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            ("confirmed", ""),
            ("cancelled", "It has been cancelled."),
            ("tentative", "It is not certain yet that it takes place."),
        ],
    )
    def test_whether_it_takes_place(self, client, librarian, status, words):
        assert self.page(client, EventFactory(status=status)).standing == words


class TestOnesOwn:
    def sent(self, **changes):
        plain = {
            "title": "Reading group", "starts_on": "12 May 2026", "starts_time": "6.30pm",
            "ends_time": "20:00", "zone": "Europe/London", "mode": "face_to_face",
            "status": "confirmed",
        }  # fmt: skip
        return {**plain, **changes}

    def errors(self, client, **changes):
        response = client.post(reverse("events:add"), self.sent(**changes))
        return response.context["form"].errors

    def test_it_is_added(self, client, librarian):
        body, town, skill = (
            OrganisationFactory(),
            PlaceFactory(name="Wroughton", search_name="wroughton, gb"),
            SkillFactory(parent=SkillFactory()),
        )
        refresh_search_text(organisations=[body])
        sent = self.sent(
            organisation=body.name, place="Wroughton", skills=[skill.pk],
            prices="Members: free\nOthers 12.50 EUR\n", capacity="30",
        )  # fmt: skip
        response = client.post(reverse("events:add"), sent)
        [event] = Event.objects.all()
        assert response["Location"] == reverse("events:event", args=[event.uuid])
        assert (event.owner, event.organisation, event.place) == (librarian, body, town)
        assert event.starts_at == datetime(2026, 5, 12, 17, 30, tzinfo=UTC)
        assert event.ends_at == datetime(2026, 5, 12, 19, tzinfo=UTC)
        assert list(event.skills.all()) == [skill]
        assert sorted(str(price) for price in event.prices.all()) == [
            "Members: 0.00 GBP",
            "Others: 12.50 EUR",
        ]

    def test_from_the_page_of_an_organisation(self, client, librarian):
        body = OrganisationFactory()
        form = client.get(reverse("events:add"), {"organisation": body.uuid}).context["form"]
        assert form["organisation"].value() == body.pk

    def test_several_whole_days(self, client, librarian):
        client.post(
            reverse("events:add"),
            self.sent(all_day="on", starts_time="", ends_time="", ends_on="14 May 2026"),
        )
        [event] = Event.objects.all()
        assert event.starts_at == datetime(2026, 5, 11, 23, tzinfo=UTC)
        assert event.ends_at == datetime(2026, 5, 14, 23, tzinfo=UTC)
        form = client.get(reverse("events:edit", args=[event.uuid])).context["form"]
        assert (str(form["starts_on"].value()), str(form["ends_on"].value())) == (
            "2026-05-12",
            "2026-05-14",
        )

    def test_past_midnight_with_its_last_day(self, client, librarian):
        client.post(reverse("events:add"), self.sent(ends_time="0:30", ends_on="13 May 2026"))
        assert Event.objects.get().ends_at == datetime(2026, 5, 12, 23, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"title": ""}, "title", "This field is required."),
            ({"starts_time": ""}, "starts_time", "Give a time, or say that it is all day."),
            ({"starts_time": "late"}, "starts_time", "No time of day."),
            ({"ends_time": "17:00"}, "ends_time", "It would end before it begins."),
            ({"ends_on": "1 May 2026"}, "ends_on", "The last day must not be before the first."),
            (
                {"starts_on": "29 March 2026", "starts_time": "1:30"},
                "starts_time",
                "On 29 March 2026 the clocks there are put forward and never show 01:30.",
            ),
            ({"prices": "a lot"}, "prices", "“a lot” is no price."),
            ({"prices": "All: 1\nAll: 2"}, "prices", "“All” is there twice."),
            ({"organisation": "Nobody knows"}, "organisation", "Nothing in the catalogue"),
            ({"mode": "online", "address": "Hall"}, "address", "What takes place online only"),
            ({"latitude": "51.5"}, "__all__", "A point needs a latitude and a longitude."),
            ({"online_address": "ftp://example.org"}, "online_address", "Enter a valid URL."),
        ],
    )
    def test_what_is_wrong_is_said(self, client, librarian, changes, field, words):
        errors = self.errors(client, **changes)
        assert list(errors) == [field]
        assert errors[field][0].startswith(words)
        assert not Event.objects.exists()

    def test_of_an_hour_that_comes_twice_it_is_the_first(self, client, librarian):
        client.post(
            reverse("events:add"),
            self.sent(starts_on="25 October 2026", starts_time="1:30", ends_time="3:00"),
        )
        assert Event.objects.get().starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    def test_it_is_changed(self, client, librarian):
        event = OwnEventFactory(owner=librarian)
        url = reverse("events:edit", args=[event.uuid])
        form = client.get(url).context["form"]
        assert (form["starts_time"].value(), form["ends_time"].value()) == ("18:30", "20:30")
        sent = self.sent(title="Other title", version=form["version"].value())
        client.post(url, sent)
        event.refresh_from_db()
        assert event.title == "Other title"

    def test_two_tabs_are_noticed(self, client, librarian):
        event = OwnEventFactory(owner=librarian)
        url = reverse("events:edit", args=[event.uuid])
        version = client.get(url).context["form"]["version"].value()
        client.post(url, self.sent(title="First tab", version=version))
        second = client.post(url, self.sent(title="Second tab", version=version))
        assert "title" in second.context["form"].errors
        event.refresh_from_db()
        assert event.title == "First tab"

    def test_removed_and_put_back(self, client, librarian):
        event = OwnEventFactory(owner=librarian)
        page = client.post(reverse("events:remove", args=[event.uuid]), follow=True)
        undo = page.context["undo"]
        assert client.get(reverse("events:event", args=[event.uuid])).status_code == 404
        client.post(undo.action)
        assert client.get(reverse("events:event", args=[event.uuid])).status_code == 200

    def test_everybodys_is_nobodys_to_change(self, client, librarian):
        event = EventFactory()
        assert client.get(reverse("events:event", args=[event.uuid])).status_code == 200
        for name in ("edit", "remove", "restore"):
            assert client.post(reverse(f"events:{name}", args=[event.uuid])).status_code == 404
