"""How does evidence of an entry come about, go, and come back?"""

import hashlib
import unicodedata
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.files.apart import find_kind_apart
from journal.files.kinds import KINDS, Kind
from journal.files.names import LONGEST_NAME, check_ending, check_name
from journal.files.refusals import RefusedFileError
from journal.models import Entry, Evidence
from journal.models.evidence import evidence_path
from journal.refused import refusal
from people.models import User

MOST_PIECES = 20  # an entry
LARGEST_SUM = 200 * 1024 * 1024  # bytes a person
KEPT_FOR = timedelta(days=30)  # once removed
SETTLED = timedelta(hours=1)  # after which no transaction still waits to name a file


def add_file(*, entry: Entry, upload: "File[bytes]") -> Evidence:
    """Keep a file, whose kind is found by its content, with its row or not at all.

    Raises `ValidationError` where it is not taken, is there already, or has no room.
    """
    name = unicodedata.normalize("NFC", upload.name or "").strip()
    _refuse_large(name, upload.size)
    content = upload.read()
    about = KINDS[_kind(name, content)]
    evidence = Evidence(
        entry=entry,
        name=name,
        content_type=about.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    evidence.file = ContentFile(content, name=evidence.uuid.hex)
    with ExitStack() as when_it_fails:
        when_it_fails.callback(_storage().delete, evidence_path(evidence, name))
        with transaction.atomic(durable=True):
            _save(evidence, size=len(content))
        when_it_fails.pop_all()
    return evidence


@transaction.atomic
def add_link(*, entry: Entry, link: str, name: str = "") -> Evidence:
    """Keep an address, under a name of its own or under itself. Raises `ValidationError`."""
    link = link.strip()
    evidence = Evidence(entry=entry, link=link, name=name.strip() or link[:LONGEST_NAME])
    _save(evidence)
    return evidence


def remove_evidence(*, evidence: Evidence) -> None:
    """It shows nothing; its file is kept for a while, unless the room is needed."""
    evidence.removed_at = timezone.now()
    evidence.save(update_fields=["removed_at"])


@transaction.atomic
def restore_evidence(*, evidence: Evidence) -> None:
    """Put it back. Raises `ValidationError` where the entry has it again, or all it can have."""
    evidence.removed_at = None
    _save(evidence)


def purge_evidence(*, user: User | None = None) -> int:
    """Delete what was removed long ago, of a `user` all that was removed; how much that was."""
    removed = Evidence.objects.exclude(removed_at=None)
    if user is None:
        return _delete(removed.filter(removed_at__lt=timezone.now() - KEPT_FOR))
    return _delete(removed.filter(entry__user=user))


def purge_files() -> int:
    """Delete files that no row names, as of erased accounts; how many there were."""
    storage = _storage()
    settled = timezone.now() - SETTLED
    left = [path for path in _stored() if storage.get_modified_time(path) < settled]
    named = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    nameless = [path for path in left if path not in named]
    _delete_files(nameless)
    return len(nameless)


def _kind(name: str, content: bytes) -> Kind:
    """The kind of a file whose name fits it. Raises `ValidationError`."""
    kind = None
    try:
        check_name(name)
        kind = find_kind_apart(content)
        check_ending(name, kind)
    except RefusedFileError as error:
        raise refusal(error.reason, name=name, kind=kind or "") from error
    return kind


def _refuse_large(name: str, size: int) -> None:
    """A file that is too large came without its content (`cpd_tracker.uploads`)."""
    if size <= settings.LARGEST_UPLOAD:
        return
    message = _(
        "“%(name)s” has %(size)s and was not read: at most %(largest)s are taken. Save it smaller, "
        "or add a link to where it is."
    )
    sizes = {"size": filesizeformat(size), "largest": filesizeformat(settings.LARGEST_UPLOAD)}
    raise ValidationError({"file": ValidationError(message, params={"name": name, **sizes})})


def _save(evidence: Evidence, *, size: int = 0) -> None:
    """Keep a row; `size` bytes come with it that nothing has counted yet."""
    # Two forms at once would each find room: the second waits here for the first.
    owner = User.objects.select_for_update().get(pk=evidence.entry.user_id)
    others = Evidence.objects.filter(entry=evidence.entry, removed_at=None).exclude(pk=evidence.pk)
    if others.count() >= MOST_PIECES:
        message = _("An entry has %(most)s pieces of evidence at most. Remove one first.")
        raise ValidationError(message, params={"most": MOST_PIECES})
    if size:
        _make_room(owner, size)
    evidence.full_clean()
    evidence.save()


def _make_room(owner: User, size: int) -> None:
    """What was removed gives way; raises `ValidationError` where that is not enough."""
    if _used(owner) + size > LARGEST_SUM:
        purge_evidence(user=owner)
    if _used(owner) + size > LARGEST_SUM:
        message = _(
            "Your files have %(used)s together, of %(largest)s at most. Remove one that you do "
            "not need, or add a link to where this one is."
        )
        sizes = {"used": filesizeformat(_used(owner)), "largest": filesizeformat(LARGEST_SUM)}
        raise ValidationError({"file": ValidationError(message, params=sizes)})


def _used(owner: User) -> int:
    """The bytes of all files of a person, those that were removed and are kept too."""
    return Evidence.objects.filter(entry__user=owner).aggregate(sum=Sum("size"))["sum"] or 0


@transaction.atomic
def _delete(evidence: QuerySet[Evidence]) -> int:
    """Delete rows, and their files once that is certain; how many."""
    rows = evidence.select_for_update(of=("self",)).values_list("pk", "file")
    pks, files = [pk for pk, _file in rows], [file for _pk, file in rows if file]
    Evidence.objects.filter(pk__in=pks).delete()
    transaction.on_commit(lambda: _delete_files(files))
    return len(pks)


def _delete_files(paths: Iterable[str]) -> None:
    for path in paths:
        _storage().delete(path)


def _storage() -> Storage:
    """Where the files are."""
    return Evidence.file.field.storage


def _stored() -> list[str]:
    """The paths of all files that are kept."""
    storage = _storage()
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:  # nobody has brought a file yet
        return []
    return [f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]]
