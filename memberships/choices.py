"""The words of belonging."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipKind(models.TextChoices):
    PERSONAL = "personal", _("Personal")
    EMPLOYER = "employer", _("Through my employer")
    INFORMAL = "informal", _("Informal")
    PROFILE = "profile", _("Online profile")


class State(models.TextChoices):
    INTENDED = "intended", _("Intended")
    HELD = "held", _("Held")
    ENDED = "ended", _("Ended")
    REMOVED = "removed", _("Removed")  # added by mistake; kept so that it can be put back


class KeepReason(models.TextChoices):
    """A reason of one's own, which no score overrules."""

    REGISTRATION = "registration", _("Professional registration")
    VOTE = "vote", _("My vote")
    INSURANCE = "insurance", _("Insurance")
    EMPLOYER = "employer", _("My employer wishes it")
    SOLIDARITY = "solidarity", _("Solidarity")
    FRIENDSHIP = "friendship", _("Friendship")


class Payer(models.TextChoices):
    SELF = "self", _("Me")
    EMPLOYER = "employer", _("My employer")
    OTHER = "other", _("Somebody else")

    @classmethod
    def usual(cls, kind: str) -> "Payer":
        """Who mostly pays for a membership of a kind."""
        return cls.EMPLOYER if kind == MembershipKind.EMPLOYER else cls.SELF

    @property
    def usual_share(self) -> int:
        """What one mostly pays oneself where this one pays, per cent."""
        return 100 if self == Payer.SELF else 0


class ExpenseKind(models.TextChoices):
    """For what somebody pays beside the fee."""

    TRAVEL = "travel", _("Travel")
    EVENT = "event", _("Event or course")
    OTHER = "other", _("Something else")


class Activity(models.TextChoices):
    """How active somebody is in an organisation: one answer that stands for many uses."""

    NONE = "none", _("Not at all")
    READING = "reading", _("I read what comes")
    MEETING = "meeting", _("I also go to meetings now and then")
    TAKING_PART = "taking_part", _("I take part often")
    SERVING = "serving", _("I help to run it")


class Use(models.IntegerChoices):
    """How much a person uses a benefit. No answer is null: not known, which is not none."""

    NONE = 0, _("Not at all")
    NOW_AND_THEN = 1, _("Now and then")
    OFTEN = 2, _("Often")
    FULLY = 3, _("Fully")


class StaffRole(models.TextChoices):
    STAFF = "staff", _("Staff")
    COORDINATOR = "coordinator", _("Coordinator of memberships")


class Origin(models.TextChoices):
    LIST = "list", _("A list of names")
    FILE = "file", _("A file")


class BatchState(models.TextChoices):
    TO_MAP = "to_map", _("Its columns are to be named")
    TO_CHECK = "to_check", _("To be checked")
    DONE = "done", _("Added")


class Verdict(models.TextChoices):
    """What would become of a row that was brought in, as it stands."""

    UNREAD = "unread", _("Not looked at yet")
    ASK = "ask", _("Which one is it?")
    WRONG = "wrong", _("To put right")
    FOUND = "found", _("Found")
    NEW = "new", _("Not in the catalogue")
    HELD = "held", _("Yours already")
    TWICE = "twice", _("Here twice")
    LEFT = "left", _("Left out")


class Decision(models.TextChoices):
    ADD = "add", _("Add it")
    PRIVATE = "private", _("Add it privately")
    LEAVE = "leave", _("Leave it out")
