"""The words that events are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("Takes place")
    TENTATIVE = "tentative", _("Not certain")
    CANCELLED = "cancelled", _("Cancelled")


class Suggested(models.TextChoices):
    """What became of somebody's offer of their own event to everybody."""

    WAITING = "waiting", _("Waits for a curator")
    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")


class Going(models.TextChoices):
    """What somebody means to do about an event, or did."""

    INTERESTED = "interested", _("Interested")
    GOING = "going", _("Going")
    WENT = "went", _("Went")
    COULD_NOT = "could_not", _("Could not")


class Reason(models.TextChoices):
    """Why somebody could not go."""

    TOO_FAR = "too_far", _("Too far")
    TOO_LATE = "too_late", _("Too late home")
    WORK = "work", _("Could not leave work")
    COST = "cost", _("Cost")
    FULL = "full", _("Full")
    CANCELLED = "cancelled", _("It was cancelled")
    OTHER = "other", _("Another reason")


class Origin(models.TextChoices):
    """Where a known journey begins."""

    HOME = "home", _("From home")
    WORK = "work", _("From work")


class FeedState(models.TextChoices):
    """How a calendar that is read again and again fares."""

    NEW = "new", _("Not read yet")
    FINE = "fine", _("Read without trouble")
    FAILING = "failing", _("Could not be read")
    GONE = "gone", _("No longer there")
    PAUSED = "paused", _("Paused")
