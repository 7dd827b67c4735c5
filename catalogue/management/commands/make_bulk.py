"""`manage.py make_bulk`: ten thousand invented organisations, to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from catalogue.bulk import NothingToBuildOnError, make_bulk


class Command(BaseCommand):
    help = (
        "Adds invented organisations with five benefits each to a catalogue that is loaded, always "
        "the same ones. To measure and try out with: there is no way to take them out again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisations", type=int, default=10_000, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="another number makes other ones")

    def handle(self, *, organisations: int, seed: int, **options: Any) -> None:
        try:
            made = make_bulk(organisations=organisations, seed=seed)
        except NothingToBuildOnError as error:
            raise CommandError(str(error)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # SQLite never counts by itself what its plans go by
        self.stdout.write(
            f"{made.organisations} organisations, {made.benefits} benefits, {made.fees} fees"
        )
