"""What shows what the demo's librarian did? A drawing, made here, and a link that leads nowhere."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from journal.evidence import add_file, add_link
from journal.models import Entry, Evidence
from people.models import User

DRAWN, SHOWN = "A course on planning with logic models", "Webinar on speaking up for libraries"
PROGRAMME = "https://www.example.org/speaking-up"
BOXES = ("What we have", "What we do", "Who comes", "What changes")
WIDTH, HEIGHT, GAP = 170, 90, 40  # pixels
INK, PAPER = "#24211b", "#ffffff"


def load_evidence(*, user: User) -> None:
    """Add both to the journal of the demo, unless it has evidence.

    In no transaction: a file is kept in one of its own.
    """
    if Evidence.objects.filter(entry__user=user).exists():
        return
    mine = Entry.objects.of(user)
    drawing = ContentFile(draw_model(), name="our logic model.png")
    for entry in mine.filter(title=DRAWN):
        add_file(entry=entry, upload=drawing)
    for entry in mine.filter(title=SHOWN):
        add_link(entry=entry, link=PROGRAMME, name="Programme of the webinar")


def draw_model() -> bytes:
    """A logic model as PNG: boxes in a row, each leading to the next."""
    step = WIDTH + GAP
    picture = Image.new("RGB", (len(BOXES) * step + GAP, HEIGHT + 2 * GAP), PAPER)
    pen = ImageDraw.Draw(picture)
    middle = GAP + HEIGHT // 2
    for number, words in enumerate(BOXES):
        left = GAP + number * step
        pen.rectangle((left, GAP, left + WIDTH, GAP + HEIGHT), outline=INK, width=2)
        pen.text((left + 20, middle - 5), words, fill=INK)
        if number:
            pen.line((left - GAP, middle, left, middle), fill=INK, width=2)
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
