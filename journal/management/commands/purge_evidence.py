"""`manage.py purge_evidence`: what was removed long ago goes for good."""

from typing import Any

from django.core.management.base import BaseCommand

from journal.evidence import KEPT_FOR, purge_evidence, purge_files


class Command(BaseCommand):
    help = (
        f"Deletes evidence that was removed more than {KEPT_FOR.days} days ago, and files that "
        "belong to nothing any more, as those of erased accounts. For a scheduler, once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed, files = purge_evidence(), purge_files()
        self.stdout.write(f"Deleted: {removed} removed, {files} files that belonged to nothing.")
