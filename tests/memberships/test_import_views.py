"""The pages on which a list or a file becomes memberships."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Organisation
from memberships.columns import COLUMNS
from memberships.models import ImportBatch, ImportRow, Membership, Term
from people.choices import Step
from people.editing import version_of
from people.guide import load_stepper
from tests.factories import (
    ImportBatchFactory,
    ImportRowFactory,
    MembershipFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BRING_IN = reverse("memberships:bring_in")
PASTE = reverse("memberships:paste")
UPLOAD = reverse("memberships:upload")


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def guild():
    return OrganisationFactory(name="Guild of Readers", short_name="GoR")


def url(name, batch, *more):
    return reverse(f"memberships:{name}", args=[batch.uuid, *more])


def paste(client, names, **fields):
    response = client.post(PASTE, {"names": names, **fields})
    batch = ImportBatch.objects.latest("created_at")
    assert (response.status_code, response["Location"]) == (302, url("batch", batch))
    return batch


def upload(client, content, name="mine.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def preview(client, batch, **asked):
    return client.get(url("batch", batch), asked).context["page"]


def answer(client, batch, **fields):
    batch.refresh_from_db()
    sent = {"version": version_of(batch), "page": "1", "verdict": "", **fields}
    return client.post(url("answer_rows", batch), sent, follow=True)


def test_a_list_from_the_first_page_to_the_last(client, user, guild):
    OrganisationFactory(name="Reading Circle North", parent=guild)
    south = OrganisationFactory(name="Reading Circle South", status="dissolved")
    assert "Names of what you belong to" in client.get(BRING_IN).content.decode()
    batch = paste(client, "Dear all,\nReading Circle\nthe G.O.R.\nOur own evening")
    page = preview(client, batch)
    assert page.sentence == ("3 rows: 1 asks something, 1 found in the catalogue, 1 new.")
    assert [way.label for way in page.ways] == [
        "All (3)", "Which one is it? (1)", "Found (1)", "Not in the catalogue (1)",
    ]  # fmt: skip
    assert [(row.written, row.verdict, row.taken_for) for row in page.rows] == [
        ("Reading Circle", "Which one is it?", ""),
        ("Our own evening", "Not in the catalogue",
         "Added for you alone; you can say more about it afterwards."),
        ("the G.O.R", "Found", "Guild of Readers"),
    ]  # fmt: skip
    assert [(each.label, each.about, each.chosen) for each in page.rows[0].answers] == [
        ("Reading Circle North", "Professional body · group of GoR", False),
        ("Reading Circle South", "Professional body · Dissolved", False),
        ("None of these: add it for me alone", "", False),
        ("Leave it out", "", False),
    ]
    assert page.skipped == ("1: Dear all,",)
    assert [row.written for row in preview(client, batch, verdict="found").rows] == ["the G.O.R"]
    refused = answer(client, batch, add="1")
    assert "Some rows still ask something" in refused.content.decode()
    assert not Membership.objects.exists()
    added = answer(client, batch, add="1", **{"row-1": str(south.pk), "row-3": "leave"})
    assert added.context["page"].sentence == "Added: 2 memberships."
    assert added.context["page"].left == ("Line 3: Our own evening",)
    mine = Membership.objects.filter(user=user).values_list("organisation__name", flat=True)
    assert set(mine) == {"Guild of Readers", "Reading Circle South"}
    undone = client.post(url("undo_batch", batch), follow=True)
    assert "All of it has been taken back" in undone.content.decode()
    assert not Membership.objects.exists()


def test_what_was_changed_since_stays_and_the_others_are_taken_back(client, user, guild):
    OrganisationFactory(name="Small Circle")
    batch = paste(client, "GoR\nSmall Circle")
    page = answer(client, batch, add="1").context["page"]
    assert (page.kept, page.undo) == ("", "Undo: take all of it back")
    Membership.objects.get(organisation=guild).save()
    page = preview(client, batch)
    assert page.kept == "1 of these memberships has been changed since and stays."
    assert page.undo == "Take back the others"
    undone = client.post(page.undo_url, follow=True).content.decode()
    assert "What had not been changed has been taken back" in undone
    assert Membership.objects.get().organisation == guild


def test_what_was_begun_is_found_again_until_it_is_added(client, user, guild):
    ImportBatchFactory()
    batch = paste(client, "GoR\nGuild of Raeders")
    (waiting,) = client.get(BRING_IN).context["waiting"]
    assert (waiting.name, waiting.url) == ("GoR, Guild of Raeders …", url("batch", batch))
    assert waiting.about.startswith("2 rows · 1 asks something · begun on ")
    for page in ("memberships:list", "memberships:guide"):
        assert "You have begun to bring in" in client.get(reverse(page)).content.decode()
    answer(client, batch, add="1", leave_open="on")
    assert client.get(BRING_IN).context["waiting"] == ()
    page = client.get(reverse("memberships:list")).content.decode()
    assert "You have begun to bring in" not in page


def test_what_still_asks_is_left_out_on_wish(client, user, guild):
    batch = paste(client, "Guild of Raeders\nGoR")
    page = answer(client, batch, add="1", leave_open="on").context["page"]
    assert (page.sentence, page.left) == ("Added: 1 membership.", ("Line 1: Guild of Raeders",))


def test_answers_are_kept_without_adding(client, user, guild):
    batch = paste(client, "Guild of Raeders")
    hostile = {"row-x": "1", "row-77": "leave", "row-²": "1", "kind-1": "9" * 5000}
    answer(client, batch, **{"row-1": "9" * 5000}, parent="9" * 5000, **hostile)
    assert [row.decision for row in batch.rows.all()] == [""]
    answer(client, batch, **{"row-1": "private"})
    assert [row.decision for row in batch.rows.all()] == ["private"]
    assert not Membership.objects.exists()


def test_how_one_belongs_is_chosen_in_the_row(client, user, guild):
    upload(client, "organisation,kind\nGoR,friend\nReading Evening,\n")
    batch = ImportBatch.objects.get()
    kinds = [
        [(each.label, each.chosen) for each in row.kinds] for row in preview(client, batch).rows
    ]
    ours = ["Personal", "Through my employer", "Informal", "Online profile"]
    assert kinds == [
        [("friend", True), *((label, False) for label in ours)],
        [(label, label == "Personal") for label in ours],
    ]
    answer(client, batch, **{"kind-2": "informal", "kind-3": "nonsense"})
    assert [row.verdict for row in preview(client, batch).rows] == ["Not in the catalogue", "Found"]
    answer(client, batch, add="1", **{"kind-3": "profile"})
    mine = Membership.objects.order_by("pk").values_list("kind", flat=True)
    assert list(mine) == ["informal", "profile"]


def test_what_another_tab_changed_is_looked_at_first(client, user, guild):
    batch = paste(client, "GoR\nOur evening")
    page = answer(client, batch, add="1", version="another", **{"row-2": "leave"})
    assert "changed meanwhile" in page.content.decode()
    assert not Membership.objects.exists()
    assert batch.rows.get(line=2).decision == "private"


def test_an_organisation_that_is_gone_meanwhile_is_no_answer(client, user, guild):
    batch = paste(client, "Guild of Raeders")
    guild.delete()
    refused = answer(client, batch, add="1", **{"row-1": str(guild.pk)})
    assert "Some rows still ask something" in refused.text
    assert refused.context["page"].rows[0].asks
    assert not Membership.objects.exists()


@pytest.mark.parametrize("what", ["answer_rows", "import_row"])
def test_what_is_not_looked_up_yet_takes_no_answers(client, user, guild, what):
    upload(client, "organisation\n" + "GoR\n" * 201)
    batch = ImportBatch.objects.get()
    address = url(what, batch, *([2] if what == "import_row" else []))
    sent = {"version": version_of(batch), "add": "1", "row-2": "private", "leave_open": "1"}
    sent |= {"organisation": "Other", "kind": "personal"}
    assert client.post(address, sent)["Location"] == url("batch", batch)
    assert set(batch.rows.values_list("verdict", "decision")) == {("unread", "")}
    assert "201" in client.get(url("batch", batch)).context["page"].sentence


@pytest.mark.parametrize("what", ["answer_rows", "match_rows", "import_row"])
def test_what_has_no_named_columns_takes_no_answers(client, user, what):
    upload(client, "Foo,Bar\nA club,1\n")
    batch = ImportBatch.objects.get()
    sent = {"version": version_of(batch), "add": "1", "leave_open": "1"}
    address = url(what, batch, *([2] if what == "import_row" else []))
    assert client.post(address, sent)["Location"] == url("batch", batch)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.get().verdict) == ("to_map", "unread")


def test_the_organisation_of_a_group_is_offered(client, user, guild):
    OrganisationFactory(name="GoR North", parent=guild)
    batch = paste(client, "GoR North")
    assert [row.parent for row in preview(client, batch).rows] == ["GoR"]
    answer(client, batch, parent="1")
    rows = preview(client, batch).rows
    assert [(row.written, row.parent) for row in rows] == [("GoR North", ""), ("GoR", "")]


def test_a_list_without_names_comes_back_with_what_was_written(client, user):
    page = client.post(PASTE, {"names": "--\nA reader"}).content.decode()
    assert "No names were found" in page
    assert "A reader" in page
    assert not ImportBatch.objects.exists()


def test_the_way_on_leads_to_the_guide_where_it_came_from(client, user, guild):
    batch = paste(client, "GoR", guide="1")
    guide = reverse("memberships:guide")
    assert preview(client, batch).guide_url == guide
    result = answer(client, batch, add="1").context["page"]
    assert result.guide_url == reverse("memberships:guide_activity")
    assert load_stepper(user=user, step=Step.BELONG).steps[2].state == "done"
    assert preview(client, paste(client, "GoR")).guide_url == ""


def test_a_file_of_any_columns_is_mapped_previewed_edited_and_added(client, user, guild):
    content = "Society;Cost;Colour\nGoR;£12;red\nReading Evening;-1;blue\n".encode("cp1252")
    response = upload(client, content)
    batch = ImportBatch.objects.get()
    assert response["Location"] == url("batch", batch)
    assert client.get(url("batch", batch))["Location"] == url("map_columns", batch)
    form = client.get(url("map_columns", batch)).context["form"]
    assert {name: form[name].initial for name in ("column_0", "column_1", "column_2")} == {
        "column_0": "organisation", "column_1": "fee", "column_2": "",
    }  # fmt: skip
    assert form.left_out == "Left out: Colour."
    fields = {"column_0": "organisation", "column_1": "fee", "column_2": "fee", "kind": "personal"}
    halved = client.post(url("map_columns", batch), {**fields, "column_2": "", "ends": "1/1/2026"})
    assert "Give both days, or neither." in halved.content.decode()
    refused = client.post(url("map_columns", batch), fields).content.decode()
    assert "Two columns hold “Fee”. Leave one of them out." in refused
    fields |= {"column_2": "", "starts": "1/1/2026", "ends": "31 December 2026"}
    mapped = client.post(url("map_columns", batch), fields, follow=True)
    page = mapped.context["page"]
    assert page.read_as == "mine.csv, read as CP1252. Columns left out: Colour."
    assert [(row.line, row.verdict, row.facts, row.problems) for row in page.rows] == [
        (3, "To put right", "taken for 2026-01-01 – 2026-12-31 · -1 GBP",
         ("Fee, “-1”: A fee cannot be negative.",)),
        (2, "Found", "taken for 2026-01-01 – 2026-12-31 · 12 GBP", ()),
    ]  # fmt: skip
    edited = url("import_row", batch, 3)
    form = client.get(edited).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"fee": "15"}
    sent = {name: text for name, text in sent.items() if text}
    assert client.post(edited, sent)["Location"] == f"{url('batch', batch)}#row-3"
    answer(client, batch, add="1")
    assert [str(fee) for fee in Term.objects.order_by("pk").values_list("fee", flat=True)] == [
        "12.00", "15.00",
    ]  # fmt: skip
    assert Organisation.objects.get(owner=user).name == "Reading Evening"


def test_a_row_changed_in_another_tab_is_not_overwritten(client, user, guild):
    batch = paste(client, "GoR")
    address = url("import_row", batch, 1)
    form = client.get(address).context["form"]
    sent = {"organisation": "GoR", "kind": "personal", "version": form["version"].value()}
    client.post(address, {**sent, "notes": "mine"})
    page = client.post(address, {**sent, "notes": "other"}).content.decode()
    assert "Saved meanwhile: mine" in page
    assert batch.rows.get().values["notes"] == "mine"


def test_with_htmx_a_row_is_edited_in_its_place(client, user, guild):
    batch = paste(client, "GoR")
    address, headers = url("import_row", batch, 1), {"HX-Request": "true"}
    part = client.get(address, headers=headers).content.decode()
    assert part.lstrip().startswith("<form")
    form = client.get(address).context["form"]
    wrong = {"organisation": "", "kind": "personal", "version": form["version"].value()}
    assert "This field is required" in client.post(address, wrong, headers=headers).content.decode()
    saved = client.post(address, {**wrong, "organisation": "Evening"}, headers=headers)
    assert saved["HX-Redirect"] == f"{url('batch', batch)}#row-1"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"x" * 50 * 1024 * 1024, "The file has 50.0\xa0MB and was not read"),
        ("a.csv", b"", "The submitted file is empty."),
        ("a.csv", b"name\nA\x00\nB\nC\x07\n", "Line 2 holds signs that no text has."),
        ("a.csv", b"name\nA\x00\nB\nC\x07\n", "Line 4 holds signs that no text has."),
        ("a.csv", b'name\n"A\n', "Line 2: a quotation mark opens or closes a cell"),
        ("a.csv", b"name\nA\nB\x81\xff\n", "Line 3 is no text in UTF-8"),
        ("a.csv", b"name\nA,B\n", "Line 2 has more cells than there are headings"),
        ("a.csv", b"name\n" + b"A\n" * 2001, "that ends on line 2002"),
        ("a.xlsx", b"PK\x03\x04", "File extension “xlsx” is not allowed"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(client, user, name, content, words):
    response = upload(client, content, name)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_formulas_and_markup_are_shown_literally_and_leave_escaped(client, user):
    upload(client, "organisation,notes\n<script>1</script>,=HYPERLINK(1)\n")
    batch = ImportBatch.objects.get()
    page = client.get(url("batch", batch)).content.decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    answer(client, batch, add="1")
    exported = client.get(reverse("memberships:list_csv")).content.decode()
    assert ",'=HYPERLINK(1)" in exported


def test_what_was_exported_adds_nothing_when_it_comes_back(client, user, guild):
    membership = MembershipFactory(user=user, organisation=guild, notes="=1+1", number="'-7")
    TermFactory(membership=membership)
    TermFactory(membership=membership, starts="2027-01-01", ends=None, fee=None)
    MembershipFactory(user=user, organisation=guild, kind="employer")
    MembershipFactory(user=user, organisation__name="Faith Circle", sensitive=True, state="ended")
    exported = client.get(f"{reverse('memberships:list_csv')}?show=all").content
    upload(client, exported)
    batch = ImportBatch.objects.get()
    page = preview(client, batch)
    assert [row.verdict for row in page.rows] == ["Yours already"] * 4
    before = (list(Membership.objects.values()), list(Term.objects.values()))
    result = answer(client, batch, add="1").context["page"]
    assert result.sentence.startswith("Nothing was added")
    assert (list(Membership.objects.values()), list(Term.objects.values())) == before
    Membership.objects.all().delete()
    upload(client, exported)
    again = ImportBatch.objects.latest("created_at")
    answer(client, again, add="1")
    assert client.get(f"{reverse('memberships:list_csv')}?show=all").content == exported


def test_the_template_is_understood_without_mapping(client, user):
    content = client.get(reverse("memberships:template_csv")).content
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[0] == list(COLUMNS)
    upload(client, content)
    assert [row.verdict for row in preview(client, ImportBatch.objects.get()).rows] == [
        "Not in the catalogue"
    ]
    page = client.get(reverse("memberships:import_columns")).content.decode()
    assert all(str(column.help) in page.replace("&quot;", '"') for column in COLUMNS.values())


def test_a_long_file_shows_how_far_it_is(client, user):
    names = "".join(f"Evening of letter {number}\n" for number in range(450))
    upload(client, f"organisation\n{names}")
    batch = ImportBatch.objects.get()
    page = client.get(url("batch", batch)).context["page"]
    assert (page.done, page.total) == (0, 450)
    part = client.post(url("match_rows", batch), headers={"HX-Request": "true"})
    assert "200 of 450 rows have been looked up" in part.content.decode()
    assert client.post(url("match_rows", batch))["Location"] == url("batch", batch)
    assert client.get(url("batch", batch)).context["page"].done == 400
    done = client.post(url("match_rows", batch), headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == url("batch", batch)
    page = preview(client, batch, page="9")
    assert (len(page.rows), page.rows[0].line, len(page.pages)) == (50, 402, 9)


def test_what_is_not_wanted_is_thrown_away(client, user):
    batch = paste(client, "A circle")
    client.post(url("discard_batch", batch))
    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["map_columns", "match_rows", "answer_rows", "discard_batch"])
def test_what_was_added_cannot_be_changed_any_more(client, user, guild, name):
    batch = paste(client, "GoR")
    answer(client, batch, add="1")
    assert client.post(url(name, batch)).status_code == 404


def test_nothing_is_added_twice_by_a_form_sent_twice(client, user, guild):
    batch = paste(client, "GoR")
    sent = {"version": version_of(batch), "add": "1"}
    client.post(url("answer_rows", batch), sent)
    assert client.post(url("answer_rows", batch), sent).status_code == 404
    assert Membership.objects.count() == 1


def test_what_is_too_old_is_not_there_any_more(client, user):
    batch = ImportBatchFactory(user=user)
    old = timezone.now() - timedelta(days=7, seconds=1)
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=old)
    assert client.get(url("batch", batch)).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_preview_takes_as_many_queries_for_many_rows(
    client, user, guild, django_assert_num_queries, count
):
    batch = ImportBatchFactory(user=user)
    for number in range(count):
        ImportRowFactory(
            batch=batch,
            verdict="found",
            organisation=OrganisationFactory(parent=guild, successor=guild),
            decision="add",
            candidates=[guild.pk],
            values={"organisation": f"Circle {number}", "kind": "personal"},
        )
    with django_assert_num_queries(11):
        client.get(url("batch", batch))
