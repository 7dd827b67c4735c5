"""What is another currency to somebody? In their own words: no rate is ever guessed."""

from django.db import transaction

from memberships.ledger import currencies_met
from memberships.models import ExchangeRate
from people.models import Profile, User


def own_currency(*, user: User) -> str:
    """The currency that a person reckons in."""
    profile = Profile.objects.filter(user=user).first() or Profile()
    return profile.currency


def currencies_to_rate(*, user: User, own: str) -> list[str]:
    """What else than their `own` currency a person has to do with, or has said something of."""
    said = ExchangeRate.objects.filter(user=user, into=own).values_list("currency", flat=True)
    return sorted((currencies_met(user=user) | set(said)) - {own})


@transaction.atomic
def save_rate(*, rate: ExchangeRate) -> ExchangeRate:
    """Keep what a currency is to somebody. Raises `ValidationError`."""
    # Two tabs that say it first at once: the second waits here, and is then told.
    User.objects.select_for_update().get(pk=rate.user_id)
    rate.full_clean()
    rate.save()
    return rate
