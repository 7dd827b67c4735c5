"""What curators change in the catalogue can be seen, and taken back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from catalogue.load import load_catalogue, read_files
from catalogue.models import Fee, Organisation, Revision
from catalogue.pages.history import Change, list_entries
from catalogue.roles import Role, give_role
from catalogue.services import refresh_search_text
from goals.models import FrameworkVersion, Heading
from tests.catalogue.files import write_files
from tests.factories import (
    BenefitFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    """A client that is signed in as a curator."""
    user = UserFactory(name="Kim Curator")
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return client


def address(record, page):
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk])


def said(record):
    """What the history says, without moments: what and which fields."""
    return [
        (entry.what, [change.field for change in entry.changes]) for entry in list_entries(record)
    ]


def restore(client, record, what, **changes):
    """Post the form beside the first entry of those words; gives the answer."""
    [entry, *_] = [entry for entry in list_entries(record) if entry.what == what and entry.restore]
    data = {"model": entry.model, "version": entry.version, **changes}
    return client.post(address(record, "restore"), data, follow=True)


def test_a_change_is_shown_field_by_field_with_what_it_says():
    parent = OrganisationFactory(name="Library Society")
    group = OrganisationFactory(name="Old", kind="chapter", status="active")
    group.name, group.status, group.parent = "New", "renamed", parent
    group.save()
    newest, first = list_entries(group)
    assert newest.what == "Organisation: changed"
    assert set(newest.changes) == {
        Change("Name", "Old", "New"),
        Change("Status", "Active", "Renamed"),
        Change("Group of", "nothing", "Library Society"),
    }
    assert (first.what, newest.restore, bool(first.restore)) == ("Organisation: added", "", True)


def test_saving_without_a_change_is_no_entry():
    organisation = OrganisationFactory()
    organisation.save()
    assert len(list_entries(organisation)) == 1


def test_parts_stand_in_the_history_of_their_record():
    organisation = OrganisationFactory()
    fee = FeeFactory(organisation=organisation, grade="Student", amount=10)
    fee.amount = 12
    fee.save()
    fee.delete()
    assert [what for what, _fields in said(organisation)] == [
        "Fee “Student”: removed",
        "Fee “Student”: changed",
        "Fee “Student”: added",
        "Organisation: added",
    ]


def test_what_was_written_to_many_rows_is_kept_before_the_next_change():
    organisation = OrganisationFactory(note="")
    Organisation.objects.update(note="loaded")
    organisation.refresh_from_db()
    organisation.note = "corrected"
    organisation.save()
    newest, loaded, _first = list_entries(organisation)
    assert newest.changes == (Change("Note", "loaded", "corrected"),)
    assert (loaded.who, loaded.changes) == (
        "Nobody by hand",
        (Change("Note", "nothing", "loaded"),),
    )


def test_loading_makes_no_versions(tmp_path):
    load_catalogue(read_files(write_files(tmp_path)))
    assert Organisation.objects.exists()
    assert not Organisation.history.exists()


def test_what_is_one_persons_own_leaves_no_version():
    user = UserFactory()
    private = OrganisationFactory(key=None, owner=user)
    FeeFactory(organisation=private)
    BenefitFactory(organisation=private, strengths={SkillFactory(): 1})
    private.name = "Other"
    private.save()
    assert not Organisation.history.filter(id=private.pk).exists()
    assert list_entries(private) == ()
    assert not Fee.history.exists()
    private.other_names.create(name="Circle", kind="alias")
    private.other_names.all().delete()
    assert not private.other_names.model.history.exists()


def test_the_page_names_who_did_it(curator):
    organisation = OrganisationFactory(name="Old")
    page = curator.get(address(organisation, "change"))
    form = page.context["adminform"].form
    data = {field.html_name: field.value() or "" for field in form} | {"name": "New"}
    for inline in page.context["inline_admin_formsets"]:
        data |= {field.html_name: field.value() for field in inline.formset.management_form}
    assert curator.post(address(organisation, "change"), data).status_code == 302
    page = curator.get(address(organisation, "history"))
    assert [entry.who for entry in page.context["entries"]] == ["Kim Curator", ""]
    assert b"Kim Curator" in page.content


def test_a_version_is_restored_with_all_that_follows_from_it(curator):
    living, old = OrganisationFactory(name="Living"), OrganisationFactory(name="Dormant")
    old.name, old.successor = "Renamed", living
    old.save()
    refresh_search_text(organisations=[old])
    before = Revision.objects.get_or_create(pk=1)[0].number
    page = restore(curator, old, "Organisation: added")
    assert page.redirect_chain == [(address(old, "history"), 302)]
    old.refresh_from_db()
    living.refresh_from_db()
    assert (old.name, old.successor, old.search_text) == ("Dormant", None, "dormant\n")
    assert living.search_text == "living\n"
    assert Revision.objects.get().number == before + 1
    assert said(old)[0] == ("Organisation: changed", ["Name", "Successor"])


def test_a_removed_fee_comes_back_as_it_was(curator):
    fee = FeeFactory(grade="Student", amount=10, seed_key="a/student/2025")
    pk, organisation = fee.pk, fee.organisation
    fee.delete()
    restore(curator, organisation, "Fee “Student”: removed")
    again = Fee.objects.get()
    assert (again.pk, again.amount, again.seed_key) == (pk, Decimal(10), "a/student/2025")


def test_nearest_equivalents_come_back_too(curator):
    organisation, other = OrganisationFactory(), OrganisationFactory(name="Other")
    organisation.see_instead.add(other)
    organisation.see_instead.clear()
    [first, second, _third] = list_entries(organisation)
    assert first.changes == (Change("Nearest living equivalents", "Other", "nothing"),)
    restore(curator, organisation, second.what, version=second.version)
    assert list(organisation.see_instead.all()) == [other]


def test_what_can_be_so_no_longer_is_refused_with_the_reason(curator):
    new = OrganisationFactory(name="New")
    old = OrganisationFactory(name="Old", successor=new)
    old.successor = None
    old.save()
    new.successor = old
    new.save()
    page = restore(curator, old, "Organisation: added")
    [message] = page.context["messages"]
    assert "A circle: “Old” itself succeeds “New”" in message.message
    old.refresh_from_db()
    assert old.successor is None


@pytest.mark.parametrize(
    "changes", [{"version": "0"}, {"version": "²"}, {"model": "people.user"}, {"model": ""}]
)
def test_there_is_no_such_version(curator, changes):
    organisation = OrganisationFactory()
    organisation.name = "New"
    organisation.save()
    assert restore(curator, organisation, "Organisation: added", **changes).status_code == 404


def test_a_version_of_another_record_is_not_restored(curator):
    one, other = OrganisationFactory(), OrganisationFactory()
    [entry] = list_entries(other)
    data = {"model": entry.model, "version": entry.version}
    assert curator.post(address(one, "restore"), data).status_code == 404


def test_reading_restores_nothing(curator):
    assert curator.get(address(OrganisationFactory(), "restore")).status_code == 405


def test_somebodys_private_organisation_has_no_page(curator):
    private = OrganisationFactory(key=None, owner=UserFactory())
    assert curator.get(address(private, "history")).status_code == 404
    assert curator.post(address(private, "restore")).status_code == 404


def test_every_kind_of_record_has_its_history(curator):
    framework = FrameworkVersion.objects.create(key="pksb", version="1", name="PKSB")
    heading = Heading.objects.create(framework=framework, name="Leading")
    heading.skills.add(SkillFactory(name="Advocacy"))
    benefit = BenefitFactory(strengths={SkillFactory(name="Leading people"): 3})
    for record in (framework, heading, benefit, benefit.kind, PlaceFactory()):
        assert curator.get(address(record, "history")).status_code == 200
    assert said(benefit)[0][0] == "Skill of a benefit “Leading people”: added"
    assert said(framework)[0] == ("Heading “Leading”: changed", ["Skills"])


def test_as_many_queries_for_many_versions_as_for_few(curator, django_assert_num_queries):
    organisation = OrganisationFactory()
    for number in range(2):
        OrganisationFactory(name="x")
        organisation.name = f"Name {number}"
        organisation.parent = OrganisationFactory()
        organisation.save()
        FeeFactory(organisation=organisation)
    url = address(organisation, "history")
    with django_assert_num_queries(11) as few:
        curator.get(url)
    for number in range(3):
        organisation.name = f"Other {number}"
        organisation.parent = OrganisationFactory()
        organisation.save()
        FeeFactory(organisation=organisation)
    with django_assert_num_queries(len(few)):
        curator.get(url)
