"""`manage.py refresh_feeds`: reads the subscribed calendars that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.refreshing import Refreshed, refresh_due


class Command(BaseCommand):
    help = (
        "Reads every subscribed calendar that is due: an hour after it was last read, later where "
        "it could not be. For a scheduler, every quarter of an hour; two runs at once do no harm. "
        "Says nothing of whose calendars they are. Fails only where a fault is on this side."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        read = failed = broken = 0
        for refreshed in refresh_due():
            self.stdout.write(f"Calendar {refreshed.feed.pk}: {_in_words(refreshed)}")
            broken += refreshed.broken
            failed += refreshed.reason is not None
            read += not refreshed.broken and refreshed.reason is None
        self.stdout.write(f"Read: {read}, could not be read: {failed}, broken here: {broken}.")
        if broken:
            raise CommandError("Something is broken here: the log says what.")


def _in_words(refreshed: Refreshed) -> str:
    found = refreshed.found
    if refreshed.broken:
        return "broken here"
    if refreshed.reason is not None:
        return f"could not be read ({refreshed.reason.value})"
    if found is None:
        return "not changed"
    return (
        f"{len(found.new)} new, {len(found.changed)} changed, {len(found.cancelled)} cancelled, "
        f"{len(found.gone)} gone"
    )
