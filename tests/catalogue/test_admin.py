"""Curators keep the catalogue in the admin."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Fee, Organisation, Revision
from catalogue.roles import Role, give_role
from catalogue.services import refresh_search_text
from goals.models import FrameworkVersion, Heading, Skill
from people.models import Place
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    EventFactory,
    ExperienceKindFactory,
    FeedFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

QUERIES = {
    "catalogue_benefit": 8,
    "catalogue_benefitkind": 6,
    "catalogue_fee": 8,
    "catalogue_organisation": 7,
    "goals_experiencekind": 6,
    "goals_frameworkversion": 6,
    "goals_heading": 7,
    "goals_skill": 6,
    "people_place": 6,
    "events_event": 6,
    "events_feed": 6,
}
LISTS = list(QUERIES)


@pytest.fixture
def curator(client):
    """A client that is signed in as a curator."""
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return client


@pytest.fixture
def framework():
    return FrameworkVersion.objects.create(key="pksb", version="1", name="PKSB")


def add_rows(framework, number):
    """So many more rows of everything that has a list."""
    for _ in range(number):
        parent = OrganisationFactory(place=PlaceFactory())
        group = OrganisationFactory(parent=parent)
        skill = SkillFactory(parent=SkillFactory())
        BenefitFactory(organisation=group, strengths={skill: 2})
        FeeFactory(organisation=group)
        Heading.objects.create(framework=framework, name=f"For {group.name}")
        ExperienceKindFactory()
        EventFactory(organisation=group)
        FeedFactory(owner=None, organisation=group)


def filled_in(page, **changes):
    """What a browser would send from the form of the page, with some answers changed."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms.append(inline.formset.management_form)
        if inline.has_change_permission:
            forms += inline.formset.forms
    data = {}
    for form in forms:
        for field in form:
            data[field.html_name] = "" if field.value() is None else field.value()
    assert changes.keys() <= data.keys()
    return {key: value for key, value in (data | changes).items() if value != ""}


def change(client, obj, **changes):
    """Change an object on its page; gives the answer."""
    name = f"{obj._meta.app_label}_{obj._meta.model_name}"
    url = reverse(f"admin:{name}_change", args=[obj.pk])
    return client.post(url, filled_in(client.get(url), **changes))


def test_what_the_admin_shows():
    registry = admin.site._registry  # noqa: SLF001 - there is no public way to ask
    shown = {model._meta.label_lower.replace(".", "_") for model in registry}
    assert shown == {*LISTS, "auth_group", "people_invitation"}


def test_no_label_is_for_a_hidden_field(curator):
    page = curator.get(reverse("admin:catalogue_benefit_add")).content.decode()
    assert 'id="id_seen"' in page
    assert 'for="id_seen"' not in page


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    curator, framework, name, django_assert_num_queries
):
    add_rows(framework, 1)
    url = reverse(f"admin:{name}_changelist")
    with django_assert_num_queries(QUERIES[name]):
        assert curator.get(url).status_code == 200
    add_rows(framework, 2)
    with django_assert_num_queries(QUERIES[name]):
        assert curator.get(url).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_curator_opens_every_page(curator, framework, name):
    add_rows(framework, 1)
    assert curator.get(reverse(f"admin:{name}_add")).status_code == 200
    for obj in apps.get_model(*name.split("_")).objects.all():
        assert curator.get(reverse(f"admin:{name}_change", args=[obj.pk])).status_code == 200
        assert curator.get(reverse(f"admin:{name}_delete", args=[obj.pk])).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_nobody_else_enters(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(f"admin:{name}_changelist")).status_code in {302, 403}


def test_somebodys_private_organisation_is_not_shown(curator):
    private = OrganisationFactory(key=None, owner=UserFactory(), name="Private circle")
    refresh_search_text(organisations=[private])
    BenefitFactory(organisation=private, title="Private evenings")
    page = curator.get(reverse("admin:catalogue_organisation_changelist"))
    assert b"Private" not in page.content
    page = curator.get(reverse("admin:catalogue_benefit_changelist"))
    assert b"Private" not in page.content
    url = reverse("admin:catalogue_organisation_change", args=[private.pk])
    assert curator.get(url).status_code == 302


def test_a_place_is_found_by_the_name_a_curator_gave_it(curator):
    place = PlaceFactory(name="Wroughtn")
    assert change(curator, place, name="Wroughton").status_code == 302
    assert list(Place.objects.search("wroughton")) == [place]


class TestTwoCuratorsAtOnce:
    """Both have the page open; the second to save is told, and loses nothing."""

    @staticmethod
    def save(client, url, sent):
        page = client.post(url, sent)
        return page.context and page.context["adminform"].form.non_field_errors()

    def test_the_second_is_refused_once(self, curator):
        body = OrganisationFactory(short_name="ABC", note="")
        url = reverse("admin:catalogue_organisation_change", args=[body.pk])
        page = curator.get(url)
        first, second = filled_in(page, short_name="ABCD"), filled_in(page, note="Meets monthly.")
        assert not self.save(curator, url, first)
        refused = curator.post(url, second)
        [error] = refused.context["adminform"].form.non_field_errors()
        assert error.startswith("Somebody has changed this since you opened the page.")
        body.refresh_from_db()
        assert (body.short_name, body.note) == ("ABCD", "")
        again = filled_in(refused)
        assert again["note"] == "Meets monthly."
        assert not self.save(curator, url, again)
        body.refresh_from_db()
        assert (body.short_name, body.note) == ("ABC", "Meets monthly.")

    def test_a_row_beside_it_counts(self, curator):
        fee = FeeFactory(amount=10)
        url = reverse("admin:catalogue_organisation_change", args=[fee.organisation_id])
        page = curator.get(url)
        first = filled_in(page, **{"fees-0-amount": "20"})
        second = filled_in(page, note="Meets monthly.")
        assert not self.save(curator, url, first)
        assert self.save(curator, url, second)
        fee.refresh_from_db()
        assert fee.amount == 20

    def test_a_save_without_a_change_disturbs_nobody(self, curator):
        body = OrganisationFactory(note="")
        url = reverse("admin:catalogue_organisation_change", args=[body.pk])
        page = curator.get(url)
        assert not self.save(curator, url, filled_in(page))
        assert not self.save(curator, url, filled_in(page, note="Meets monthly."))
        body.refresh_from_db()
        assert body.note == "Meets monthly."


def test_a_private_organisation_is_no_choice(curator):
    private = OrganisationFactory(key=None, owner=UserFactory(), name="Private circle")
    organisation = OrganisationFactory()
    for field in ("parent", "successor", "see_instead"):
        page = change(curator, organisation, **{field: private.pk})
        assert page.status_code == 200
        assert field in page.context["adminform"].form.errors
        assert b"Private circle" not in page.content


@pytest.mark.parametrize(
    ("name", "lookup"),
    [
        ("catalogue_organisation", "memberships=1"),
        ("catalogue_organisation", "memberships__id__gte=1"),
        ("catalogue_organisation", "workplace__isnull=0"),
        ("catalogue_organisation", "owner__isnull=0"),
        ("catalogue_organisation", "owner__email__contains=a"),
        ("catalogue_organisation", "predecessors__isnull=0"),
        ("catalogue_organisation", "name__regex=("),
        ("catalogue_organisation", "checked_on__year=99999999999"),
        ("catalogue_organisation", "seed__contains={"),
        ("catalogue_organisation", "kind__regex=("),
        ("catalogue_organisation", "kind__exact=%00"),
        ("catalogue_benefit", "uses__id__lte=3"),
        ("catalogue_benefit", "kind__label__regex=("),
        ("goals_skill", "ratings__isnull=0"),
        ("goals_skill", "%2B__id__gte=1"),
        ("people_place", "%2B=1"),
    ],
)
def test_only_what_the_filters_ask_can_be_asked(curator, name, lookup):
    assert curator.get(f"{reverse(f'admin:{name}_changelist')}?{lookup}").status_code == 400


def test_the_filters_beside_a_list_answer(curator):
    benefit = BenefitFactory(mode="online", retired_on="2026-01-01")
    BenefitFactory(mode="hybrid")
    url = reverse("admin:catalogue_benefit_changelist")
    filters = {
        "mode__exact": "online",
        "kind__id__exact": benefit.kind_id,
        "retired_on__isempty": "0",
    }
    for filtering in (*({name: value} for name, value in filters.items()), filters):
        assert list(curator.get(url, filtering).context["cl"].result_list) == [benefit]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_words_is_no_fault(curator, name):
    url = reverse(f"admin:{name}_changelist")
    assert curator.get(url, {"q": "word " * 1_100}).status_code == 200


def test_search_finds_folded_words_of_names_and_benefits(curator):
    found = OrganisationFactory(name="Café of Librarians")
    BenefitFactory(organisation=found, title="Evening talks")
    OrganisationFactory(name="Café of Archivists")
    refresh_search_text(organisations=Organisation.objects.all())
    page = curator.get(
        reverse("admin:catalogue_organisation_changelist"), {"q": "CAFE talks librarians"}
    )
    assert list(page.context["cl"].result_list) == [found]


def test_a_change_is_found_at_once_and_raises_the_revision(curator):
    successor = OrganisationFactory(name="New Guild")
    organisation = OrganisationFactory(name="Guild", successor=successor)
    other = OrganisationFactory(name="Other")
    refresh_search_text(organisations=[organisation, successor, other])
    assert "guild\n" in Organisation.objects.get(pk=successor.pk).search_text
    page = change(curator, organisation, name="Société", successor=other.pk)
    assert page.status_code == 302
    assert set(Organisation.objects.search("societe")) == {organisation, other}
    assert Organisation.objects.get(pk=successor.pk).search_text == "new guild\n"
    assert Revision.objects.get().number == 1


def test_a_change_to_what_lies_below_the_catalogue_raises_the_revision_too(curator):
    rows = [
        (SkillFactory(), {"name": "A"}),
        (PlaceFactory(), {"latitude": "50.5"}),
        (ExperienceKindFactory(), {"label": "B"}),
        (BenefitKindFactory(), {"hours": "9"}),
    ]
    for number, (row, changes) in enumerate(rows, start=1):
        assert change(curator, row, **changes).status_code == 302
        assert Revision.objects.get().number == number
    assert (Skill.objects.get().name, Place.objects.get().latitude) == ("A", 50.5)


def test_a_circle_of_groups_is_refused(curator):
    top = OrganisationFactory(name="Top")
    middle = OrganisationFactory(name="Middle", parent=top)
    bottom = OrganisationFactory(name="Bottom", parent=middle)
    page = change(curator, top, parent=bottom.pk)
    assert page.context["adminform"].form.errors == {
        "parent": ["A circle: “Bottom” is itself a group of “Top”. Choose another."]
    }
    page = change(curator, top, parent=top.pk)
    assert "parent" in page.context["adminform"].form.errors
    top.refresh_from_db()
    assert (top.parent, Revision.objects.exists()) == (None, False)


def test_examples_of_a_skill_are_lines(curator):
    skill = SkillFactory(parent=SkillFactory(), facets=["agendas", "chairing a meeting"])
    change(curator, skill, facets="agendas\r\n\r\n minutes ")
    skill.refresh_from_db()
    assert skill.facets == ["agendas", "minutes"]
    page = curator.get(reverse("admin:goals_skill_change", args=[skill.pk]))
    assert "agendas\nminutes</textarea>" in page.content.decode()
    change(curator, skill, facets=" ")
    skill.refresh_from_db()
    assert skill.facets == []


def test_skills_have_two_levels(curator):
    area, other = SkillFactory(), SkillFactory()
    skill = SkillFactory(parent=area)
    page = change(curator, area, parent=other.pk)
    assert page.context["adminform"].form.errors == {
        "parent": ["This is an area: it has skills of its own."]
    }
    page = change(curator, other, parent=skill.pk)
    assert "parent" in page.context["adminform"].form.errors


def test_a_negative_fee_is_refused(curator):
    fee = FeeFactory(amount=10)
    page = change(curator, fee.organisation, **{"fees-0-amount": "-1"})
    [errors] = page.context["inline_admin_formsets"][2].formset.errors
    assert errors == {"__all__": ["A fee cannot be negative."]}
    assert Fee.objects.get().amount == 10


def test_a_new_organisation_needs_a_key(curator):
    url = reverse("admin:catalogue_organisation_add")
    answers = {"name": "New", "kind": "charity", "scope": "local"}
    page = curator.post(url, filled_in(curator.get(url), **answers))
    assert page.context["adminform"].form.errors == {"key": ["This field is required."]}
    page = curator.post(url, filled_in(curator.get(url), key="new", **answers))
    assert page.status_code == 302
    assert Organisation.objects.get().search_text == "new\n"


def test_a_benefit_is_changed_on_its_own_page(curator):
    benefit = BenefitFactory(title="Talks", strengths={SkillFactory(): 2})
    page = change(
        curator,
        benefit,
        title="Lectures",
        requires='["none"]',
        **{"benefit_skills-0-strength": "3"},
    )
    assert page.status_code == 302
    benefit.refresh_from_db()
    assert (benefit.title, benefit.requires) == ("Lectures", ["none"])
    assert [row.strength for row in benefit.benefit_skills.all()] == [3]
    assert "lectures" in benefit.organisation.search_text
    page = change(curator, benefit, requires='"none"')
    assert "requires" in page.context["adminform"].form.errors


UNKNOWN = "No kind of experience is called chairing. There are: writing."


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('["chairing"]', UNKNOWN),
        ('["writing", "chairing"]', UNKNOWN),
        (
            '["none", "writing"]',
            "No kind of experience is called none. There are: writing.",
        ),
        ('["writing", "writing"]', "Each word may stand only once in the list."),
        ("[1]", "Enter a list, such as [“writing”, “speaking”]."),
        (r'["\ud800"]', "Enter a list, such as [“writing”, “speaking”]."),
        (r'["\u0000"]', "Enter a list, such as [“writing”, “speaking”]."),
        ("[" * 3000, "Enter a valid JSON."),
        ("[" * 500 + "]" * 500, "Enter a list, such as [“writing”, “speaking”]."),
        (f"[{'9' * 5000}]", "Enter a valid JSON."),
    ],
)
def test_what_is_no_list_of_experience_is_refused_and_shown_again(curator, written, message):
    ExperienceKindFactory(key="writing")
    benefit = BenefitFactory(requires=["writing"])
    page = change(curator, benefit, requires=written)
    form = page.context["adminform"].form
    assert (form.errors, form["requires"].value()) == ({"requires": [message]}, written)
    benefit.refresh_from_db()
    assert benefit.requires == ["writing"]


def test_experience_needed_for_a_kind_of_benefit_is_known_too(curator):
    ExperienceKindFactory(key="writing")
    kind = BenefitKindFactory()
    page = change(curator, kind, requires='[["writing", "chairing"]]', gives='["chairing"]')
    assert page.context["adminform"].form.errors == {"requires": [UNKNOWN], "gives": [UNKNOWN]}
    assert change(curator, kind, requires='[["writing"]]', gives='["writing"]').status_code == 302
    kind.refresh_from_db()
    assert (kind.requires, kind.gives) == ([["writing"]], ["writing"])


def test_a_circle_of_successors_is_refused(curator):
    new = OrganisationFactory(name="New")
    old = OrganisationFactory(name="Old", successor=new)
    page = change(curator, new, successor=old.pk)
    assert page.context["adminform"].form.errors == {
        "successor": ["A circle: “New” itself succeeds “Old”. Choose another."]
    }


def act(client, name, action, rows, **chosen):
    """Choose rows of a list and an action for them; gives the words of the answer."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], **chosen}
    page = client.post(reverse(f"admin:{name}_changelist"), data, follow=True)
    return [message.message for message in page.context["messages"]]


def test_many_are_marked_as_checked(curator):
    today = timezone.localdate()
    one, other, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    assert act(curator, "catalogue_organisation", "mark_checked", [one, other]) == [
        "2 organisations marked as checked today."
    ]
    days = Organisation.objects.order_by("pk").values_list("checked_on", flat=True)
    assert list(days) == [today, today, None]
    assert Revision.objects.get().number == 1
    [version] = one.history.filter(history_type="~")
    assert version.history_user is not None
    assert not third.history.filter(history_type="~")


def test_many_get_another_status(curator):
    one, other = OrganisationFactory(), OrganisationFactory(status="dissolved")
    assert act(
        curator, "catalogue_organisation", "change_status", [one, other], status="dissolved"
    ) == ["1 organisation has the status “Dissolved” now that had another."]
    one.refresh_from_db()
    assert one.status == "dissolved"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("", "Nothing was changed: choose a status beside the action."),
        ("sleeping", "No action selected."),
    ],
)
def test_a_status_must_be_chosen(curator, status, message):
    organisation = OrganisationFactory()
    assert act(
        curator, "catalogue_organisation", "change_status", [organisation], status=status
    ) == [message]
    organisation.refresh_from_db()
    assert organisation.status == "active"


def test_many_benefits_are_tagged_with_a_skill(curator):
    skill = SkillFactory(name="Advocacy", parent=SkillFactory())
    new, weaker = BenefitFactory(), BenefitFactory(strengths={skill: 1})
    just_so = BenefitFactory(strengths={skill: 3})
    said = act(
        curator, "catalogue_benefit", "tag_skill", [new, weaker, just_so],
        skill=skill.pk, strength="3",
    )  # fmt: skip
    assert said == ["2 benefits were tagged with “Advocacy”, Aimed at it."]
    for benefit in (new, weaker, just_so):
        assert [row.strength for row in benefit.benefit_skills.all()] == [3]


@pytest.mark.parametrize(
    ("skill", "message"),
    [
        ("", "Nothing was changed: choose a skill beside the action."),
        ("area", "No action selected."),
        ("0", "No action selected."),
        ("x", "No action selected."),
    ],
)
def test_a_skill_must_be_chosen(curator, skill, message):
    area = SkillFactory()
    benefit = BenefitFactory()
    chosen = {"skill": area.pk if skill == "area" else skill, "strength": "1"}
    assert act(curator, "catalogue_benefit", "tag_skill", [benefit], **chosen) == [message]
    assert not benefit.skills.exists()


def test_what_the_list_of_organisations_is_narrowed_to(curator):
    today = timezone.localdate()
    parent = OrganisationFactory(name="Parent", checked_on=today)
    OrganisationFactory(name="Group", parent=parent, checked_on=today - timedelta(days=366))
    OrganisationFactory(name="Alone")
    OrganisationFactory(key=None, owner=UserFactory(), parent=parent, name="Private")

    def shown(**asked):
        page = curator.get(reverse("admin:catalogue_organisation_changelist"), asked)
        return {row.name for row in page.context["cl"].queryset}

    assert shown() == {"Parent", "Group", "Alone"}
    assert shown(parent="-") == {"Parent", "Alone"}
    assert shown(parent=parent.key) == {"Group"}
    assert shown(checked="year") == {"Parent"}
    assert shown(checked="longer") == {"Group"}
    assert shown(checked="never") == {"Alone"}


def test_a_parent_that_is_no_choice_narrows_to_nothing_and_breaks_nothing(curator):
    url = reverse("admin:catalogue_organisation_changelist")
    for value in ("x", "9" * 30):
        assert curator.get(url, {"parent": value}, follow=True).status_code == 200
