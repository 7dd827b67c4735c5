"""Tables come into the catalogue and leave it in the admin."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from catalogue.models import Benefit, Fee, Organisation, Revision
from catalogue.roles import Role, give_role
from curation.admin.tables import KINDS
from goals.models import FrameworkVersion, Heading
from people.models import Place
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CSV, EXCEL, YAML = (number for number, _name in KINDS)
NEW = "key,name,kind,scope\nnew,New,charity,local\n"


def sign_in(client, role):
    user = UserFactory()
    give_role(user=user, role=role)
    client.force_login(user)
    return client


@pytest.fixture
def curator(client):
    cache.clear()
    return sign_in(client, Role.CURATOR)


ELSEWHERE = {
    "skill": "goals", "frameworkversion": "goals", "heading": "goals", "place": "people",
}  # fmt: skip


def address(model, page):
    return reverse(f"admin:{ELSEWHERE.get(model, 'catalogue')}_{model}_{page}")


def look(client, content, *, model="organisation", kind=CSV):
    """Send a file to be looked at."""
    content = content.encode() if isinstance(content, str) else content
    data = {"import_file": SimpleUploadedFile("table", content), "format": kind, "resource": "0"}
    return client.post(address(model, "import"), data)


def write(client, page, *, model="organisation", **changes):
    """Send the form under what was looked at."""
    form = page.context["confirm_form"]
    data = {field.name: field.value() for field in form if field.value() is not None} | changes
    return client.post(address(model, "process_import"), data, follow=True)


def words(page):
    """The mistakes a page tells, as somebody reads them."""
    found = re.findall(r"<li>(.*?)</li>", page.content.decode().split("Nothing can be written")[1])
    return [line.replace("&quot;", '"').replace("&#x27;", "'") for line in found]


def test_a_table_is_looked_at_and_then_written(curator):
    page = look(curator, NEW)
    assert not Organisation.objects.exists()
    assert "1 new, 0 changed, 0 unchanged" in page.content.decode()
    page = write(curator, page)
    assert [each.message for each in page.context["messages"]] == [
        "Imported: 1 new, 0 changed, 0 unchanged."
    ]
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.search_text) == ("New", "new\n")
    assert organisation.history.get().history_user is not None
    assert Revision.objects.get().number == 1


def test_columns_that_are_missing_stay_as_they_are(curator):
    organisation = OrganisationFactory(key="a", note="Kept", status="active")
    write(curator, look(curator, "key,status\na,dissolved\n"))
    organisation.refresh_from_db()
    assert (organisation.note, organisation.status) == ("Kept", "dissolved")


def test_what_would_change_is_shown_cell_by_cell(curator):
    OrganisationFactory(key="a", name="<Old>")
    page = look(curator, "key,name\na,New\n").content.decode()
    assert "<del>&lt;Old&gt;</del> <ins>New</ins>" in page
    assert "style=" not in page.split("What would change")[1].split("</table>")[0]


def test_rows_may_lead_to_rows_further_down(curator):
    table = (
        "key,name,kind,scope,parent,successor,see_instead\n"
        "group,Group,chapter,local,whole,,other\n"
        "other,Other,chapter,local,,whole,\n"
        "whole,Whole,charity,local,,,\n"
    )
    write(curator, look(curator, table))
    group, other, whole = Organisation.objects.order_by("key")
    assert (group.parent, other.successor) == (whole, whole)
    assert list(group.see_instead.all()) == [other]
    assert "other" in whole.search_text


def test_names_and_sources_become_what_the_lines_say(curator):
    organisation = OrganisationFactory(key="a")
    organisation.other_names.create(name="Gone", kind="former")
    kept = organisation.other_names.create(name="Kept: as it is", kind="alias")
    table = (
        'key,other_names,sources\na,"alias: Kept: as it is\nformer: New",'
        '"2026-05-01: http://example.org\nundated: a leaflet"\n'
    )
    write(curator, look(curator, table))
    names = [(each.pk == kept.pk, each.kind, each.name) for each in organisation.other_names.all()]
    assert names == [(True, "alias", "Kept: as it is"), (False, "former", "New")]
    sources = {(str(each.read_on), each.text) for each in organisation.sources.all()}
    assert sources == {("2026-05-01", "http://example.org"), ("None", "a leaflet")}


def test_benefits_and_fees_come_in_too(curator):
    skill = SkillFactory(key="advocacy")
    kind = BenefitKindFactory()
    organisation = OrganisationFactory(key="a")
    there = BenefitFactory(organisation=organisation, kind=kind, strengths={skill: 1})
    table = (
        "uuid,organisation,kind,title,mode,interactivity,basis,requires,skills\n"
        f"{there.uuid},a,{kind.key},Talks,online,passive,sourced,none,advocacy: 3\n"
        f",a,{kind.key},Walks,online,passive,sourced,,\n"
    )
    write(curator, look(curator, table, model="benefit"), model="benefit")
    talks, walks = Benefit.objects.order_by("title")
    assert (talks.pk, talks.requires) == (there.pk, ["none"])
    assert [row.strength for row in talks.benefit_skills.all()] == [3]
    assert (walks.audience, walks.skills.count()) == ("members", 0)
    organisation.refresh_from_db()
    assert "walks" in organisation.search_text
    FeeFactory(organisation=organisation, grade="Full", year=2025, period="year", amount=10)
    table = (
        "organisation,grade,year,period,amount,currency\n"
        "a,Full,2025,year,12.50,GBP\na,Full,2026,year,,EUR\n"
    )
    write(curator, look(curator, table, model="fee"), model="fee")
    fees = Fee.objects.order_by("year").values_list("year", "amount", "currency")
    assert [(year, str(amount), currency) for year, amount, currency in fees] == [
        (2025, "12.50", "GBP"),
        (2026, "None", "EUR"),
    ]


def test_skills_come_in_with_their_areas(curator):
    there = SkillFactory(key="advocacy", name="Advocacy", facets=["letters"], position=3)
    table = (
        "key,name,summary,facets,parent,position\n"
        'advocacy,Advocacy,Speaking up,"letters\ntalks: to the press",leading,3\n'
        "leading,Leading,,,,\n"
    )
    write(curator, look(curator, table, model="skill"), model="skill")
    there.refresh_from_db()
    assert (there.summary, there.position, there.parent.name) == ("Speaking up", 3, "Leading")
    assert there.facets == ["letters", "talks: to the press"]
    assert Revision.objects.get().number == 1


def test_frameworks_come_in_with_their_headings(curator):
    skill = SkillFactory(key="advocacy")
    versions = "key,version,name,checked\npksb,2024,PKSB,True\npksb,2025,PKSB,\n"
    write(curator, look(curator, versions, model="frameworkversion"), model="frameworkversion")
    headings = (
        "framework,name,position,skills\n"
        "pksb: 2024,Advocating,1,advocacy\npksb: 2025,Advocating,2,\n"
    )
    write(curator, look(curator, headings, model="heading"), model="heading")
    found = Heading.objects.order_by("framework__version")
    assert [(str(each.framework), each.framework.checked, each.position) for each in found] == [
        ("PKSB (2024)", True, 1),
        ("PKSB (2025)", False, 2),
    ]
    assert [list(each.skills.all()) for each in found] == [[skill], []]
    write(curator, look(curator, headings.replace(",advocacy", ","), model="heading"))
    write(
        curator,
        look(curator, "framework,name,skills\npksb: 2024,Advocating,\n", model="heading"),
        model="heading",
    )
    assert not skill.headings.exists()


def test_places_come_in_and_are_found(curator):
    place = PlaceFactory(geonames_id=1, name="Old Town", population=5)
    table = (
        "geonames_id,name,country,latitude,longitude\n"
        "1,Älmhult,SE,56.5,14.1\n2,York,GB,53.96,-1.08\n"
    )
    write(curator, look(curator, table, model="place"), model="place")
    place.refresh_from_db()
    assert (place.name, place.population, place.latitude) == ("Älmhult", 5, 56.5)
    assert place.search_name.startswith("almhult")
    assert Place.objects.get(geonames_id=2).search_name.startswith("york")


@pytest.mark.parametrize(
    ("model", "table", "mistake"),
    [
        ("skill", "key,parent\nadvocacy,gone\n", "parent: There is no “gone”."),
        ("skill", "key,parent\nadvocacy,advocacy\n", "A skill cannot be its own area"),
        ("skill", "key,name,position\nnew,New,-1\n", "position: Ensure this value is greater"),
        ("frameworkversion", "key,version,name\nnew,1,\n", "name: This field cannot be blank."),
        ("heading", "framework,name\npksb,New\n", "should be written like “pksb: 2021”"),
        ("heading", "framework,name\npksb: 9,New\n", "There is no “pksb: 9”."),
        ("heading", "framework,name,skills\npksb: 1,New,gone\n", "There is no “gone”."),
        ("place", "geonames_id,latitude\n1,NaN\n", "latitude: “NaN” is no number."),
        ("place", "geonames_id,latitude\n1,91\n", "place_latitude"),
        ("place", "geonames_id,name,country\n2,New,Sweden\n", "country: "),
        ("place", "geonames_id\nx\n", "“x” value must be an integer."),
        ("organisation", "key,nmae\na,A\n", "There is no column “nmae”. There are:"),
        ("organisation", "key,kind\na,club\n", "kind: Value 'club' is not a valid choice."),
        ("organisation", "key,parent\na,gone\n", "parent: There is no “gone”."),
        ("organisation", "key,parent\na,a\n", "parent: A circle: “Organisation"),
        ("organisation", "key,place\na,x\n", "place: There is no “x”."),
        ("organisation", "key,place\na,9999999999999999999999\n", "There is no “99"),
        ("organisation", "key,checked_on\na,soon\n", "“soon” value has an invalid date format"),
        ("organisation", "key,evidence_year\na,3000\n", "evidence_year: Ensure this value is less"),
        ("organisation", "key,other_names\na,Old\n", "should be written like “former: Society"),
        ("organisation", "key,other_names\na,old: Old\n", "“old” is no kind of name."),
        ("organisation", "key,sources\na,2026-13-01: x\n", "month must be in 1..12"),
        ("organisation", "key,see_instead\na,gone\n", "There is no “gone”."),
        ("organisation", "key,name,kind,scope\n,New,charity,local\n", "needs a key"),
        ("organisation", "name\nA\n", "The following fields are declared in"),
        ("benefit", "uuid,requires\n{uuid},chairing\n", "No kind of experience is called chairing"),
        ("benefit", "uuid,hours\n{uuid},NaN\n", "hours: "),
        ("benefit", "uuid,skills\n{uuid},gone: 1\n", "There is no “gone”."),
        ("benefit", "uuid,skills\n{uuid},advocacy: 4\n", "the strength must be 1, 2 or 3"),
        ("benefit", "uuid,title\nx,New\n", "“x” is not a valid UUID."),
        ("benefit", "uuid,title\n,New\n", "This field cannot be null."),
    ],
)
def test_mistakes_are_named_and_nothing_is_written(curator, model, table, mistake):
    SkillFactory(key="advocacy")
    FrameworkVersion.objects.create(key="pksb", version="1", name="PKSB")
    PlaceFactory(geonames_id=1)
    benefit = BenefitFactory(organisation=OrganisationFactory(key="a"))
    page = look(curator, table.format(uuid=benefit.uuid), model=model)
    assert any(mistake in line for line in words(page)), words(page)
    assert "confirm_form" not in page.context
    assert (Organisation.objects.count(), Benefit.objects.count()) == (1, 1)


def test_a_good_row_is_not_written_beside_a_bad_one(curator):
    page = look(curator, NEW + "bad,Bad,club,local\n")
    assert len(words(page)) == 1
    assert not Organisation.objects.exists()


def test_what_cannot_be_led_to_in_the_end_is_said(curator):
    table = "key,name,kind,scope,successor\na,A,charity,local,b\nb,B,charity,local,a\n"
    page = look(curator, table)
    assert any("A circle" in line for line in words(page))
    assert not Organisation.objects.exists()


def test_somebodys_private_organisation_neither_leaves_nor_is_led_to(curator):
    private = OrganisationFactory(key=None, owner=UserFactory(), name="Private circle")
    BenefitFactory(organisation=private, title="Private evenings")
    FeeFactory(organisation=private, grade="Private grade")
    for model in ("organisation", "benefit", "fee"):
        file = curator.post(address(model, "export"), {"format": CSV, "resource": "0"})
        assert b"Private" not in file.content
        assert file.content.startswith(b"\xef\xbb\xbf")


def test_what_leaves_is_what_the_list_shows(curator):
    OrganisationFactory(key="here", status="active", place=PlaceFactory())
    OrganisationFactory(key="gone", status="dissolved")
    url = address("organisation", "export") + "?status__exact=dissolved"
    file = curator.post(url, {"format": CSV, "resource": "0"}).content.decode()
    assert "gone" in file
    assert "here" not in file
    assert curator.get(address("organisation", "export") + "?x=1").status_code in {400, 404}


QUERIES = {
    "organisation": 10, "benefit": 9, "fee": 5,
    "skill": 5, "frameworkversion": 5, "heading": 8, "place": 5,
}  # fmt: skip


@pytest.mark.parametrize(("model", "queries"), QUERIES.items())
def test_as_many_queries_for_many_rows_as_for_one(
    curator, django_assert_num_queries, model, queries
):
    for number in (1, 2):
        for _row in range(number):
            organisation = OrganisationFactory(parent=OrganisationFactory(), place=PlaceFactory())
            organisation.other_names.create(name="Old", kind="former")
            organisation.see_instead.add(organisation.parent)
            BenefitFactory(organisation=organisation, strengths={SkillFactory(): 1})
            FeeFactory(organisation=organisation)
            skill = SkillFactory(parent=SkillFactory())
            version = FrameworkVersion.objects.create(key="a", version=organisation.key, name="A")
            version.headings.create(name="A").skills.add(skill)
        with django_assert_num_queries(queries):
            curator.post(address(model, "export"), {"format": CSV, "resource": "0"})


def test_no_cell_is_a_formula_and_it_comes_back_as_it_was(curator):
    organisation = OrganisationFactory(key="a", name="=1+1", note="-x\n+y")
    for kind in (CSV, EXCEL):
        file = curator.post(address("organisation", "export"), {"format": kind, "resource": "0"})
        if kind == CSV:
            assert "'=1+1" in file.content.decode()
        page = look(curator, file.content, kind=kind)
        assert "0 new, 0 changed, 1 unchanged" in page.content.decode()
    organisation.refresh_from_db()
    assert organisation.name == "=1+1"


def test_a_workbook_that_somebody_typed(curator):
    sheet = (book := Workbook()).active
    for row in (("key", "evidence_year"), ("a", 2024), ("b", 2025.0), (None, None)):
        sheet.append(row)
    book.save(file := BytesIO())
    OrganisationFactory(key="a")
    OrganisationFactory(key="b")
    write(curator, look(curator, file.getvalue(), kind=EXCEL))
    years = Organisation.objects.order_by("key").values_list("evidence_year", flat=True)
    assert list(years) == [2024, 2025]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (EXCEL, b"no workbook"),
        (YAML, b"{"),
        (YAML, b"- key: [a]\n  name: {b: c}\n"),
        (YAML, b"just words"),
        (CSV, b"\xff\xfe"),
        (CSV, b"key,note\na,b\0c\n"),
        (CSV, b""),
    ],
)
def test_what_is_no_table_is_refused(curator, kind, content):
    page = look(curator, content, kind=kind)
    assert page.status_code == 200
    assert page.context["form"].errors["import_file"]


@pytest.mark.parametrize(
    "changes", [{"import_file_name": "other"}, {"format": "9"}, {"format": "x"}, {"resource": "x"}]
)
def test_what_was_not_looked_at_is_not_written(curator, changes):
    page = write(curator, look(curator, NEW), **changes)
    assert page.context["confirm_form"].errors
    assert not Organisation.objects.exists()


def test_what_can_be_written_no_longer_is_not_half_written(curator):
    OrganisationFactory(key="b", name="B")
    page = look(curator, NEW.replace("scope", "scope,parent").replace("local", "local,b"))
    Organisation.objects.all().delete()
    page = write(curator, page)
    assert [each.message for each in page.context["messages"]] == [
        "Nothing was written: the catalogue has changed. Look at the file once more."
    ]
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("role", "import_", "export"),
    [(Role.CURATOR, 200, 200), (Role.COORDINATOR, 403, 200), (Role.MEMBER, 302, 302)],
)
@pytest.mark.parametrize("model", QUERIES)
def test_who_may_bring_in_and_who_take_out(client, model, role, import_, export):
    sign_in(client, role)
    assert client.get(address(model, "import")).status_code == import_
    assert look(client, NEW, model=model).status_code == import_
    written = client.post(address(model, "process_import"))
    assert written.status_code == import_
    assert client.get(address(model, "export")).status_code == export
    page = client.get(address(model, "changelist"))
    if page.status_code == 200:
        assert ("Import</a>" in page.content.decode()) is (import_ == 200)
        assert "Export</a>" in page.content.decode()
