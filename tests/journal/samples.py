"""Tiny files to bring as evidence: real ones, and what somebody with bad intent would send."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from pikepdf import Dictionary, Encryption, Name, Pdf, String
from PIL import Image

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
EXTERNAL = "http://example.org/"


def pdf(change: Callable[[Pdf], object] = lambda document: None, **how) -> bytes:
    """A PDF of one empty page, after `change`; `how` it is saved."""
    document, made = Pdf.new(), io.BytesIO()
    document.add_blank_page()
    change(document)
    document.save(made, **how)
    return made.getvalue()


def with_javascript(document: Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    document.Root.OpenAction = document.make_indirect(action)


def with_launch(document: Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    document.pages[0].AA = Dictionary(O=action)


def with_form_script(document: Pdf) -> None:
    keystroke = Dictionary(S=Name.Rendition, JS=document.make_stream(b"app.alert(1)"))
    document.pages[0].Annots = [Dictionary(Subtype=Name.Link, AA=Dictionary(K=keystroke))]


def with_xfa(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


def with_attachment(document: Pdf) -> None:
    document.attachments["notes.txt"] = b"hello"


def about_javascript(document: Pdf) -> None:
    """A document about what another one runs."""
    document.docinfo["/Title"] = "What /JavaScript, /JS and /Launch do"
    document.pages[0].Contents = document.make_stream(b"BT (/JavaScript /JS /Launch) Tj ET")


def locked(*, user: str) -> Encryption:
    return Encryption(owner="owner", user=user)


def picture(kind: str, size: tuple[int, int] = (3, 2), mode: str = "RGB", **how) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **how)
    return made.getvalue()


def archive(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def content_types(*types: str) -> str:
    parts = "".join(
        f'<Override PartName="/part{n}.xml" ContentType="{each}"/>' for n, each in enumerate(types)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<?xml version="1.0"?><Types xmlns="{namespace}">{parts}</Types>'


def ooxml(kind: str, *types: str, **parts: str | bytes) -> bytes:
    """An Office Open XML document; `types` and `parts` beside its own."""
    listed = content_types(f"{OOXML}{kind}.main+xml", *types)
    return archive({"[Content_Types].xml": listed, "_rels/.rels": "<Relationships/>", **parts})


def docx(*types: str, **parts: str | bytes) -> bytes:
    return ooxml("wordprocessingml.document", *types, **parts)


def xlsx() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def pptx(**parts: str | bytes) -> bytes:
    return ooxml("presentationml.presentation", **parts)


def odf(kind: str, listed: str = "", **parts: str | bytes) -> bytes:
    manifest = f'<m:manifest xmlns:m="urn:manifest">{listed}</m:manifest>'
    own = {"mimetype": f"{ODF}{kind}", "META-INF/manifest.xml": manifest}
    return archive({**own, "content.xml": "<content/>", **parts})


GOOD: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "png": lambda: picture("PNG"),
    "jpg": lambda: picture("JPEG"),
    "gif": lambda: picture("GIF"),
    "webp": lambda: picture("WEBP"),
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "odt": lambda: odf("text"),
    "ods": lambda: odf("spreadsheet"),
    "odp": lambda: odf("presentation"),
}
