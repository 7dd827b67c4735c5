"""How much of what a benefit offers can this person get to, and why?

Source: `docs/design/journeys.md`, the place part of *reach*.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _

from catalogue.choices import BenefitMode
from engine.journeys import Estimate, Point, ReachBasis, place_reach
from engine.problem import InteractivityFactors
from evaluation import figures
from people.models import Profile, TravelMode, User


class ReachReason(Enum):
    """Where a reach comes from."""

    OWN = "own"
    ONLINE = "online"
    AT_WORK = "at_work"
    JOURNEY = "journey"
    TOO_FAR = "too_far"
    NO_PLACE = "no_place"
    NO_HOME = "no_home"
    NO_MODES = "no_modes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The share of its occasions that a person can get to, 0 to 1, and where that comes from."""

    value: float
    reason: ReachReason
    journey: Estimate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """What of a person's profile an evaluation needs; a profile not filled in is the default."""

    home: Point | None
    modes: tuple[str, ...]
    longest_minutes: float
    currency: str
    factors: InteractivityFactors


def load_traveller(user: User) -> Traveller:
    """The person's profile, in two queries."""
    profile = Profile.objects.select_related("home").filter(user=user).first() or Profile()
    modes = TravelMode.objects.filter(profile__user=user).order_by("mode")
    return Traveller(
        home=profile.home_point,
        modes=tuple(modes.values_list("mode", flat=True)),
        longest_minutes=float(profile.longest_journey),
        currency=profile.currency,
        factors=InteractivityFactors(
            passive=float(profile.passive_factor),
            responsive=float(profile.responsive_factor),
            interactive=float(profile.interactive_factor),
        ),
    )


def find_reach(
    *,
    mode: str,
    own: Decimal | None,
    at_work: bool,
    place: Point | None,
    traveller: Traveller,
) -> Reach:
    """The person's own figure; else 1 online and at work; else by the journey from home."""
    if own is not None:
        return Reach(value=float(own), reason=ReachReason.OWN)
    if mode != BenefitMode.FACE_TO_FACE:
        return Reach(value=1.0, reason=ReachReason.ONLINE)
    if at_work:
        return Reach(value=1.0, reason=ReachReason.AT_WORK)
    estimate = place_reach(
        home=traveller.home,
        place=place,
        modes=traveller.modes,
        longest_minutes=traveller.longest_minutes,
    )
    unknown = ReachReason.NO_HOME if traveller.home is None else ReachReason.NO_PLACE
    reasons = {
        ReachBasis.ESTIMATE: ReachReason.JOURNEY,
        ReachBasis.BEYOND_MODES: ReachReason.TOO_FAR,
        ReachBasis.MODES_UNKNOWN: ReachReason.NO_MODES,
        ReachBasis.PLACE_UNKNOWN: unknown,
    }
    return Reach(value=estimate.reach, reason=reasons[estimate.basis], journey=estimate.journey)


def describe_reach(reach: Reach) -> str:
    """Where a reach comes from, in words; what is an estimate or not known says so."""
    if reach.journey is not None and not reach.value:
        return _("estimate: too far from home")
    if reach.journey is not None:
        return _("estimate: %(quick)s to %(slow)s min from home") % {
            "quick": figures.hours(reach.journey.quick),
            "slow": figures.hours(reach.journey.slow),
        }
    return {
        ReachReason.OWN: _("your own figure"),
        ReachReason.ONLINE: _("online"),
        ReachReason.AT_WORK: _("at your own employer"),
        ReachReason.TOO_FAR: _("farther than the ways you travel go"),
        ReachReason.NO_PLACE: _("a guess: its place is not known"),
        ReachReason.NO_HOME: _("a guess: your home is not known"),
        ReachReason.NO_MODES: _("a guess: how you travel is not known"),
    }[reach.reason]
