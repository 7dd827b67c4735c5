"""How many belong to an organisation, as far as that may be said?"""

from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from catalogue.querysets import OrganisationQuerySet
from memberships.choices import State
from memberships.models import Membership

FEWEST = 5  # below it a number would tell of single people; above it only full fives are told


def with_members(organisations: OrganisationQuerySet) -> OrganisationQuerySet:
    """The organisations with `members`, rounded down to full fives: 0 for up to four people.

    Memberships that may be sensitive are not counted, and nothing is where belonging may reveal
    what the law protects. One subquery.
    """
    held = Membership.objects.filter(
        organisation=OuterRef("pk"),
        organisation__special_category="",
        state=State.HELD,
        sensitive=False,
    )
    number = held.order_by().values("organisation").annotate(n=Count("user", distinct=True))
    return organisations.annotate(
        members=Coalesce(Subquery(number.values("n")), Value(0)) / FEWEST * FEWEST
    ).order_by(F("name"))


def members_in_words(organisation: Any) -> str:
    """The number of an organisation that `with_members` gave, where it is nobody's own business."""
    if organisation.special_category:
        return _("not counted")
    if organisation.members < FEWEST:
        return _("fewer than %(fewest)s") % {"fewest": FEWEST}
    return _("%(members)s or more") % {"members": organisation.members}
