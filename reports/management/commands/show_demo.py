"""What does the demo librarian see? Her evaluation on the terminal, and her PDF as a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.pages import Overview, load_overview
from evaluation.table import table_as_text
from people.models import User
from reports.review import make_membership_review

LIBRARIAN = "librarian@example.org"
COLUMNS = 11  # the goals would not fit on a terminal
WIDEST = 34


class Command(BaseCommand):
    """`manage.py show_demo`, after `load_demo`."""

    help = "Prints the demo librarian's evaluation and writes her membership review as PDF."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table and the path of the PDF."""
        user = User.objects.filter(email=LIBRARIAN).first()
        if user is None:
            raise CommandError(f"There is no {LIBRARIAN}: run manage.py load_demo first.")
        page = load_overview(user=user, on=timezone.localdate())
        self.stdout.write("\n".join([page.sentence, *page.notes, "", *_table(page), ""]))
        path = Path(settings.DATA_DIR) / "membership-review.pdf"
        path.touch()
        path.chmod(0o600)  # before anything is in it
        path.write_bytes(
            make_membership_review(user=user, now=timezone.now(), include_sensitive=False)
        )
        self.stdout.write(f"Her membership review: {path}")


def _table(page: Overview) -> list[str]:
    """The table with columns as wide as their longest text."""
    lines = [line[:COLUMNS] for line in table_as_text(page, page.rows)]
    cells = [
        [text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…" for text in line]
        for line in lines
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(COLUMNS)]
    return [
        "  ".join(
            text.ljust(width) if column <= 1 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
