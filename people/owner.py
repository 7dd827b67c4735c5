"""Whose form is it, and which? A signed word in a form says who was writing in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from people.models import User

FIELD = "written_by"
_signer = Signer(salt="people.owner")


@dataclass(frozen=True, slots=True)
class Owner:
    """The primary key of the person who was given a form, and the form's name, if it has one."""

    user: int
    form: str


def sign_owner(user: User, form: str = "") -> str:
    """The word that goes into the hidden field `written_by` of a form given to this person."""
    return _signer.sign(f"{user.pk} {form}")


def read_owner(fields: Mapping[str, str]) -> Owner | None:
    """Who was given the form that these fields come from; None where they do not say.

    A form with a prefix has its field as `prefix-written_by`; several forms sent together are
    one person's or nobody's.
    """
    words = {word for name, word in fields.items() if is_owner_field(name)}
    if len(words) != 1:
        return None
    try:
        user, _, form = _signer.unsign(words.pop()).partition(" ")
        return Owner(user=int(user), form=form)
    except BadSignature:
        return None


def is_owner_field(name: str) -> bool:
    """Whether the field says who was writing, and is nothing that was written."""
    return name == FIELD or name.endswith(f"-{FIELD}")
