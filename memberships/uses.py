"""What does a person say of one benefit, in full?"""

from django.db import transaction

from catalogue.models import Benefit
from memberships.models import BenefitRating, BenefitUse
from people.models import User


def find_use(*, user: User, benefit: Benefit) -> BenefitUse:
    """The row to edit, locked; a new one, not yet saved, where the person has said nothing."""
    # Two tabs that say it first at once: the second waits here, and then finds the row.
    User.objects.select_for_update().get(pk=user.pk)
    row = BenefitUse.objects.select_for_update().filter(user=user, benefit=benefit).first()
    return row or BenefitUse(user=user, benefit=benefit)


@transaction.atomic
def save_use(*, row: BenefitUse, stars: int | None) -> None:
    """Save all that a person says of a benefit, and their rating where it is another one.

    A use that followed from how active they are in all, and is another now, is an answer by
    itself. Raises `ValidationError`.
    """
    saved = BenefitUse.objects.filter(pk=row.pk).values_list("use", flat=True).first()
    row.from_activity = row.from_activity and row.use == saved
    row.full_clean()
    row.save()
    last = BenefitRating.objects.filter(user=row.user, benefit=row.benefit).order_by("on", "pk")
    newest = last.last()
    if stars is not None and (newest is None or newest.stars != stars):
        rating = BenefitRating(user=row.user, benefit=row.benefit, stars=stars)
        rating.full_clean()
        rating.save()


def put_back_use(*, row: BenefitUse, use: int | None, from_activity: bool) -> None:
    """Let the use of a benefit be what it was before somebody changed it."""
    row.use, row.from_activity = use, from_activity
    row.full_clean()
    row.save()
