"""What renews when: the page in its groups, and its days in a calendar that others can read."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from memberships.pages.calendar import make_calendar
from memberships.pages.renewing import load_renewals
from tests.factories import MembershipFactory, OrganisationFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PAGE = reverse("memberships:renewals")
FILE = reverse("memberships:renewals_ics")


@pytest.fixture
def user():
    return UserFactory()


def hold(user, name, ends=None, *, starts="2026-01-01", **details):
    """A membership with one term, for life where `ends` is None."""
    of_term = {
        key: details.pop(key) for key in ("notice_days", "auto_renews", "fee") & details.keys()
    }
    membership = MembershipFactory(user=user, organisation__name=name, **details)
    TermFactory(membership=membership, starts=starts, ends=ends, **of_term)
    return membership


def page_of(user, on=TODAY):
    return load_renewals(user=user, on=on)


def rows_of(page):
    return {
        group.key: [(month.heading, [row.label for row in month.rows]) for month in group.months]
        for group in page.groups
    }


def test_nothing_held_says_what_will_stand_here(user):
    page = page_of(user)
    assert page.empty
    assert page.sentence == "There is nothing to renew yet."
    assert (page.groups, page.undated, page.in_calendar) == ((), (), 0)


def test_what_is_due_stands_by_how_near_it_is(user):
    hold(user, "Lapsed", "2026-11-22")
    hold(user, "Today", "2026-11-23")
    hold(user, "Noticed", "2026-12-31", notice_days=31, auto_renews=True)
    hold(user, "Winter", "2026-12-31")
    hold(user, "Leap", "2028-02-29", notice_days=366, auto_renews=True)
    hold(user, "Far", "2030-06-30")
    page = page_of(user)
    assert rows_of(page) == {
        "overdue": [("November 2026", ["Lapsed"])],
        "this-month": [("November 2026", ["Today", "Noticed"])],
        "soon": [("December 2026", ["Winter"]), ("February 2027", ["Leap"])],
        "later": [("June 2030", ["Far"])],
    }
    assert page.sentence == (
        "4 memberships are due by the end of the next three months, Today first, on "
        "23 November 2026."
    )
    assert page.in_calendar == 5


@pytest.mark.parametrize(
    ("ends", "details", "what"),
    [
        ("2026-12-31", {}, "Renew it by 31 December 2026, else it lapses."),
        (
            "2026-12-31",
            {"notice_days": 30, "auto_renews": True},
            "Give notice by 1 December 2026, else it renews by itself on 1 January 2027.",
        ),
        (
            "2026-12-31",
            {"notice_days": 30},
            "Give notice by 1 December 2026, or renew it: the term ends on 31 December 2026.",
        ),
        (
            "2026-12-31",
            {"notice_days": 60, "auto_renews": True},
            (
                "It renews by itself on 1 January 2027: the last day to give notice was "
                "1 November 2026."
            ),
        ),
        (
            "2026-12-31",
            {"notice_days": 60},
            (
                "It lapses after 31 December 2026 unless you renew it: the last day to give notice "
                "was 1 November 2026."
            ),
        ),
        (
            "2026-10-31",
            {},
            "It ran out on 31 October 2026. Has it been renewed, or has it ended?",
        ),
        (
            "2026-10-31",
            {"auto_renews": True},
            "It was to renew by itself on 1 November 2026. Has it renewed, or has it ended?",
        ),
    ],
)
def test_what_happens_is_said_in_words(user, ends, details, what):
    hold(user, "Guild", ends, **details)
    [group] = page_of(user).groups
    assert group.months[0].rows[0].what == what


def test_only_what_is_held_and_has_days_is_in_the_timeline(user):
    for state in ("ended", "removed", "intended"):
        hold(user, state, "2026-12-31", state=state)
    hold(user, "For life")
    MembershipFactory(user=user, organisation__name="Undated")
    hold(UserFactory(), "Of somebody else", "2026-12-31")
    page = page_of(user)
    assert page.groups == ()
    assert [(row.label, row.kind) for row in page.undated] == [("Undated", "Personal")]
    assert page.sentence == "Of what you hold, nothing has a day on which it renews."
    assert page.notes == (
        "1 membership is for life and never renews.",
        "Of 1 membership no dates are known.",
    )


def test_of_what_has_no_dates_the_personal_ones_come_first(user):
    for name, kind in (("A page", "profile"), ("B group", "informal"), ("C body", "personal")):
        MembershipFactory(user=user, organisation__name=name, kind=kind)
    assert [row.label for row in page_of(user).undated] == ["C body", "B group", "A page"]


def test_one_already_renewed_counts_from_its_last_term(user):
    membership = hold(user, "Guild", "2026-12-31")
    last = TermFactory(membership=membership, starts="2027-01-01", ends="2027-12-31", fee=110)
    page = page_of(user)
    assert rows_of(page) == {"later": [("December 2027", ["Guild"])]}
    row = page.groups[0].months[0].rows[0]
    assert row.fee == "110.00 GBP"
    assert row.renew_url == reverse("memberships:renew", args=[membership.uuid, last.pk])
    assert page.sentence == "Nothing is due before 31 December 2027; Guild comes first."


def test_what_was_missed_is_said_first(user):
    hold(user, "Lapsed", "2026-11-22")
    page = page_of(user)
    assert page.sentence == "What had a day on which it renews has run out."
    assert page.notes == ("1 membership has run out: has it been renewed, or has it ended?",)
    for name in ("One", "Two"):
        hold(user, name, "2026-12-31", notice_days=60, auto_renews=True)
    page = page_of(user)
    assert page.sentence.startswith("2 memberships are due by the end of the next three months")
    assert page.notes[1:] == ("Of 2 memberships the last day to give notice has passed.",)


def test_a_fee_that_is_not_known_is_asked_for(user):
    membership = hold(user, "Guild", "2026-12-31", fee=None)
    [row] = page_of(user).groups[0].months[0].rows
    assert row.fee == "not known"
    assert row.fee_url == reverse("memberships:fee", args=[membership.uuid])


def test_the_fee_of_a_term_to_come_is_asked_for_in_that_term(user):
    membership = hold(user, "Guild", "2026-12-31")
    last = TermFactory(membership=membership, starts="2027-01-01", ends="2027-12-31", fee=None)
    [row] = page_of(user).groups[0].months[0].rows
    assert row.fee_url == reverse("memberships:edit_term", args=[membership.uuid, last.pk])


def test_the_line_is_a_year_from_the_first_of_this_month(user):
    """November to October: December ends after 2 of 12 months, its notice begins at 31/30 days."""
    hold(user, "Guild", "2026-12-31", notice_days=30, auto_renews=True)
    hold(user, "Far", "2028-12-31")
    page = page_of(user)
    near, far = (group.months[0].rows[0].line for group in page.groups)
    assert page.scale == ("Nov 2026", "Feb 2027", "May 2027", "Aug 2027")
    assert (near.notice, near.width, near.ends) == ("8.3", "8.3", "16.7")
    assert (far.width, far.ends) == ("", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(client, user, django_assert_num_queries, count):
    for number in range(count):
        hold(user, f"Guild {number}", "2027-03-31")
    client.force_login(user)
    for address in (PAGE, FILE):
        with django_assert_num_queries(4):  # session, person, memberships, terms
            assert client.get(address).status_code == 200


def test_a_hundred_memberships_are_grouped_by_month(client, user):
    today = timezone.localdate()
    for number in range(100):
        hold(user, f"Guild {number}", today + timedelta(days=number * 7), starts="2020-01-01")
    client.force_login(user)
    response = client.get(PAGE)
    headings = response.content.decode().count('scope="rowgroup"')
    assert 22 <= headings <= 26
    assert response.content.decode().count('scope="row"') == 100


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data.strip())


def test_sensitive_memberships_stand_on_ones_own_page(client, user):
    today = timezone.localdate()
    hold(user, "Union", today + timedelta(days=9), starts="2020-01-01", sensitive=True)
    client.force_login(user)
    texts = Texts()
    texts.feed(client.get(PAGE).content.decode())
    assert "Union" in texts.words
    assert "Include 1 sensitive membership" in texts.words


# The calendar file


def calendar_of(user, on=TODAY, *, include_sensitive=False):
    made = make_calendar(
        user=user,
        on=on,
        include_sensitive=include_sensitive,
        absolute=lambda path: f"https://example.org{path}",
    )
    assert isinstance(made, bytes)
    return made


def events_of(made):
    return {
        str(event["summary"]): event.decoded("dtstart")
        for event in Calendar.from_ical(made).walk("VEVENT")
    }


def test_the_days_to_come_are_all_day_events(user):
    hold(user, "Guild", "2027-02-28", notice_days=28, auto_renews=True)
    hold(user, "Club", "2026-12-31")
    hold(user, "Missed", "2026-12-31", notice_days=60, auto_renews=True)
    hold(user, "Lapsed", "2026-11-21")
    made = calendar_of(user)
    assert events_of(made) == {
        "Guild: last day to give notice": date(2027, 1, 31),
        "Guild renews": date(2027, 3, 1),
        "Club: the term has ended": date(2027, 1, 1),
        "Missed renews": date(2027, 1, 1),
    }
    event = Calendar.from_ical(made).walk("VEVENT")[0]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)


def test_an_event_says_what_is_so_on_its_day(user):
    hold(user, "Guild", "2026-12-31", notice_days=30, auto_renews=True)
    hold(user, "Club", "2026-12-31", notice_days=7)
    events = Calendar.from_ical(calendar_of(user)).walk("VEVENT")
    assert {str(event["summary"]): str(event["description"]) for event in events} == {
        "Guild: last day to give notice": (
            "Give notice by 1 December 2026, else it renews by itself on 1 January 2027."
        ),
        "Guild renews": (
            "It was to renew by itself on 1 January 2027. Has it renewed, or has it ended?"
        ),
        "Club: last day to give notice": (
            "Give notice by 24 December 2026, or renew it: the term ends on 31 December 2026."
        ),
        "Club: the term has ended": (
            "It ran out on 31 December 2026. Has it been renewed, or has it ended?"
        ),
    }


def test_the_file_is_written_as_the_standard_says(user):
    """RFC 5545, 3.1: lines end in CRLF and have 75 octets at most; what is needed is there."""
    hold(user, "Gülde " * 30, "2026-12-31", notice_days=3)
    made = calendar_of(user)
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for needed in (b"VERSION:2.0", b"PRODID:-//CPD tracker//Renewals//EN", b"TRANSP:TRANSPARENT"):
        assert needed in lines
    assert sum(line.startswith(b"DTSTAMP:") and line.endswith(b"Z") for line in lines) == 2
    assert b"DTSTART;VALUE=DATE:20261228" in lines


def test_a_calendar_knows_its_events_again(user):
    """The same file again; and the same identifiers after the end was corrected or the name."""
    membership = hold(user, "Guild", "2026-12-31", notice_days=30, auto_renews=True)
    first = calendar_of(user)
    assert calendar_of(user) == first
    membership.terms.update(ends="2027-01-31")
    membership.organisation.name = "The Guild"
    membership.organisation.save()
    moved = calendar_of(user)

    def uids(made):
        return sorted(str(event["uid"]) for event in Calendar.from_ical(made).walk("VEVENT"))

    assert uids(moved) == uids(first)
    assert len(set(uids(first))) == 2
    assert moved != first


def test_sensitive_memberships_are_left_out_unless_asked_for(client, user):
    today = timezone.localdate()
    union = OrganisationFactory(name="Union")
    branch = OrganisationFactory(name="Branch", parent=union)
    for organisation, sensitive in ((union, True), (branch, False)):
        membership = MembershipFactory(user=user, organisation=organisation, sensitive=sensitive)
        TermFactory(membership=membership, starts="2020-01-01", ends=today + timedelta(days=9))
    hold(user, "Guild", today + timedelta(days=9), starts="2020-01-01")
    client.force_login(user)
    response = client.get(FILE)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="renewals.ics"'
    assert list(events_of(response.content)) == ["Guild: the term has ended"]
    asked = client.get(FILE, {"sensitive": "1"}).content
    assert {name.split(":")[0] for name in events_of(asked)} == {"Guild", "Union", "Branch"}
    assert b"URL:http://testserver/evaluation/" in asked


def test_nobody_gets_somebody_elses_days(client, user):
    hold(user, "Guild", "2199-12-31")
    client.force_login(UserFactory())
    assert events_of(client.get(FILE).content) == {}
    assert "Guild" not in client.get(PAGE).content.decode()


NAMES = st.one_of(
    st.sampled_from(
        [
            "Guild, Reading; Writing",
            "C:\\new\\table",
            'Guild "of" readers',
            "BEGIN:VEVENT",
            "👩‍🚀 library 🏳️‍🌈" * 9,
            "מכללה ספרייה",
            "x" * 290,
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120
    ).filter(str.strip),
)


@pytest.mark.parametrize("control", ["\n", "\r\n", "\r", "\x07", "\x0b", "\x85", "\u2028"])
def test_no_name_breaks_a_line(user, control):
    hold(user, f"Guild{control}BEGIN:VEVENT", "2026-12-31")
    made = calendar_of(user)
    assert list(events_of(made)) == ["Guild BEGIN:VEVENT: the term has ended"]
    assert len(vobject.readOne(made.decode()).vevent_list) == 1


@given(name=NAMES)
def test_hostile_names_come_back_from_two_readers(name):
    user = UserFactory()
    hold(user, name, "2026-12-31")
    made = calendar_of(user)
    wanted = f"{name}: the term has ended"
    assert [summary.strip() for summary in events_of(made)] == [wanted.strip()]
    read = vobject.readOne(made.decode())
    [event] = read.vevent_list
    assert event.summary.value.strip() == wanted.strip()
    assert event.dtstart.value == date(2027, 1, 1)
