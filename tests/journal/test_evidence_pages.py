"""Evidence on the pages: added, downloaded by its owner only, removed and put back."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Evidence
from tests.factories import (
    EntryFactory,
    EvidenceFactory,
    FileFactory,
    UnfinishedEntryFactory,
    UserFactory,
)
from tests.journal import samples

pytestmark = pytest.mark.django_db

LINK = "https://example.org/programme"


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def entry(owner):
    return EntryFactory(user=owner)


def url(name, row):
    return reverse(f"journal:{name}", args=[row.uuid])


def send(client, entry, content, name="certificate.pdf"):
    return client.post(url("add_evidence", entry), {"file": SimpleUploadedFile(name, content)})


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("make", [EntryFactory, UnfinishedEntryFactory])
def test_a_file_is_added_and_comes_back_as_it_was(client, owner, make):
    entry, content = make(user=owner), samples.pdf()
    response = send(client, entry, content, "Zertifikat für Łódź „2026“.pdf")
    assert (response.status_code, response["Location"]) == (302, f"{url('entry', entry)}#evidence")
    piece = entry.evidence.get()
    page = client.get(url("entry", entry))
    assert "Zertifikat für Łódź „2026“.pdf" in words(page)
    assert url("evidence", piece) in words(page)
    assert client.get(url("evidence", piece)).content == content


def test_a_file_goes_out_with_headers_that_let_it_do_nothing(client, entry):
    piece = FileFactory(entry=entry, name='Zeugnis für "Łódź".pdf')
    headers = client.get(url("evidence", piece)).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Zeugnis%20f%C3%BCr%20%22%C5%81%C3%B3d%C5%BA%22.pdf"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("name", ["evidence", "remove_evidence", "restore_evidence"])
@pytest.mark.parametrize("removed_at", [None, "2026-03-01T12:00:00Z"])
def test_whose_it_is_not_finds_none(client, name, removed_at):
    piece = FileFactory(removed_at=removed_at)
    client.force_login(UserFactory())
    ask = client.get if name == "evidence" else client.post
    assert ask(url(name, piece)).status_code == 404
    piece.refresh_from_db()
    assert str(piece.removed_at or "")[:10] == (removed_at or "")[:10]


def test_what_was_removed_is_not_handed_out(client, entry):
    removed = FileFactory(entry=entry, removed_at="2026-03-01T12:00:00Z")
    link = EvidenceFactory(entry=entry)
    of_removed = FileFactory(entry=EntryFactory(user=entry.user, removed_at="2026-03-01T12:00:00Z"))
    answers = [
        client.get(url("evidence", each)).status_code for each in (removed, link, of_removed)
    ]
    assert answers == [404, 404, 404]


def test_a_file_that_is_not_there_any_more_is_no_fault_of_the_page(client, entry, caplog):
    piece = FileFactory(entry=entry, name="my-secret-union.pdf")
    piece.file.storage.delete(piece.file.name)
    assert client.get(url("evidence", piece)).status_code == 404
    assert str(piece.uuid) in caplog.text
    assert "union" not in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("me.png", b"<!doctype html><script>alert(1)</script>", "“me.png” is a web page"),
        ("me.svg", b"<svg><script>alert(1)</script></svg>", "“me.svg” is an SVG drawing"),
        ("cv.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "“cv.docx” holds macros"),
        ("cv.pdf.exe", samples.pdf(), "“cv.pdf.exe” is named like a program"),
        ("cv.pdf", b"", "“cv.pdf” is empty."),
        ("&lt;b&gt;.pdf", b"x", "“&lt;b&gt;.pdf” is of a kind that is not taken"),
    ],
)
def test_a_refusal_says_what_why_and_what_to_do(client, entry, name, content, said):
    page = send(client, entry, content, name)
    assert page.status_code == 200
    assert said in words(page)
    assert "<title>Error:" in words(page)
    assert not Evidence.objects.exists()


def test_of_what_claims_to_be_huge_nothing_is_kept(client, entry):
    """Beyond what is taken its content is dropped as it comes (tests/cpd_tracker/test_uploads)."""
    page = send(client, entry, b"%PDF-" + bytes(settings.LARGEST_UPLOAD + 100_000))
    assert "“certificate.pdf” has 5.1\xa0MB and was not read: at most 5.0\xa0MB are" in words(page)
    assert not Evidence.objects.exists()


def test_the_path_in_a_name_is_taken_off(client, entry):
    """As an old browser sends it; the file is kept under a name of its own anyway."""
    body = (
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="..\\..\\etc/../cv.pdf"'
            b"\r\n\r\n"
        )
        + samples.pdf()
        + b"\r\n--x--\r\n"
    )
    client.post(url("add_evidence", entry), body, content_type="multipart/form-data; boundary=x")
    piece = entry.evidence.get()
    assert piece.name == "cv.pdf"
    assert piece.file.name == f"{piece.uuid.hex[:2]}/{piece.uuid.hex}"


def test_a_form_without_a_file_says_so(client, entry):
    assert "Choose a file first." in words(client.post(url("add_evidence", entry)))


def test_a_link_is_shown_with_where_it_leads(client, entry):
    sent = {"link": "example.org/a?b=<c>&d", "name": "The <programme>"}
    response = client.post(url("add_evidence", entry), sent)
    assert response["Location"] == f"{url('entry', entry)}#evidence"
    page = words(client.get(url("entry", entry)))
    assert 'href="https://example.org/a?b=&lt;c&gt;&amp;d"' in page
    assert "The &lt;programme&gt;" in page
    assert "link to example.org" in page
    assert 'rel="noopener noreferrer nofollow"' in page


def test_a_link_that_looks_like_another_says_where_it_leads(client, entry):
    EvidenceFactory(entry=entry, link="https://bank.example@evil.example/x")
    assert "link to evil.example" in words(client.get(url("entry", entry)))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "no address", ""])
def test_what_is_no_address_of_the_web_is_refused(client, entry, link):
    page = client.post(url("add_evidence", entry), {"link": link, "name": "Kept as typed"})
    assert page.status_code == 200
    assert "Kept as typed" in words(page)
    assert not Evidence.objects.exists()


def test_the_same_twice_is_said(client, entry):
    EvidenceFactory(entry=entry, link=LINK)
    page = client.post(url("add_evidence", entry), {"link": LINK, "name": ""})
    assert "This link is there already." in words(page)


def test_what_is_removed_is_offered_back(client, entry):
    piece = FileFactory(entry=entry)
    page = client.post(url("remove_evidence", piece), follow=True)
    assert "“notes.pdf” has been removed." in words(page)
    assert url("restore_evidence", piece) in words(page)
    assert f'href="{url("evidence", piece)}"' not in words(page)
    page = client.post(url("restore_evidence", piece), follow=True)
    assert "“notes.pdf” is back." in words(page)
    assert f'href="{url("evidence", piece)}"' in words(page)


def test_what_cannot_come_back_says_why(client, entry):
    piece = EvidenceFactory(entry=entry, link=LINK, removed_at="2026-03-01T12:00:00Z")
    EvidenceFactory(entry=entry, link=LINK)
    page = client.post(url("restore_evidence", piece), follow=True)
    assert "This link is there already." in words(page)


def test_where_there_is_no_room_no_form_is_offered(client, entry):
    for number in range(20):
        EvidenceFactory(entry=entry, link=f"{LINK}/{number}")
    page = words(client.get(url("entry", entry)))
    assert "There are 20 pieces of evidence here" in page
    assert "multipart/form-data" not in page


@pytest.mark.parametrize("pieces", [1, 3])
def test_as_many_queries_for_three_pieces_as_for_one(
    client, entry, pieces, django_assert_num_queries
):
    for _time in range(pieces):
        FileFactory(entry=entry)
    with django_assert_num_queries(4):
        client.get(url("add_evidence", entry))
