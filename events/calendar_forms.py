"""What does somebody say of a calendar that they bring in?"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalogue.organisation_field import OrganisationField
from events.calendar_words import reason_in_words
from events.ical.problems import Reason
from events.models import Feed, WaitingCalendar
from memberships.import_forms import PlainForm
from people.models import User


class CalendarFileForm(PlainForm):
    """A calendar out of another program, or an invitation."""

    file = forms.FileField(
        label=_("A calendar file"),
        help_text=_("Mostly named .ics, of at most 5 MB."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,.ifb,text/calendar"}),
    )
    feed = forms.ModelChoiceField(
        label=_("Is it a newer copy of a calendar that is here?"),
        queryset=Feed.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label=_("No, another calendar"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        here = Feed.objects.filter(owner=user, address="")
        self.fields["feed"].queryset = here  # type: ignore[attr-defined]
        if not here:
            del self.fields["feed"]

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, unless it is too large to be read at all."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(reason_in_words(Reason.TOO_LARGE))
        return file


class AddressForm(PlainForm):
    """Where a calendar is published."""

    address = forms.CharField(
        label=_("Address of a calendar"),
        help_text=_("It begins with https:// or webcal://. Whoever invites names it iCal or ICS."),
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class ConfirmForm(PlainForm):
    """What a calendar is called here, and who invites to its events."""

    name = forms.CharField(label=_("What do you call it?"), max_length=200)
    whole = forms.BooleanField(
        label=_("The file holds all of the calendar: mark what it does not hold as gone"),
        required=False,
    )

    def __init__(self, *args: Any, user: User, waiting: WaitingCalendar, gone: int) -> None:
        super().__init__(*args, user=user)
        feed = waiting.feed
        self.initial["name"] = waiting.name
        self.fields["organisation"] = OrganisationField(
            user=user,
            label=_("Who invites to all of it?"),
            required=False,
            initial=feed.organisation_id if feed else None,
            help_text=_("Type its name. Empty: nobody in the catalogue, or not one alone."),
        )
        self.order_fields(["name", "organisation", "whole"])
        if not gone:
            del self.fields["whole"]
