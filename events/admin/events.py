"""How do curators keep everybody's events? Nobody's own are seen here."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.base import CuratedAdmin, StackedInline
from catalogue.admin.meanwhile import SeenForm
from events.choices import EventStatus
from events.event_times import EventTimes
from events.models import Event, Price
from events.querysets import EventQuerySet
from events.services import cancel_events, find_nearest, raise_event_revision


class PriceInline(StackedInline):
    model = Price
    fields = (("grade", "amount", "currency"),)
    extra = 0


class CuratedEventForm(EventTimes, SeenForm):
    """An event of everybody's: somebody organises it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:  # not for who only looks
            self.fields["organisation"].required = True


@admin.register(Event)
class EventAdmin(CuratedAdmin):
    form = CuratedEventForm
    fields = (
        "title", "organisation", "starts_on", "starts_time", "ends_time", "all_day", "ends_on",
        "zone", "mode", "place", "address", "latitude", "longitude", "online_address", "kind",
        "interactivity", "skills", "capacity", "status", "description", "seen",
    )  # fmt: skip
    raw_id_fields = ("place",)
    list_display = ("title", "organisation", "starts_at", "status")
    list_filter = ("status", "mode", "interactivity")
    list_select_related = ("organisation",)
    search_fields = ("title", "organisation__name", "organisation__short_name")
    ordering = ("-starts_at", "-pk")
    inlines = (PriceInline,)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ("cancel",)

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return Event.objects.filter(owner=None).defer("search_text", "seed")

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if obj.place is None and obj.point is not None:
            obj.place = find_nearest(obj.point)
        super().save_model(request, obj, form, change)

    @admin.action(
        description=gettext_lazy("Cancel: it does not take place"), permissions=["change"]
    )
    def cancel(self, request: HttpRequest, queryset: EventQuerySet) -> None:
        count = cancel_events(events=queryset.exclude(status=EventStatus.CANCELLED))
        text = ngettext("%(count)s event is cancelled.", "%(count)s events are cancelled.", count)
        messages.success(request, text % {"count": count})

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        raise_event_revision()
