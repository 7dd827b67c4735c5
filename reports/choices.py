"""The words of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CpdPart(models.TextChoices):
    """The parts of a CPD report that can be left out and ordered, in their usual order."""

    SUMMARY = "summary", _("Summary")
    ENTRIES = "entries", _("What I did")
    STEPS = "steps", _("Steps")
    MEMBERSHIPS = "memberships", _("Memberships and roles")
    ABILITY = "ability", _("Ability")
    PLAN = "plan", _("Plan for what comes next")
    DECLARATION = "declaration", _("Declaration")
    VERIFIER = "verifier", _("Verification")


class ChosenEvents(models.TextChoices):
    """Which events stand in one's calendar elsewhere."""

    NONE = "none", _("None")
    GOING = "going", _("Those I go to")
    INTERESTED = "interested", _("Those I go to, and those that interest me")
