"""How somebody learns, and where from: what is asked, kept, refused, and whose it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evaluation.stamps import evaluation_stamp
from people.choices import Mode
from people.models import Profile, TravelMode
from people.services import refresh_search_names, save_learning
from tests.factories import PlaceFactory
from tests.people.cast import make_member
from tests.people.filling import fields_of

ADDRESS = reverse("account_learning")


@pytest.fixture
def town(db):
    return make_place("Wroughton", "Swindon")


def make_place(name, region="", **fields):
    place = PlaceFactory(name=name, region=region, **fields)
    refresh_search_names([place])
    return place


def typed(client, **changes):
    """What the form would send after these changes; a place is typed as its name."""
    page = client.get(ADDRESS)
    fields = fields_of(page) | {
        name: str(getattr(page.context["form"].instance, name) or "") for name in ("home", "work")
    }
    return fields | changes


def save(client, **changes):
    return client.post(ADDRESS, typed(client, **changes))


def errors_of(page):
    return {name: list(errors) for name, errors in page.context["form"].errors.items()}


def everything_kept():
    profile: dict[str, object] = dict(Profile.objects.values().get())
    del profile["changed_at"]
    modes = TravelMode.objects.order_by("mode").values_list("mode", flat=True)
    return profile, list(modes)


# The page -----------------------------------------------------------------------------------


def test_the_first_saving_makes_the_profile(signed_in, member, town):
    assert not Profile.objects.exists()
    response = save(
        signed_in,
        home="wroughton",
        modes=["train", "bus"],
        longest_journey=75,
        interactive_factor="1",
        responsive_factor="0.5",
        passive_factor="0.25",
        currency="eur",
    )
    assert response.url == ADDRESS

    profile = Profile.objects.get(user=member)
    assert (profile.home, profile.work, profile.longest_journey) == (town, None, 75)
    assert (profile.passive_factor, profile.responsive_factor) == (Decimal("0.25"), Decimal("0.5"))
    assert profile.currency == "EUR"
    assert set(profile.travel_modes.values_list("mode", flat=True)) == {"train", "bus"}


def test_the_page_shows_what_is_kept(signed_in, member, town):
    save(signed_in, home="wroughton", modes=["bus"])
    page = signed_in.get(ADDRESS)
    assert 'name="home" value="Wroughton, Swindon, GB"' in page.text
    form = page.context["form"]
    assert form["modes"].value() == ["bus"]


def test_saving_the_page_untouched_changes_nothing(signed_in, member, town):
    save(signed_in, home="wroughton", modes=["bus"])
    before = everything_kept()
    save(signed_in)
    assert everything_kept() == before


def test_everything_can_be_taken_back(signed_in, member, town):
    save(signed_in, home="wroughton", modes=["bus"])
    save(signed_in, home="", modes=[])
    assert Profile.objects.get().home is None
    assert not TravelMode.objects.exists()


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"longest_journey": 4}, {"longest_journey"}),
        ({"passive_factor": "1.01"}, {"passive_factor"}),
        ({"passive_factor": "-0.1"}, {"passive_factor"}),
        ({"currency": "pounds"}, {"currency"}),
        ({"currency": "G1P"}, {"currency"}),
        ({"modes": ["rocket"]}, {"modes"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(signed_in, changes, errors):
    page = save(signed_in, **changes)
    assert errors_of(page).keys() == errors
    assert not Profile.objects.exists()


def test_a_town_by_one_name_among_several_is_asked_for(signed_in, member):
    large = make_place("Newport", "Newport", population=161_506)
    small = make_place("Newport", "Isle of Wight", population=24_884)
    page = save(signed_in, home="newport")
    assert errors_of(page) == {"home": ["Several places have that name: choose one of them."]}
    text = page.text
    assert text.index(f'value="{large.pk}"') < text.index(f'value="{small.pk}"')
    assert "2 places: choose one." in text

    chosen = {"home": "newport", "home_place": small.pk}
    page = save(signed_in, **chosen, longest_journey=4)
    assert 'name="home" value="Newport, Isle of Wight, GB"' in page.text  # chosen and not lost
    assert "home_place" not in page.text
    save(signed_in, **chosen)
    assert Profile.objects.get().home == small


def test_what_was_chosen_before_one_typed_another_name_does_not_count(signed_in, town):
    other = make_place("Oxford", "Oxfordshire")
    save(signed_in, home="oxford", home_place=town.pk)
    assert Profile.objects.get().home == other


def test_the_one_place_of_just_that_name_needs_no_choosing(signed_in):
    oxford = make_place("Oxford", "Oxfordshire")
    make_place("Banbury", "Oxfordshire", population=50_000)
    save(signed_in, home="Oxford")
    assert Profile.objects.get().home == oxford


@pytest.mark.parametrize("text", ["xyzzy", "%", "x" * 10_000, "<script>alert(1)</script>"])
def test_a_place_that_is_none(signed_in, text):
    page = save(signed_in, home=text)
    assert errors_of(page) == {"home": ["No place has that name. Try the next larger one."]}
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("choice", ["x", "-1", "9" * 30, "²"])
def test_a_choice_that_was_never_offered(signed_in, town, choice):
    save(signed_in, home="wroughton", home_place=choice)
    assert Profile.objects.get().home == town


def test_everybody_has_their_own(signed_in, member, client, town):
    save(signed_in, home="wroughton", modes=["bus"])
    client.force_login(make_member("colleague@example.org"))
    page = client.get(ADDRESS)
    assert "Wroughton" not in page.text
    save(client, longest_journey=30)
    mine = Profile.objects.get(user=member)
    assert (mine.home, mine.longest_journey) == (town, 90)


@pytest.mark.parametrize("address", [ADDRESS, reverse("account_places")])
def test_a_stranger_is_asked_to_sign_in(client, db, address):
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"
    assert client.post(address).status_code == 302


def test_the_page_asks_little(signed_in, member, town, django_assert_num_queries):
    save(signed_in, home="wroughton", work="wroughton", modes=["bus", "car"])
    with django_assert_num_queries(9):
        # session, user; begin, person, profile, end; modes; home, work
        signed_in.get(ADDRESS)


# Two tabs -----------------------------------------------------------------------------------


def test_two_tabs_of_somebody_without_a_profile(signed_in, member, town):
    other = typed(signed_in)
    save(signed_in, home="wroughton", modes=["bus"], longest_journey=30)
    page = signed_in.post(ADDRESS, other | {"longest_journey": "45"})
    assert errors_of(page) == {
        "__all__": [str(page.context["form"].non_field_errors()[0])],
        "home": ["Saved meanwhile: Wroughton, Swindon, GB"],
        "modes": ["Saved meanwhile: Bus"],
        "longest_journey": ["Saved meanwhile: 30"],
    }
    assert Profile.objects.get().longest_journey == 30


def test_ways_of_travelling_alone_count_as_a_change(signed_in, member):
    save(signed_in, modes=["bus"])
    stamp = evaluation_stamp(user=member, on=date(2026, 1, 1))
    other = typed(signed_in)
    save(signed_in, modes=["car"])
    assert evaluation_stamp(user=member, on=date(2026, 1, 1)) != stamp
    page = signed_in.post(ADDRESS, other | {"longest_journey": "45"})
    assert errors_of(page)["modes"] == ["Saved meanwhile: Car"]


# The rule -----------------------------------------------------------------------------------


def test_nothing_is_half_written(member):
    with pytest.raises(ValidationError, match="less than or equal"):
        save_learning(profile=Profile(user=member, passive_factor=2), modes=[Mode.BUS])
    assert not Profile.objects.exists()
    assert not TravelMode.objects.exists()
