"""How is what people say about themselves kept, and how do places come to be found?"""

from collections.abc import Collection, Iterable

from django.db import transaction

from people.choices import Mode
from people.folding import search_key
from people.models import Place, Profile, TravelMode, WorkingDay

BATCH = 1000


def set_search_name(place: Place) -> bool:
    """Work out anew what the place is found by, unsaved; whether that has changed."""
    before, place.search_name = place.search_name, search_key(str(place))
    return place.search_name != before


@transaction.atomic
def refresh_search_names(places: Iterable[Place]) -> None:
    """Write anew what these places are found by, where that has changed."""
    stale = [place for place in places if set_search_name(place)]
    Place.objects.bulk_update(stale, ["search_name"], batch_size=BATCH)


@transaction.atomic
def save_learning(*, profile: Profile, modes: Collection[Mode]) -> None:
    """Keep a person's profile and ways of travelling, in place of those before.

    The profile's own row is saved whatever has changed, so that its `changed_at` tells of it.
    """
    profile.full_clean()
    profile.save()
    TravelMode.objects.filter(profile=profile).exclude(mode__in=modes).delete()
    for mode in modes:
        TravelMode.objects.get_or_create(profile=profile, mode=mode)


@transaction.atomic
def save_week(*, profile: Profile, days: Collection[WorkingDay]) -> None:
    """Keep a person's working days, in place of those before. The profile's row tells of it."""
    profile.full_clean()
    profile.save()
    WorkingDay.objects.filter(user=profile.user).delete()
    for day in days:
        day.user = profile.user
        day.full_clean()
    WorkingDay.objects.bulk_create(days)
