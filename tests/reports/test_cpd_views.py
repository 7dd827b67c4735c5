"""The pages of the CPD report: what is chosen, what is read, what is kept."""

import subprocess

import pytest
from django.urls import reverse

from people.editing import VERSION
from reports.choices import CpdPart
from reports.models import ReportTemplate
from tests.factories import EntryFactory, ReportTemplateFactory, UserFactory
from tests.reports.journals import SECRET, make_journal

pytestmark = pytest.mark.django_db
YEAR = {"starts": "2026-01-01", "ends": "2026-12-31"}
CHOOSE, READ, PDF = (reverse(f"reports:{name}") for name in ("cpd", "cpd_page", "cpd_pdf"))
NEW = reverse("reports:add_template")


@pytest.fixture
def user(client):
    user = make_journal()
    EntryFactory(user=user, title=SECRET, on="2026-05-01", confidential=True)
    client.force_login(user)
    return user


def text_of(response):
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=response.content, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def page_of(response):
    return response.context["page"]


def parts_of(response) -> list[str]:
    return [part.key for part in page_of(response).parts if part.chosen]


def test_it_says_what_is_in_and_what_is_left_out(client, user):
    page = page_of(client.get(CHOOSE, YEAR))
    assert page.sentence == ("Your report from 1 January 2026 to 31 December 2026 has 3 entries.")
    assert page.missing == ("1 entry is left out.", "1 unfinished entry is not in it.")
    assert [part.holds for part in page.parts] == [
        "5 h", "3 entries", "2 closed, 1 open", "1 membership", "1 goal", "1 open step", "", "",
    ]  # fmt: skip
    assert SECRET not in client.get(READ, YEAR).content.decode()


def test_what_is_hidden_is_asked_for_and_not_remembered(client, user):
    response = client.get(CHOOSE, YEAR | {"sensitive": "1"})
    page = page_of(response)
    assert page.missing == ("1 unfinished entry is not in it.",)
    assert SECRET in client.get(page.page_url).content.decode()
    assert SECRET in text_of(client.get(page.pdf_url))
    for other in (*page.periods, *page.templates):
        assert "sensitive" not in other.href
    assert SECRET not in text_of(client.get(PDF, YEAR))


def test_an_empty_period_says_what_will_stand_there(client):
    client.force_login(UserFactory())
    response = client.get(CHOOSE, YEAR)
    assert page_of(response).sentence == (
        "There is no finished entry from 1 January 2026 to 31 December 2026. Once there is one, "
        "its time, your reflections and its evidence stand in the report."
    )
    assert client.get(READ, YEAR).status_code == 200
    assert client.get(PDF, YEAR)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"starts": "2026-02-01", "ends": "2026-01-01"}, "must not be before the first"),
        ({"starts": "soon", "ends": "2026-01-01"}, "Enter a valid date"),
        ({"starts": "1066-10-14", "ends": "2026-01-01"}, "Give a day from 1 January 1850 on"),
    ],
)
def test_days_that_are_none_are_named_and_nothing_is_made(client, user, days, message):
    assert message in client.get(CHOOSE, days).content.decode()
    for address in (READ, PDF):
        response = client.get(address, days)
        assert (response.status_code, response.url.split("?")[0]) == (302, CHOOSE)
        assert message in client.get(response.url).content.decode()


def test_days_may_be_typed_as_people_write_them(client, user):
    page = page_of(client.get(CHOOSE, {"starts": "1 March 2026", "ends": "31/3/2026"}))
    assert page.sentence.endswith("has 2 entries.")
    assert "starts=2026-03-01&ends=2026-03-31" in page.pdf_url


def test_parts_are_left_out_and_moved_and_the_address_says_so(client, user):
    chosen = {**YEAR, "part": ["summary", "entries", "plan"]}
    assert parts_of(client.get(CHOOSE, chosen)) == ["summary", "entries", "plan"]
    response = client.get(CHOOSE, chosen | {"up": "plan"})
    assert response.url.endswith("&part=summary&part=plan&part=entries#line-plan")
    moved = client.get(response.url)
    assert parts_of(moved) == ["summary", "plan", "entries"]
    document = client.get(page_of(moved).page_url).context["document"]
    assert [each.heading for each in document.sections] == [
        "About this report", "Summary", "Plan for what comes next", "What I did",
    ]  # fmt: skip


def test_htmx_gets_the_choices_alone_with_their_address(client, user):
    asked = {**YEAR, "part": ["summary", "plan"], "down": "summary"}
    response = client.get(CHOOSE, asked, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert response["HX-Push-Url"].endswith("part=plan&part=summary")
    assert "“Summary” is now in place 2 of 2." in response.content.decode()


def test_none_ticked_and_nonsense_mean_all(client, user):
    for part in ([], ["nothing"]):
        assert parts_of(client.get(CHOOSE, {**YEAR, "part": part})) == list(CpdPart)


def test_the_pdf_is_private_and_its_name_says_nothing(client, user):
    response = client.get(PDF, YEAR)
    assert response["Content-Disposition"].startswith('inline; filename="cpd-report-20')
    for word in ("private", "no-store"):
        assert word in response["Cache-Control"]
    for address in (CHOOSE, READ, PDF):
        assert client.post(address).status_code == 405


def test_everybody_gets_their_own(client, user):
    other = UserFactory(name="A colleague")
    template = ReportTemplateFactory(user=user, body="Secret body")
    client.force_login(other)
    asked = YEAR | {"sensitive": "1"}
    assert "A course" not in client.get(READ, asked).content.decode()
    assert "A course" not in text_of(client.get(PDF, asked))
    for address in (CHOOSE, READ, PDF):
        for word in (str(template.uuid), "1", "x"):
            assert client.get(address, asked | {"template": word}).status_code == 404


def fields(**changes):
    return {
        "name": "For the Guild", "body": "Guild", "number": "GR-1", "job_title": "Librarian",
        "declaration": "All true.", "parts": ["plan", "summary"], "version": "",
    } | changes  # fmt: skip


def test_what_is_chosen_is_kept_as_a_template(client, user):
    chosen = page_of(client.get(CHOOSE, {**YEAR, "part": ["plan", "summary"]}))
    form = client.get(chosen.keep_url).context["form"]
    assert form.initial["parts"] == ["plan", "summary"]
    response = client.post(chosen.keep_url, fields())
    template = ReportTemplate.objects.get(user=user)
    assert template.parts == ["plan", "summary"]
    kept = page_of(client.get(response.url))
    assert kept.pdf_url == f"{PDF}?starts=2026-01-01&ends=2026-12-31&template={template.uuid}"
    assert [choice.label for choice in kept.templates] == ["Without a template", "For the Guild"]
    text = text_of(client.get(kept.pdf_url))
    for wanted in ("Guild", "GR-1", "Librarian"):
        assert wanted in text
    assert text.index("Plan for what comes next") < text.index("Summary")


def test_a_template_takes_the_parts_that_were_chosen_for_it(client, user):
    template = ReportTemplateFactory(user=user, parts=["plan", "summary"])
    asked = {**YEAR, "template": str(template.uuid)}
    assert parts_of(client.get(CHOOSE, asked)) == ["plan", "summary"]
    page = page_of(client.get(CHOOSE, {**asked, "part": ["summary", "steps"]}))
    form = client.get(page.change_url).context["form"]
    assert form.initial["parts"] == ["summary", "steps"]
    version = form.initial[VERSION]
    sent = fields(name="Renamed", parts=["summary", "steps"], version=version)
    assert client.post(page.change_url, sent).status_code == 302
    template.refresh_from_db()
    assert (template.name, template.parts) == ("Renamed", ["summary", "steps"])


def test_two_tabs_that_change_a_template_are_noticed(client, user):
    template = ReportTemplateFactory(user=user, parts=["plan", "summary"])
    address = reverse("reports:template", args=[template.uuid])
    version = client.get(address).context["form"].initial[VERSION]
    client.post(address, fields(version=version, parts=["summary", "plan"]))
    response = client.post(address, fields(version=version, parts=["plan", "summary"]))
    errors = response.context["form"].errors
    assert errors["parts"] == ["Saved meanwhile: Summary, Plan for what comes next"]
    assert "name" not in errors


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": " "}, "This field is required"),
        ({"parts": []}, "This field is required"),
        ({"parts": ["nothing"]}, "not one of the available choices"),
        ({"name": "TAKEN"}, "You have a template of this name already."),
        ({"declaration": "x" * 5001}, "at most 5000"),
        ({"parts": ["plan", "plan"]}, "each once"),
    ],
)
def test_what_is_no_template_is_refused(client, user, changes, message):
    ReportTemplateFactory(user=user, name="Taken")
    response = client.post(NEW, fields(**changes))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert ReportTemplate.objects.count() == 1


def test_a_deleted_template_comes_back_as_it_was(client, user):
    client.post(NEW, fields())
    before = ReportTemplate.objects.get()
    response = client.post(reverse("reports:remove_template", args=[before.uuid]), follow=True)
    assert not ReportTemplate.objects.exists()
    undo = response.context["undo"]
    sent: dict[str, list[str]] = {}
    for name, text in undo.fields:
        sent.setdefault(name, []).append(text)
    client.post(undo.action, sent)
    after = ReportTemplate.objects.get()
    for name in ("name", "body", "number", "job_title", "declaration", "parts"):
        assert getattr(after, name) == getattr(before, name)


def test_the_page_prints_what_the_document_says(client, user):
    response = client.get(READ, YEAR)
    html = response.content.decode()
    document = response.context["document"]
    assert html.count("<h1") == 1
    for part in document.parts:
        assert f">{part.section.heading}</h{part.level + 1}>" in html
    assert html.count("<table") == html.count("<caption") > 0
    assert "style=" not in html


@pytest.mark.parametrize("templates", [1, 3])
def test_it_takes_as_many_queries_however_many_templates(
    client, user, templates, django_assert_num_queries
):
    ReportTemplateFactory.create_batch(templates, user=user)
    with django_assert_num_queries(27):
        client.get(CHOOSE, YEAR)
