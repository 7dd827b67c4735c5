"""Experience on record: added by hand, removed, put back, and read by the evaluation."""

from datetime import date

import pytest
from django.urls import reverse

from evaluation.facts import gather_facts
from evaluation.stamps import evaluation_stamp
from tests.factories import ExperienceFactory, ExperienceKindFactory, UserFactory
from tests.people.filling import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = reverse("goals:experience")
TODAY = date(2026, 6, 1)


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def chairing():
    return ExperienceKindFactory(key="chairing", label="Chaired")


def counted(user):
    return gather_facts(user=user, on=TODAY, leave_out_sensitive=False).problem.experience


def stamp(user):
    return evaluation_stamp(user=user, on=TODAY)


def add(client, **said):
    return client.post(ADDRESS, fields_of(client.get(ADDRESS)) | said, follow=True)


def test_an_empty_record_says_what_will_stand_there(client, owner):
    page = client.get(ADDRESS)
    assert page.context["page"].lines == ()
    assert "What you add here" in page.context["page"].sentence


def test_what_is_added_stands_there_and_counts(client, owner, chairing):
    page = add(client, kind=chairing.pk, on="3 March 2026", source="A reading group")
    (line,) = page.context["page"].lines
    assert (line.kind, line.about) == ("Chaired", "A reading group · 3 March 2026")
    assert page.context["page"].sentence == "You have experience of 1 kind on record."
    assert counted(owner) == ("chairing",)


def test_neither_day_nor_place_is_needed(client, owner, chairing):
    (line,) = add(client, kind=chairing.pk).context["page"].lines
    assert line.about == ""


@pytest.mark.parametrize(
    "said", [{}, {"kind": "member"}, {"on": "soon"}, {"source": "x" * 301}, {"on": "1/1/1849"}]
)
def test_nonsense_is_refused_and_stays_in_the_form(client, owner, chairing, said):
    if "kind" not in said and said:
        said |= {"kind": chairing.pk}
    page = add(client, **said)
    assert "Please put this right" in page.content.decode()
    assert not owner.experiences.exists()


def test_being_a_member_is_no_experience_to_add(client, owner, chairing):
    member = ExperienceKindFactory(key="member")
    page = add(client, kind=member.pk)
    assert set(page.context["form"].errors) == {"kind"}


def test_removed_experience_counts_nowhere_until_it_is_put_back(client, owner, chairing):
    experience = ExperienceFactory(user=owner, kind=chairing)
    stamps = [stamp(owner)]
    page = client.post(reverse("goals:remove_experience", args=[experience.uuid]), follow=True)
    assert page.context["page"].lines == ()
    assert counted(owner) == ()
    stamps.append(stamp(owner))
    page = client.post(page.context["undo"].action, follow=True)
    assert [line.kind for line in page.context["page"].lines] == ["Chaired"]
    assert counted(owner) == ("chairing",)
    stamps.append(stamp(owner))
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("action", ["remove", "restore"])
def test_twice_is_not_found(client, owner, action):
    experience = ExperienceFactory(user=owner)
    remove = reverse("goals:remove_experience", args=[experience.uuid])
    client.post(remove)
    if action == "restore":
        address = reverse("goals:restore_experience", args=[experience.uuid])
        client.post(address)
        assert client.post(address).status_code == 404
    else:
        assert client.post(remove).status_code == 404


def test_everybody_sees_their_own(client, owner):
    ExperienceFactory(source="Somebody else’s")
    assert client.get(ADDRESS).context["page"].lines == ()


def test_a_long_record_comes_page_by_page(client, owner, chairing):
    for number in range(51):
        ExperienceFactory(user=owner, kind=chairing, source=f"Number {number}")
    page = client.get(ADDRESS, {"page": "2"}).context["page"]
    assert (len(page.lines), len(page.pages)) == (1, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_as_for_one(client, owner, count, django_assert_num_queries):
    for number in range(count):
        ExperienceFactory(user=owner, source=f"Number {number}")
    with django_assert_num_queries(6):  # session, user, kinds, number, page, choices
        client.get(ADDRESS)
