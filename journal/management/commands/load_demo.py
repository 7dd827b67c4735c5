"""`manage.py load_demo`: five invented people to try everything with."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import memberships
from catalogue.models import Organisation
from events.demo import load_events
from journal.demo import load_journal
from journal.demo_evidence import load_evidence
from memberships.demo import LIBRARIAN, load_demo
from memberships.load import persona_words
from memberships.parse import FILE, parse_persona
from people.problems import BadDataError

PERSONA = Path(memberships.__file__).parent / "data" / FILE


class Command(BaseCommand):
    help = (
        "Makes five people to try everything with, and prints how to sign in. Safe to repeat: "
        "whoever is there keeps what they have. The password is that of DEMO_PASSWORD, or a new "
        "one each time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not Organisation.objects.public().exists():
            raise CommandError("The catalogue is empty: run “manage.py load_catalogue” first.")
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
        try:
            persona = parse_persona(PERSONA.read_bytes(), words=persona_words())
        except BadDataError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        people = load_demo(persona=persona, password=password)
        load_events(people=people, on=timezone.localdate())
        for user in people:
            if user.email == LIBRARIAN:
                load_journal(user=user, on=timezone.localdate())
                load_evidence(user=user)
            self.stdout.write(f"{user.name}: {user.email}")
        self.stdout.write(f"Password of all five: {password}")
