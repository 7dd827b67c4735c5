"""The words people choose from about themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """Ways of travelling, as the journey estimate knows them."""

    TRAIN = "train", _("Train")
    CAR = "car", _("Car")
    BUS = "bus", _("Bus")
    BICYCLE = "bicycle", _("Bicycle")
    ON_FOOT = "on_foot", _("On foot")


class Weekday(models.IntegerChoices):
    """Days as `date.weekday()` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Step(models.TextChoices):
    """The steps of the guide, in their order, each by what it asks."""

    WHERE = "where", _("Where are you?")
    WANT = "want", _("What do you want?")
    BELONG = "belong", _("What do you belong to?")
    ACTIVE = "active", _("How active are you?")


class StepState(models.TextChoices):
    """What became of a step; one without a state is still to come."""

    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")
