"""`manage.py load_catalogue`: places, skills, organisations with what they offer and cost."""

from argparse import ArgumentParser
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from catalogue.load import FOLDER, load_catalogue, read_files
from catalogue.roles import set_up_roles
from people.problems import BadDataError
from people.seed import Loaded

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Loads the whole catalogue, places included. Safe to repeat: adds and updates, and leaves "
        "what a curator has edited. If anything is wrong it says what, and writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="folder", type=Path, default=FOLDER, help="the folder of the data files"
        )

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            files = read_files(folder)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except BadDataError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for loaded in load_catalogue(files):
            self._report(loaded)
        set_up_roles()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # SQLite never counts by itself what its plans go by

    def _report(self, loaded: Loaded) -> None:
        self.stdout.write(
            f"{loaded.what}: {len(loaded.added)} added, {len(loaded.updated)} updated, "
            f"{loaded.unchanged} unchanged"
        )
        self._list("edited by a curator, left as they are", loaded.kept)
        self._list("no longer in the file", loaded.gone)

    def _list(self, title: str, names: Collection[str]) -> None:
        if names:
            self.stdout.write(f"  {len(names)} {title}:")
        for name in sorted(names)[:SHOWN]:
            self.stdout.write(f"    {name}")
        if len(names) > SHOWN:
            self.stdout.write("    …")
