"""Which columns of memberships and benefits does the evaluation read?"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from engine.journeys import Point
from memberships.choices import MembershipKind


def engine_key(key: str | None, uuid: UUID) -> str:
    """An organisation in the problem: the catalogue's key, or the UUID of a private one."""
    return key or str(uuid)


class MembershipRow(NamedTuple):
    """A membership with what is needed of its organisation."""

    pk: int
    uuid: UUID
    kind: str
    sensitive: bool
    confirmed_on: date | None
    organisation: int
    organisation_key: str | None
    organisation_uuid: UUID
    parent: int | None
    name: str
    short_name: str
    scope: str
    status: str
    successor: str | None
    successor_short: str | None
    latitude: float | None
    longitude: float | None

    @property
    def key(self) -> str:
        return engine_key(self.organisation_key, self.organisation_uuid)

    @property
    def place(self) -> Point | None:
        """Where the organisation is."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


MEMBERSHIP_FIELDS = (
    "pk", "uuid", "kind", "sensitive", "confirmed_on", "organisation_id", "organisation__key",
    "organisation__uuid", "organisation__parent_id", "organisation__name",
    "organisation__short_name", "organisation__scope", "organisation__status",
    "organisation__successor__name", "organisation__successor__short_name",
    "organisation__place__latitude", "organisation__place__longitude",
)  # fmt: skip


# The same of an organisation, as it would stand in a membership.
ORGANISATION_FIELDS = (
    "pk", "key", "uuid", "parent_id", "name", "short_name", "scope", "status", "successor__name",
    "successor__short_name", "place__latitude", "place__longitude",
)  # fmt: skip


def row_as_if_joined(organisation: tuple[Any, ...]) -> MembershipRow:
    """The personal membership that would be, of the `ORGANISATION_FIELDS` of an organisation."""
    return MembershipRow(0, organisation[2], MembershipKind.PERSONAL, False, None, *organisation)


class BenefitRow(NamedTuple):
    """A benefit with what is needed of its kind."""

    pk: int
    uuid: UUID
    organisation: int
    title: str
    mode: str
    interactivity: str
    level: str
    hours: Decimal | None
    audience: str
    requires: list[str]
    gives: list[str]
    kind: str
    kind_label: str
    kind_hours: Decimal
    kind_requires: list[list[str]]
    kind_gives: list[str]


BENEFIT_FIELDS = (
    "pk", "uuid", "organisation_id", "title", "mode", "interactivity", "level", "hours",
    "audience", "requires", "gives", "kind__key", "kind__label", "kind__hours",
    "kind__requires", "kind__gives",
)  # fmt: skip


class UseRow(NamedTuple):
    """What the person says of a benefit."""

    use: int | None = None
    included: bool | None = None
    own_reach: Decimal | None = None
