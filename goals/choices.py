"""The words of goals and ability."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far something reaches, from the nearest to the widest."""

    ORGANISATIONAL = "organisational", _("In my organisation")
    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class Ability(models.IntegerChoices):
    """How able one is, from no experience to helping others."""

    NONE = 0, _("No experience yet")
    BEGINNING = 1, _("Beginning, with help")
    MANAGING = 2, _("Managing most of it alone")
    SURE = 3, _("Sure of it")
    GUIDING = 4, _("Guiding others")


class Direction(models.TextChoices):
    """Which way a goal moves in the ranking."""

    UP = "up", _("Up")
    DOWN = "down", _("Down")
