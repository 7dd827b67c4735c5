"""How do curators keep the calendars whose events are everybody's? Nobody's own are seen here."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.base import PublicAdmin
from catalogue.models import Organisation
from events.bringing_in import pause_feed, resume_feed
from events.calendar_words import reason_in_words
from events.models import Feed
from events.models.feeds import READ_ALREADY
from events.targets import FetchRefusedError, read_target

if TYPE_CHECKING:  # Django's own classes take no parameter when they run
    ModelForm = forms.ModelForm[Feed]
else:
    ModelForm = forms.ModelForm


class CuratedFeedForm(ModelForm):
    """A calendar of an organisation that everybody sees, at an address that may be asked."""

    def clean_address(self) -> str:
        """The address as it is asked."""
        try:
            address = read_target(self.cleaned_data["address"]).address
        except FetchRefusedError as error:
            raise ValidationError(reason_in_words(error.reason)) from error
        others = Feed.objects.filter(owner=None, address=address).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(READ_ALREADY)
        return address

    def clean_organisation(self) -> Organisation:
        """Its organiser, which is nobody's own."""
        body: Organisation | None = self.cleaned_data["organisation"]
        if body is None or body.owner_id is not None:
            raise ValidationError(_("Choose one that is in the catalogue."))
        return body


@admin.register(Feed)
class FeedAdmin(PublicAdmin):
    """Calendars are paused, not deleted: their events are everybody's."""

    form = CuratedFeedForm
    fields = (
        "name", "organisation", "address", "state", "trouble", "problems", "read_at", "next_at",
    )  # fmt: skip
    readonly_fields = ("state", "trouble", "problems", "read_at", "next_at")
    list_display = ("name", "organisation", "state", "read_at", "next_at")
    list_filter = ("state",)
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name")
    actions = ("read_again", "pause")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        return Feed.objects.filter(owner=None)

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """A new one, and one with another address, is read the next time calendars are read."""
        if not change or "address" in form.changed_data:
            obj.etag = obj.last_modified = ""
            resume_feed(feed=obj)
        else:
            super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("Read again soon"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """The next time calendars are read, also what is paused or gone."""
        for feed in queryset:
            resume_feed(feed=feed)
        self._say(request, queryset)

    @admin.action(description=gettext_lazy("Pause"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        """Read them no more for now; their events stay."""
        for feed in queryset:
            pause_feed(feed=feed)
        self._say(request, queryset)

    def _say(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        count = queryset.count()
        text = ngettext("%(count)s calendar: done.", "%(count)s calendars: done.", count)
        messages.success(request, text % {"count": count})
