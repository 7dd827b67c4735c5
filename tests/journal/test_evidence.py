"""How does evidence come about, go and come back? And what is on the disk then?"""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from cpd_tracker import settings
from journal import evidence as service
from journal.evidence import (
    MOST_PIECES,
    add_file,
    add_link,
    remove_evidence,
    restore_evidence,
)
from journal.models import Evidence
from tests.factories import EntryFactory, EvidenceFactory, UnfinishedEntryFactory
from tests.journal import samples

pytestmark = pytest.mark.django_db

LINK = "https://example.org/programme"
LONG_AGO = timedelta(days=31)
PDF = samples.pdf()  # each has an identifier of its own


@pytest.fixture
def folder(monkeypatch, tmp_path: Path) -> Path:
    """Where files of evidence are: on a disk, as when the product runs."""
    place = tmp_path / "evidence"
    backend: Any = settings.STORAGES["evidence"]  # the product's, before the tests take another
    storage = FileSystemStorage(**{**backend["OPTIONS"], "location": str(place)})
    monkeypatch.setattr(Evidence.file.field, "storage", storage)
    return place


@pytest.fixture
def entry():
    return EntryFactory()


def upload(content=PDF, name="certificate.pdf"):
    return ContentFile(content, name=name)


def another_pdf(number: int = 1) -> bytes:
    return samples.pdf(lambda document: [document.add_blank_page() for _ in range(number)])


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def removed_at(evidence, moment):
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=moment)


def refused(do) -> str:
    with pytest.raises(ValidationError) as error:
        do()
    return " ".join(error.value.messages)


def test_a_file_is_kept_as_it_is_under_a_name_of_its_own(folder, entry):
    content = samples.picture("PNG")
    piece = add_file(entry=entry, upload=upload(content, "Réunion à Lyon.png"))
    piece.refresh_from_db()
    (stored,) = files(folder)
    assert stored.read_bytes() == content
    assert stored.relative_to(folder) == Path(piece.uuid.hex[:2], piece.uuid.hex)
    assert stored.stat().st_mode & 0o777 == 0o600
    assert (piece.name, piece.content_type) == ("Réunion à Lyon.png", "image/png")
    assert piece.size == len(content)
    assert len(piece.sha256) == 64


def test_an_entry_that_is_not_finished_takes_evidence_too():
    entry = UnfinishedEntryFactory()
    add_file(entry=entry, upload=upload())
    assert entry.evidence.count() == 1


def test_a_name_is_kept_in_one_form_of_its_letters(folder, entry):
    assert add_file(entry=entry, upload=upload(name=" Re\u0301union.pdf ")).name == "Réunion.pdf"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "cv.pdf", "“cv.pdf” is empty."),
        (b"<html>", "me.png", "“me.png” is a web page"),
        (b"<svg onload='alert(1)'/>", "me.svg", "“me.svg” is an SVG drawing"),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "cv.docx", "“cv.docx” holds macros"),
        (PDF, "cv.pdf.exe", "“cv.pdf.exe” is named like a program"),
        (PDF, "cv.exe.pdf", "“cv.exe.pdf” is named like a program"),
        (PDF, "cv.png", "“cv.png” is by its content a .pdf file."),
        (PDF, "cv", "“cv” is by its content a .pdf file."),
        (PDF, "cv\u202efdp.pdf", "signs that are not seen"),
        (PDF, "a" * 197 + ".pdf", "too long: 200 letters at most"),
        (PDF, " ", "The file has no name."),
    ],
)
def test_what_is_no_evidence_is_refused_and_leaves_nothing(folder, entry, content, name, words):
    text = refused(lambda: add_file(entry=entry, upload=upload(content, name)))
    assert words in text
    assert (Evidence.objects.count(), files(folder)) == (0, [])


def test_a_path_in_the_name_leads_nowhere(folder, entry):
    """Neither where it is taken off nor where it is not."""
    file = upload()
    file.name = "../../evil.pdf"
    assert "names a folder" in refused(lambda: add_file(entry=entry, upload=file))
    assert files(folder.parent) == []


def test_what_is_too_large_is_not_read(folder, entry, settings):
    settings.LARGEST_UPLOAD = 100
    text = refused(lambda: add_file(entry=entry, upload=upload(b"x" * 101)))
    assert "has 101\xa0bytes and was not read: at most 100\xa0bytes are taken" in text


def test_the_same_file_twice_in_an_entry_is_noticed(folder, entry):
    add_file(entry=entry, upload=upload())
    text = refused(lambda: add_file(entry=entry, upload=upload(name="again.pdf")))
    assert text == "This file is there already."
    assert len(files(folder)) == 1
    add_file(entry=EntryFactory(user=entry.user), upload=upload())
    assert len(files(folder)) == 2


def test_the_same_link_twice_in_an_entry_is_noticed(entry):
    add_link(entry=entry, link=f" {LINK} ")
    assert refused(lambda: add_link(entry=entry, link=LINK)) == "This link is there already."


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "file:///etc", "x", ""],
)
def test_links_lead_to_the_web_only(entry, link):
    assert refused(lambda: add_link(entry=entry, link=link, name="Programme"))
    assert not Evidence.objects.exists()


def test_a_link_without_a_name_is_called_by_itself(entry):
    assert add_link(entry=entry, link=LINK).name == LINK
    assert add_link(entry=entry, link=f"{LINK}?{'x' * 300}").name == f"{LINK}?{'x' * 300}"[:200]


def test_an_entry_has_so_many_pieces_and_no_more(folder, entry):
    for number in range(MOST_PIECES - 1):
        EvidenceFactory(entry=entry, link=f"{LINK}/{number}")
    piece = add_file(entry=entry, upload=upload())
    message = "An entry has 20 pieces of evidence at most. Remove one first."
    assert refused(lambda: add_link(entry=entry, link=LINK)) == message
    assert refused(lambda: add_file(entry=entry, upload=upload(another_pdf()))) == message
    assert len(files(folder)) == 1
    remove_evidence(evidence=piece)
    add_link(entry=entry, link=LINK)
    assert refused(lambda: restore_evidence(evidence=piece)) == message


def test_a_person_has_so_much_room(folder, entry, monkeypatch):
    size = len(PDF)
    monkeypatch.setattr(service, "LARGEST_SUM", size + 10)
    add_file(entry=entry, upload=upload())
    elsewhere = EntryFactory(user=entry.user)
    text = refused(lambda: add_file(entry=elsewhere, upload=upload()))
    assert "Your files have" in text
    assert len(files(folder)) == 1
    add_file(entry=EntryFactory(), upload=upload())  # somebody else's room is their own
    assert len(files(folder)) == 2


def test_what_was_removed_gives_way_where_room_is_needed(
    folder, entry, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(service, "LARGEST_SUM", len(PDF) + 10)
    removed = add_file(entry=entry, upload=upload())
    remove_evidence(evidence=removed)
    with django_capture_on_commit_callbacks(execute=True):
        added = add_file(entry=entry, upload=upload())
    assert [*Evidence.objects.all()] == [added]
    assert [path.name for path in files(folder)] == [added.uuid.hex]


def test_what_was_removed_stays_where_it_would_not_be_enough(
    folder, entry, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(service, "LARGEST_SUM", 10)
    removed = EvidenceFactory(
        entry=entry, link="", file="ab/abc", size=9, sha256="0" * 64, removed_at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        refused(lambda: add_file(entry=entry, upload=upload()))
    assert [*Evidence.objects.all()] == [removed]


def test_what_is_removed_comes_back_with_its_file(folder, entry):
    piece = add_file(entry=entry, upload=upload())
    remove_evidence(evidence=piece)
    assert (entry.evidence.filter(removed_at=None).count(), len(files(folder))) == (0, 1)
    restore_evidence(evidence=piece)
    assert entry.evidence.get(removed_at=None) == piece


def test_what_was_added_again_meanwhile_does_not_come_back(folder, entry):
    piece = add_file(entry=entry, upload=upload())
    remove_evidence(evidence=piece)
    add_file(entry=entry, upload=upload())
    assert refused(lambda: restore_evidence(evidence=piece)) == "This file is there already."
    assert entry.evidence.filter(removed_at=None).count() == 1


def test_no_file_stays_whose_row_the_database_refuses(folder, entry):
    found = []

    def fail(execute, sql, *rest):
        if sql.startswith("INSERT"):
            found.extend(files(folder))
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with connection.execute_wrapper(fail), pytest.raises(OperationalError):
        add_file(entry=entry, upload=upload())
    assert (len(found), files(folder)) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_no_file_stays_whose_transaction_fails_at_its_end(folder, entry, monkeypatch):
    def fail():
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "commit", fail)
        with pytest.raises(OperationalError):
            add_file(entry=entry, upload=upload())
    assert (Evidence.objects.count(), files(folder)) == (0, [])


def test_no_row_stays_whose_file_cannot_be_written(folder, entry):
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="evidence"):
        add_file(entry=entry, upload=upload())
    assert not Evidence.objects.exists()


def test_purging_deletes_what_was_removed_long_ago(
    folder, entry, django_capture_on_commit_callbacks, capsys
):
    here, lately, long_ago = (
        add_file(entry=entry, upload=upload(another_pdf(number))) for number in (1, 2, 3)
    )
    link = EvidenceFactory(entry=entry)
    for piece in (long_ago, link):
        removed_at(piece, timezone.now() - LONG_AGO)
    removed_at(lately, timezone.now() - LONG_AGO / 2)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_evidence")
    assert set(Evidence.objects.all()) == {here, lately}
    assert {path.name for path in files(folder)} == {here.uuid.hex, lately.uuid.hex}
    assert "Deleted: 2 removed, 0 files" in capsys.readouterr().out


def test_purging_deletes_the_files_of_an_erased_account(folder, entry):
    kept = add_file(entry=EntryFactory(), upload=upload())
    erased = [add_file(entry=entry, upload=upload(another_pdf(number))) for number in (1, 2)]
    entry.user.delete()
    hours_ago = time.time() - 7200
    old, new = (folder / piece.file.name for piece in erased)
    os.utime(old, (hours_ago, hours_ago))
    os.utime(folder / kept.file.name, (hours_ago, hours_ago))
    call_command("purge_evidence", stdout=io.StringIO())
    assert set(files(folder)) == {folder / kept.file.name, new}


def test_purging_where_nobody_has_brought_a_file(folder, capsys):
    call_command("purge_evidence")
    assert capsys.readouterr().out.startswith("Deleted: 0 removed, 0 files")
