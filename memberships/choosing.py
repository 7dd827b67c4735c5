"""What has somebody ticked and not added yet? It waits in the session while they search on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from catalogue.models import Organisation
from memberships.choices import MembershipKind
from people.models import User

KEY = "ticked_memberships"


@dataclass(frozen=True, slots=True)
class Choices:
    """How one belongs to what is ticked: `own` has the organisations (by UUID, as text), each with
    a kind of its own, or "" where it is that of the lot."""

    kind: str = MembershipKind.PERSONAL
    own: Mapping[str, str] = field(default_factory=dict)


def read_choices(posted: QueryDict) -> Choices:
    """The choices that a form sent. Raises `ValueError` for what no form of ours sends."""
    kind = MembershipKind(posted.get("kind", MembershipKind.PERSONAL))
    own = {}
    for text in posted.getlist("pick"):
        uuid = str(UUID(text))
        chosen = posted.get(f"kind_{uuid}", "")
        own[uuid] = MembershipKind(chosen).value if chosen else ""
    return Choices(kind=kind.value, own=own)


def keep_choices(session: Any, choices: Choices) -> None:
    """Let them wait."""
    session[KEY] = {"kind": choices.kind, "own": dict(choices.own)}


def find_choices(session: Any) -> Choices:
    """What waits; nothing where nothing does."""
    kept = session.get(KEY)
    return Choices(kind=kept["kind"], own=kept["own"]) if kept else Choices()


def forget_choices(session: Any) -> None:
    """They have been added. How one belonged to them is likely to hold for the next as well."""
    keep_choices(session, Choices(kind=find_choices(session).kind))


def kinds_by_organisation(*, user: User, choices: Choices) -> dict[Organisation, str]:
    """The organisations chosen, each with its kind; those that the person cannot see are none."""
    joinable = Organisation.objects.visible_to(user).filter(merged_into=None)
    return {
        organisation: choices.own[str(organisation.uuid)] or choices.kind
        for organisation in joinable.filter(uuid__in=choices.own)
    }
