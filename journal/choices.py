"""The words of the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryType(models.TextChoices):
    """What somebody did."""

    READING = "reading", _("Reading and following")
    DISCUSSION = "discussion", _("Discussing online")
    WEBINAR = "webinar", _("Webinar")
    MEETING = "meeting", _("Local or network meeting")
    CONFERENCE = "conference", _("Conference")
    COURSE = "course", _("Course or training")
    VISIT = "visit", _("Visit or shadowing")
    COMMITTEE = "committee", _("Committee work")
    PROJECT = "project", _("Working group or project")
    CONSULTATION = "consultation", _("Answering a consultation")
    CAMPAIGN = "campaign", _("Campaigning")
    LOBBYING = "lobbying", _("Lobbying")
    ORGANISING = "organising", _("Organising an event")
    SPEAKING = "speaking", _("Speaking")
    WRITING = "writing", _("Writing")
    MENTORING = "mentoring", _("Mentoring somebody")
    BEING_MENTORED = "being_mentored", _("Being mentored")
    REGISTRATION = "registration", _("Professional registration")
    AT_WORK = "at_work", _("Learning at work")
    OTHER = "other", _("Something else")


class StepState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
