"""The words of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    SPECIAL_INTEREST_GROUP = "special_interest_group", _("Special interest group")
    DIVISION = "division", _("Division")
    CHAPTER = "chapter", _("Chapter")
    REGIONAL_NETWORK = "regional_network", _("Regional network")
    CONSORTIUM = "consortium", _("Consortium")
    EMPLOYER_NETWORK = "employer_network", _("Employer or group at an employer")
    CHARITY = "charity", _("Charity")
    UNION = "union", _("Trade union")
    ALUMNI = "alumni", _("Alumni association")
    COMMUNITY = "community", _("Community or informal group")
    MAILING_LIST = "mailing_list", _("Mailing list")
    ONLINE_NETWORK = "online_network", _("Online network")


class Scope(models.TextChoices):
    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")
    EUROPEAN = "european", _("European")
    INTERNATIONAL = "international", _("International")


class Status(models.TextChoices):
    ACTIVE = "active", _("Active")
    UNKNOWN = "unknown", _("Not known whether active")
    RENAMED = "renamed", _("Renamed")
    MERGED = "merged", _("Merged into another")
    DISSOLVED = "dissolved", _("Dissolved")


class Joinable(models.TextChoices):
    ANYONE = "anyone", _("Anyone")
    MEMBERS_OF_PARENT = "members_of_parent", _("Members of the parent body")
    INSTITUTION_ONLY = "institution_only", _("Institutions only")
    EMPLOYER_STAFF = "employer_staff", _("Staff of the employer")
    CLOSED = "closed", _("Nobody: closed")


class SpecialCategory(models.TextChoices):
    """What belonging may reveal about somebody (special categories of data protection law)."""

    UNION = "union", _("Trade union membership")
    FAITH = "faith", _("Faith or belief")
    HEALTH = "health", _("Health or disability")
    POLITICS = "politics", _("Political opinion")
    SEXUAL_ORIENTATION = "sexual_orientation", _("Sexual orientation or gender")
    ETHNICITY = "ethnicity", _("Ethnic origin")


class NameKind(models.TextChoices):
    SHORT = "short", _("Short name")
    FORMER = "former", _("Former name")
    ALIAS = "alias", _("Also called")


class Size(models.TextChoices):
    """The smallest unit of taking part in a kind of benefit."""

    MINUTES = "minutes", _("Minutes")
    EVENING = "evening", _("An evening")
    DAYS = "days", _("Days")
    MONTHS = "months", _("Months")
    TERM = "term", _("A term of office")


class BenefitMode(models.TextChoices):
    ONLINE = "online", _("Online")
    FACE_TO_FACE = "face_to_face", _("Face to face")
    HYBRID = "hybrid", _("Face to face and online")


class Interactivity(models.TextChoices):
    PASSIVE = "passive", _("Reading and watching")
    RESPONSIVE = "responsive", _("Answering and contributing")
    INTERACTIVE = "interactive", _("Working with others")


class Audience(models.TextChoices):
    ANYONE = "anyone", _("Anyone")
    MEMBERS = "members", _("Members, also through an employer")
    PERSONAL_MEMBERS = "personal_members", _("Personal members only")


class Strength(models.IntegerChoices):
    TOUCHES = 1, _("Touches it")
    FAIR_SHARE = 2, _("A fair share of it")
    AIMED = 3, _("Aimed at it")


class Basis(models.TextChoices):
    """Whether a statement was seen on a page read."""

    SOURCED = "sourced", _("Seen in a source")
    GENERAL_KNOWLEDGE = "general_knowledge", _("General knowledge")


class FeePeriod(models.TextChoices):
    YEAR = "year", _("A year")
    SIX_MONTHS = "six_months", _("Six months")
    ONCE = "once", _("Once")
    EVENT = "event", _("An event")
    PROGRAMME = "programme", _("A programme")
