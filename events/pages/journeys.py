"""Which journeys do I know? The page object."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.words import word
from events.choices import Origin
from events.models import KnownJourney
from people.choices import Mode
from people.figures import money, number
from people.models import Profile, User


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyRow:
    """A known journey in words."""

    url: str
    remove_url: str
    words: str
    facts: str


def load_journeys(user: User) -> tuple[JourneyRow, ...]:
    """All that the person knows, by town. Two queries."""
    currency = (Profile.objects.filter(user=user).only("currency").first() or Profile()).currency
    known = KnownJourney.objects.filter(user=user).select_related("place")
    return tuple(
        JourneyRow(
            url=reverse("events:journey", args=[each.uuid]),
            remove_url=reverse("events:remove_journey", args=[each.uuid]),
            words=in_words(each),
            facts=_facts(each, currency),
        )
        for each in known
    )


def in_words(journey: KnownJourney) -> str:
    """“From home to Oxford, Train”."""
    return _("%(origin)s to %(place)s, %(mode)s") % {
        "origin": word(Origin, journey.origin),
        "place": journey.place.name,
        "mode": word(Mode, journey.mode),
    }


def _facts(journey: KnownJourney, currency: str) -> str:
    facts = [_("%(minutes)s min") % {"minutes": number(journey.minutes, 0)}]
    if journey.fare is not None:
        facts.append(_("%(fare)s one way") % {"fare": money(journey.fare, currency)})
    if journey.last_departure is not None:
        facts.append(
            _("last departure back %(clock)s") % {"clock": f"{journey.last_departure:%H:%M}"}
        )
    return " · ".join(facts)
