"""How many belong to an organisation, as far as that may be said?"""

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

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
