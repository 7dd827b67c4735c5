"""May this person see it? Somebody else's private organisation does not exist for them."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from catalogue.models import Organisation
from people.models import User

Reader = User | AnonymousUser


def get_organisation(*, user: Reader, uuid: UUID) -> Organisation:
    """An organisation of the public catalogue or the person's own; else 404.

    One that was a duplicate is found too: its `merged_into` replaced it.
    """
    visible = Organisation.objects.visible_to(user)
    related = ("parent", "place", "successor", "merged_into")
    return get_object_or_404(visible.select_related(*related), uuid=uuid)


def get_organisations(*, user: Reader, uuids: list[str]) -> list[Organisation]:
    """Those of the UUIDs that the person may see, in their order, each once.

    What replaced a duplicate takes its place.
    """
    wanted = [uuid for text in uuids if (uuid := _as_uuid(text))]
    visible = Organisation.objects.visible_to(user).filter(uuid__in=wanted)
    related = ("parent", "place", "successor")
    instead = (f"merged_into__{name}" for name in related)
    rows = visible.select_related(*related, *instead)
    found = {row.uuid: row for row in rows.prefetch_related("fees", "merged_into__fees")}
    kept = (found[uuid].merged_into or found[uuid] for uuid in wanted if uuid in found)
    return list(dict.fromkeys(kept))


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
