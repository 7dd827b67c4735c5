"""The words of curation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a suggestion is for."""

    NEW = "new", _("New organisation")
    CORRECTION = "correction", _("Correction")
    OFFER = "offer", _("Private organisation, offered to everybody")


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Waiting for a curator")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
