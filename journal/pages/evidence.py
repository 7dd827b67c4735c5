"""What shows what an entry says? The page object of its evidence."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.evidence import MOST_PIECES
from journal.evidence_forms import FileForm, LinkForm
from journal.models import Entry, Evidence
from people.figures import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file to download, or a link that leads elsewhere; what is known of it, and since when."""

    name: str
    url: str
    leads_away: bool
    about: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSection:
    """The evidence of an entry, oldest first, and forms for more; `full` where none has room.

    The forms are in sight (`open`) where nothing else is, and on the page that is for them.
    """

    pieces: tuple[Piece, ...]
    file_form: FileForm
    link_form: LinkForm
    add_url: str
    full: str
    open: bool


def load_evidence(
    *, entry: Entry, sent: FileForm | LinkForm | None = None, adding: bool = False
) -> EvidenceSection:
    """The evidence of an entry that comes with its owner, in one query.

    A form that was `sent` and refused stands in the place of an empty one. `adding` is for the
    page that is there for the forms.
    """
    evidence = entry.evidence.filter(removed_at=None)
    pieces = tuple(_link(each) if each.link else _file(each) for each in evidence)
    full = len(pieces) >= MOST_PIECES
    words = _("There are %(most)s pieces of evidence here, which is all that an entry can have.")
    return EvidenceSection(
        pieces=pieces,
        file_form=sent if isinstance(sent, FileForm) else FileForm(user=entry.user),
        link_form=sent if isinstance(sent, LinkForm) else LinkForm(user=entry.user),
        add_url=reverse("journal:add_evidence", args=[entry.uuid]),
        full=words % {"most": MOST_PIECES} if full else "",
        open=adding or not pieces,
    )


def _file(evidence: Evidence) -> Piece:
    kind = evidence.name.rpartition(".")[2].upper()
    return Piece(
        name=evidence.name,
        url=reverse("journal:evidence", args=[evidence.uuid]),
        leads_away=False,
        about=" · ".join([kind, filesizeformat(evidence.size or 0), _added(evidence)]),
        remove_url=_remove_url(evidence),
    )


def _link(evidence: Evidence) -> Piece:
    host = urlsplit(evidence.link).hostname or ""
    return Piece(
        name=evidence.name,
        url=evidence.link,
        leads_away=True,
        about=" · ".join([_("link to %(host)s") % {"host": host}, _added(evidence)]),
        remove_url=_remove_url(evidence),
    )


def _added(evidence: Evidence) -> str:
    return _("added %(day)s") % {"day": day(timezone.localdate(evidence.created_at))}


def _remove_url(evidence: Evidence) -> str:
    return reverse("journal:remove_evidence", args=[evidence.uuid])
