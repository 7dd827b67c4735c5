"""When somebody works: a usual day, what differs from it, and what cannot be."""

from datetime import date, time

import pytest
from django.urls import reverse

from evaluation.stamps import evaluation_stamp
from people.models import Profile, WorkingDay
from people.week import usual_times
from tests.people.cast import make_member
from tests.people.filling import fields_of

ADDRESS = reverse("account_week")
NINE, HALF_FIVE, TEN = time(9), time(17, 30), time(22)


def save(client, **changes):
    """Send the form as it stands after these changes; a day is unticked by None."""
    fields = fields_of(client.get(ADDRESS)) | changes
    sent = {name: value for name, value in fields.items() if value not in (None, False)}
    return client.post(ADDRESS, sent)


def kept():
    rows = WorkingDay.objects.order_by("weekday")
    return list(rows.values_list("weekday", "start", "leave", "home_by"))


def errors_of(page):
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


USUAL = {"usual_start": "9", "usual_leave": "5.30pm", "usual_home_by": "22"}


def test_a_usual_week_is_three_times(signed_in):
    assert save(signed_in, **USUAL).url == ADDRESS
    assert kept() == [(day, NINE, HALF_FIVE, TEN) for day in range(5)]
    page = signed_in.get(ADDRESS)
    assert 'name="usual_leave" value="17:30"' in page.text
    assert 'name="monday_leave" value=' not in page.text


def test_a_day_says_only_what_differs(signed_in):
    save(signed_in, **USUAL, wednesday=None, friday_leave="1630", saturday="on", saturday_start="8")
    assert kept() == [
        (0, NINE, HALF_FIVE, TEN),
        (1, NINE, HALF_FIVE, TEN),
        (3, NINE, HALF_FIVE, TEN),
        (4, NINE, time(16, 30), TEN),
        (5, time(8), HALF_FIVE, TEN),
    ]


def test_saving_it_untouched_changes_nothing(signed_in, member):
    """Also where each day is another, and one has no time to be home by."""
    for weekday, home_by in ((0, TEN), (2, None), (6, time(0, 30))):
        start = time(9 + weekday // 2)
        WorkingDay.objects.create(
            user=member, weekday=weekday, start=start, leave=HALF_FIVE, home_by=home_by
        )
    before = kept()
    save(signed_in)
    assert kept() == before


def test_home_by_may_be_after_midnight(signed_in):
    save(signed_in, **USUAL | {"usual_home_by": "0:30"})
    assert {row[3] for row in kept()} == {time(0, 30)}


def test_without_any_times_nothing_is_known(signed_in):
    save(signed_in)
    assert kept() == []
    assert Profile.objects.exists()


def test_it_can_all_be_taken_back(signed_in):
    save(signed_in, **USUAL)
    save(signed_in, usual_start="", usual_leave="", usual_home_by="")
    assert kept() == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"usual_start": "soon"}, {"usual_start"}),
        ({"usual_start": "25"}, {"usual_start"}),
        ({"tuesday_leave": "<b>"}, {"tuesday_leave"}),
        ({"saturday_start": "9"}, {"saturday"}),
        ({"monday_leave": "8"}, {"monday_leave"}),
        ({"monday_start": "17:30"}, {"monday_leave"}),
        ({"usual_leave": ""}, {f"{day}_leave" for day in
            ("monday", "tuesday", "wednesday", "thursday", "friday")}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_its_row(signed_in, changes, wrong):
    page = save(signed_in, **USUAL | changes)
    assert errors_of(page).keys() == wrong
    assert kept() == []


def test_two_tabs(signed_in):
    save(signed_in, **USUAL)
    other = fields_of(signed_in.get(ADDRESS))
    save(signed_in, usual_leave="16")
    page = signed_in.post(ADDRESS, other | {"usual_start": "10", "saturday": "", "sunday": ""})
    assert errors_of(page)["usual_leave"] == ["Saved meanwhile: 16:00"]
    assert {row[2] for row in kept()} == {time(16)}
    again = fields_of(page) | {"usual_start": "10", "usual_leave": "17:30"}
    signed_in.post(ADDRESS, {name: value for name, value in again.items() if value})
    assert kept() == [(day, time(10), HALF_FIVE, TEN) for day in range(5)]


def test_everybody_has_their_own(signed_in, member, client):
    save(signed_in, **USUAL)
    client.force_login(make_member("colleague@example.org"))
    assert "17:30" not in client.get(ADDRESS).text
    save(client, **USUAL | {"usual_start": "7"})
    assert set(member.working_days.values_list("start", flat=True)) == {NINE}


def test_it_moves_the_stamp_of_the_evaluation(signed_in, member):
    """One version for the profile and its days, so that every page notices another tab."""
    save(signed_in)
    before = evaluation_stamp(user=member, on=date(2026, 1, 1))
    save(signed_in, **USUAL)
    assert evaluation_stamp(user=member, on=date(2026, 1, 1)) != before


def test_the_page_asks_little(signed_in, django_assert_num_queries):
    save(signed_in, **USUAL)
    with django_assert_num_queries(7):  # session, user; begin, person, profile, end; days
        signed_in.get(ADDRESS)


def test_the_usual_times_are_the_most_common():
    days = [WorkingDay(weekday=n, start=time(8 + (n > 0)), leave=HALF_FIVE) for n in range(3)]
    assert usual_times(days) == {"start": NINE, "leave": HALF_FIVE, "home_by": None}
    assert usual_times([]) == {"start": None, "leave": None, "home_by": None}
