"""`manage.py give_role curator kim@example.org`: what somebody may do in the admin."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.roles import Role, give_role
from people.models import User


class Command(BaseCommand):
    help = (
        "Gives somebody a role, instead of the one they had: "
        + "; ".join(str(label) for label in Role.labels)
        + "."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("address", help="the e-mail address of their account")

    def handle(self, *, role: str, address: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            raise CommandError(f"There is no account with the address {address}.")
        give_role(user=user, role=Role(role))
        self.stdout.write(f"{user.email}: {Role(role).label}")
