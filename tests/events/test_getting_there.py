"""Whether one gets there and home again, as pages say it: the worked journeys of Swindon.

Source: `docs/design/journeys.md`, *Checks by hand*: home and work at 51.558, -1.781; works 9 to
17:30, home by 22:30, by train, 120 minutes at most. By the formula London is about 115 minutes
(86 to 144), Bristol 78 (59 to 98), Oxford 68.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.choices import BenefitMode
from engine.attending.occasions import Occasion
from engine.attending.planner import Planner
from engine.attending.routine import Routine, WorkingDay
from engine.journeys import MODES, Point, distance_km
from events.models import KnownJourney, Price
from events.nearby import box_around, farthest_km, is_reached
from events.routine import load_routine
from tests.factories import (
    EventFactory,
    KnownJourneyFactory,
    PlaceFactory,
    ProfileFactory,
    UserFactory,
)

TUESDAY = datetime(2026, 3, 10, tzinfo=UTC)
SWINDON, LONDON, BRISTOL = (51.558, -1.781), (51.5074, -0.1278), (51.4545, -2.5879)


def place(name, point):
    return PlaceFactory(name=name, latitude=point[0], longitude=point[1])


def event(point, start, end, **changes):
    """On a Tuesday in March, from and to these hours."""
    where = {"place": place("There", point)} if point else {"place": None}
    begins, ends = TUESDAY + timedelta(hours=start), TUESDAY + timedelta(hours=end)
    return EventFactory(starts_at=begins, ends_at=ends, **{**where, **changes})


@pytest.fixture
def librarian(client, db):
    """Of Swindon, signed in."""
    user = UserFactory()
    swindon = place("Swindon", SWINDON)
    profile = ProfileFactory(
        user=user, home=swindon, work=swindon, longest_journey=120, zone="Europe/London",
        lunch_from=time(12), lunch_until=time(13), eat_minutes=30,
    )  # fmt: skip
    profile.travel_modes.create(mode="train")
    for weekday in range(5):
        user.working_days.create(
            weekday=weekday, start=time(9), leave=time(17, 30), home_by=time(22, 30)
        )
    client.force_login(user)
    return user


def way(client, event):
    return client.get(reverse("events:event", args=[event.uuid])).context["way"]


class TestTheAnswer:
    def test_bristol_after_work_is_tight_and_home_in_time(self, client, librarian):
        """Leaves at 17:30, there between 18:28 and 19:07 for 19:00; back from 20:00 by 21:37.

        Of the 90 minutes until it starts 30 to eat leave 60: enough for the quick end, 58.
        """
        answer = way(client, event(BRISTOL, 19, 20))
        assert answer.badge == "Tight"
        assert answer.out == "There: on time only if the journey is quick."
        assert answer.home == "Home: in time."
        assert answer.eating == "There is time to eat before only if the journey is quick."
        assert answer.steps[0] == ("17:30", "leave work")
        assert answer.steps[-1][1] == "home (estimated)"
        assert answer.journeys == (
            "Way there: Train, about 58 to 97 min, an estimate",
            "Way home: Train, about 58 to 97 min, an estimate",
        )
        assert answer.change == (
            "It would work if you could leave work at 17:15 instead of 17:30 on Tuesday 10 March "
            "2026."
        )

    def test_london_in_the_evening_has_no_way_home(self, client, librarian):
        """Until 20:30; the slow end is 144 min, home at 21:56 at the quickest: in work time out."""
        answer = way(client, event(LONDON, 18.5, 20.5))
        assert answer.out == "There: in work time."
        assert answer.home == "Home: in time only if the journey is quick."

    def test_at_lunchtime_in_ones_own_town(self, client, librarian):
        """15 minutes each way, as estimated 11 to 19: there at 12:19, back at 13:00 from 12:40."""
        answer = way(client, event(SWINDON, 12.35, 12.65))
        assert (answer.badge, answer.home) == (
            "Fits into your lunch break",
            "Back at work in time.",
        )

    def test_online_nobody_asks(self, client, librarian):
        assert way(client, event(None, 19, 20, mode=BenefitMode.ONLINE)) is None

    def test_hybrid_is_both_side_by_side(self, client, librarian):
        answer = way(client, event(LONDON, 18.5, 20.5, mode=BenefitMode.HYBRID))
        assert answer.online == "Or take part online, from where you are."

    def test_an_unknown_place_is_never_a_yes(self, client, librarian):
        answer = way(client, event(None, 19, 20))
        assert answer.badge == "Not known whether you get there"
        assert answer.asked == "Where it takes place is not known."
        assert answer.correct_url == ""

    def test_what_has_to_be_told_first_is_asked(self, client, librarian):
        client.force_login(UserFactory())
        answer = way(client, event(BRISTOL, 19, 20))
        assert answer.asked_url == reverse("account_learning")
        assert answer.steps == ()

    def test_what_going_costs(self, client, librarian):
        """Price 10, fares 2 x 12.50; 1 h there and back each as known, 1 h of event: 3 h."""
        there = event(BRISTOL, 19, 20)
        Price.objects.create(event=there, grade="Members", amount=10, currency="GBP")
        Price.objects.create(event=there, grade="Others", amount=30, currency="GBP")
        Price.objects.create(event=there, grade="Abroad", amount=5, currency="EUR")
        for origin in ("home", "work"):
            KnownJourneyFactory(
                user=librarian, place=there.place, origin=origin, minutes=60, fare="12.50"
            )
        answer = way(client, there)
        assert answer.badge == "You get there on time, and home again"
        assert answer.costs == (
            ("Price", "10.00 GBP"),
            ("Fares, both ways", "25.00 GBP"),
            ("Together", "35.00 GBP"),
            ("Hours, both ways included", "3.0"),
        )
        assert answer.not_known == ""
        assert answer.journeys[0] == "Way there: Train, 60 min, as you know it"

    def test_what_is_not_known_of_it_is_named(self, client, librarian):
        answer = way(client, event(BRISTOL, 19, 20))
        assert answer.not_known == "Not known: the price, the fare."
        assert [name for name, _text in answer.costs] == ["Hours, both ways included"]

    def test_the_routine_takes_four_queries(self, librarian, django_assert_num_queries):
        KnownJourneyFactory.create_batch(3, user=librarian)
        with django_assert_num_queries(4):
            routine = load_routine(librarian)
        assert (routine.lunch, len(routine.known), len(routine.week)) == (
            (time(12), time(13)),
            3,
            5,
        )


class TestKnownJourneys:
    def sent(self, **changes):
        return {"origin": "work", "mode": "train", "minutes": "55", **changes}

    def test_corrected_from_the_event_the_answer_follows(self, client, librarian):
        there = event(BRISTOL, 19, 20)
        url = way(client, there).correct_url
        assert b"How long does it take to There?" in client.get(url).content
        response = client.post(url, self.sent(last_departure="21.30"))
        assert response["Location"] == f"{reverse('events:event', args=[there.uuid])}#way"
        known = KnownJourney.objects.get()
        assert (known.user, known.place, known.last_departure) == (
            librarian,
            there.place,
            time(21, 30),
        )
        assert way(client, there).out == "There: on time."

    def test_corrected_again_it_takes_the_place_of_the_first(self, client, librarian):
        url = way(client, event(BRISTOL, 19, 20)).correct_url
        client.post(url, self.sent())
        client.post(url, self.sent(minutes="50"))
        assert KnownJourney.objects.get().minutes == 50

    def test_without_a_town_there_is_nothing_to_correct(self, client, librarian):
        there = event(None, 19, 20)
        url = reverse("events:journey_to", args=[there.uuid])
        assert client.get(url).status_code == 404

    def test_what_is_wrong_is_said(self, client, librarian):
        url = way(client, event(BRISTOL, 19, 20)).correct_url
        form = client.post(url, self.sent(minutes="0", fare="-1")).context["form"]
        assert form.errors.keys() == {"minutes", "fare"}

    def test_listed_changed_removed_and_put_back(self, client, librarian):
        known = KnownJourneyFactory(
            user=librarian,
            place=PlaceFactory(name="Oxford", search_name="oxford, gb"),
            fare="7.5",
            last_departure=time(22, 5),
        )
        KnownJourneyFactory()
        url = reverse("events:journeys")
        [row] = client.get(url).context["journeys"]
        assert (row.words, row.facts) == (
            "From home to Oxford, Train",
            "60 min · 7.50 GBP one way · last departure back 22:05",
        )
        form = client.get(row.url).context["form"]
        sent = self.sent(origin="home", place="Oxford", version=form["version"].value())
        client.post(row.url, sent)
        known.refresh_from_db()
        assert (known.minutes, known.fare) == (55, None)
        undo = client.post(row.remove_url, follow=True).context["undo"]
        assert not librarian.known_journeys.exists()
        client.post(undo.action, dict(undo.fields))
        assert librarian.known_journeys.get().minutes == 55


class TestThatICanGetTo:
    def titles(self, client, **asked):
        days = client.get(reverse("events:list"), {"reached": "on", **asked}).context["page"].days
        return [row.title for day in days for row in day.rows]

    def test_only_what_one_gets_to_outside_work(self, client, librarian):
        march = {"since": "10/3/2026", "until": "10/3/2026"}
        event(SWINDON, 19, 20, title="In town")
        event(BRISTOL, 19, 20, title="Tight")
        event(BRISTOL, 10, 12, title="In work time")
        event((57.15, -2.09), 19, 20, title="Aberdeen")
        event(None, 19, 20, title="Nobody knows where")
        event(None, 9, 10, title="Online", mode=BenefitMode.ONLINE)
        event((57.15, -2.09), 19, 20, title="Hybrid far away", mode=BenefitMode.HYBRID)
        assert self.titles(client, **march) == ["Online", "In town", "Tight", "Hybrid far away"]
        month = client.get(reverse("events:month"), {"month": "2026-03", "reached": "on"})
        [day] = [day for week in month.context["page"].weeks for day in week if day.cells]
        assert [cell.title for cell in day.cells] == [
            "Online",
            "In town",
            "Tight",
            "Hybrid far away",
        ]

    def test_a_journey_that_is_known_brings_what_is_beyond_the_box(self, client, librarian):
        far = event((57.15, -2.09), 19, 19.5, title="Aberdeen")
        for origin in ("home", "work"):
            KnownJourneyFactory(user=librarian, place=far.place, origin=origin, minutes=80)
        assert self.titles(client, since="10/3/2026") == ["Aberdeen"]

    def test_a_page_ends_after_so_many_looked_at(self, client, librarian, monkeypatch):
        monkeypatch.setattr("events.pages.listing.MOST_LOOKED_AT", 3)
        start = timezone.now().replace(hour=3) + timedelta(days=7)
        there = place("Bristol", BRISTOL)
        for number in range(4):  # in the night: nobody gets home
            begins = start + timedelta(days=number)
            EventFactory(starts_at=begins, ends_at=begins + timedelta(minutes=5), place=there)
        EventFactory(
            title="Last",
            starts_at=start + timedelta(days=9),
            ends_at=start + timedelta(days=9),
            mode=BenefitMode.ONLINE,
            place=None,
        )
        page = client.get(reverse("events:list"), {"reached": "on"}).context["page"]
        assert (page.days, page.empty) == ((), "You can get to none of the first 3.")
        page = client.get(page.later).context["page"]
        assert [row.title for day in page.days for row in day.rows] == ["Last"]


points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
near = st.tuples(st.floats(-2.5, 2.5), st.floats(-4, 4))


@st.composite
def routines(draw):
    home = draw(st.sampled_from([Point(51.558, -1.781), Point(-17.7, 179.9), Point(89.5, 20)]))
    days = draw(st.booleans())
    return Routine(
        home=home,
        work=draw(st.sampled_from([home, Point(51.75, -1.26)])),
        zone=UTC,
        modes=tuple(draw(st.lists(st.sampled_from(sorted(MODES)), unique=True))),
        longest_minutes=draw(st.integers(0, 600)),
        week={day: WorkingDay(start=time(9), leave=time(17)) for day in range(5)} if days else {},
        lunch=(time(12), time(14)),
        night_away=draw(st.booleans()),
    )


@given(routines(), near, st.integers(0, 23), st.integers(0, 120))
def test_the_box_leaves_out_nothing_that_one_gets_to(routine, shift, hour, minutes):
    north = min(90.0, max(-90.0, routine.home.latitude + shift[0]))
    east = (routine.home.longitude + shift[1] + 180) % 360 - 180
    there = Point(north, east)
    begins = TUESDAY + timedelta(hours=hour)
    occasion = Occasion(starts=begins, ends=begins + timedelta(minutes=minutes), place=there)
    if is_reached(Planner(routine).answer(occasion)):  # face to face, as occasions are
        km = farthest_km(routine)
        assert any(box_around(centre, km).holds(there) for centre in (routine.home, routine.work))


@given(points, st.floats(0, 25_000), points)
def test_a_box_holds_all_that_is_so_near(centre, km, other):
    if distance_km(centre, other) <= km:
        assert box_around(centre, km).holds(other)
