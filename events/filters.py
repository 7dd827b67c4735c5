"""Which events is somebody looking for?"""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalogue.choices import BenefitMode, Interactivity
from catalogue.models import Organisation
from engine.attending.routine import Routine
from events.models import Event, Price
from events.nearby import may_be_reached
from events.querysets import EventQuerySet
from goals.models import Goal, Skill
from memberships.choices import State
from memberships.models import Membership
from people.days import DayField
from people.models import User

LONGEST_TEXT = 100
# What began longer ago and still goes on is found by its day, not among what is to come.
STILL_ON = timedelta(days=60)


class DayFilter(django_filters.Filter):  # type: ignore[misc]  # untyped
    """A day as people write it."""

    field_class = DayField


def _box(label: Any, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """Everybody's events and a person's own, those to come unless they ask for other days.

    Days are those of the person's zone; `now` is a moment. Where another says which days it is
    about, `any_day` is left.
    """

    q = django_filters.CharFilter(
        label=_("Words in it"), method="with_words", max_length=LONGEST_TEXT
    )
    reached = _box(_("That I can get to"), "that_one_may_reach")
    mine = _box(_("From what I belong to"), "from_mine")
    goal = django_filters.ModelChoiceFilter(
        label=_("For the goal"),
        queryset=Goal.objects.none(),
        to_field_name="uuid",
        empty_label=_("any"),
        method="for_goal",
    )
    live = _box(_("Online and truly interactive"), "online_and_interactive")
    free = _box(_("Free"), "free_of_charge")
    since = DayFilter(label=_("From"), method="from_day")
    until = DayFilter(label=_("To"), method="to_day")
    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.none(),
        to_field_name="uuid",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Event
        fields = ["q", "reached", "mine", "goal", "live", "free", "since", "until", "organisation"]

    def __init__(
        self, data: Any, *, user: User, routine: Routine, now: datetime, any_day: bool = False
    ) -> None:
        self.user, self.routine, self.now, self.any_day = user, routine, now, any_day
        self.zone = routine.zone
        super().__init__(data, queryset=Event.objects.visible_to(user))
        if any_day:
            del self.filters["since"], self.filters["until"]
        self.filters["goal"].queryset = Goal.objects.filter(user=user, archived_at=None)
        self.filters["organisation"].queryset = Organisation.objects.visible_to(user)

    def filter_queryset(self, queryset: EventQuerySet) -> EventQuerySet:
        """What every answer leaves; without days what is not over yet."""
        answers = self.form.cleaned_data
        if not (self.any_day or answers.get("since") or answers.get("until")):
            queryset = queryset.not_over(self.now).filter(starts_at__gte=self.now - STILL_ON)
        left: EventQuerySet = super().filter_queryset(queryset)
        return left

    def with_words(self, queryset: EventQuerySet, _name: str, text: str) -> EventQuerySet:
        """Those in whose texts every word stands."""
        return queryset.search(text)

    def that_one_may_reach(self, queryset: EventQuerySet, _name: str, only: bool) -> EventQuerySet:
        """Those near enough to ask whether one gets there; `is_reached` says it exactly."""
        return queryset.with_point().filter(may_be_reached(self.routine)) if only else queryset

    def from_mine(self, queryset: EventQuerySet, _name: str, only: bool) -> EventQuerySet:
        """Those of organisations that the person belongs to or means to, and their own."""
        if not only:
            return queryset
        held = Membership.objects.filter(user=self.user, state__in=(State.HELD, State.INTENDED))
        return queryset.filter(Q(organisation__in=held.values("organisation")) | Q(owner=self.user))

    def for_goal(self, queryset: EventQuerySet, _name: str, goal: Goal) -> EventQuerySet:
        """Those with a skill that the goal asks for, or one in an area that it asks for."""
        wanted = goal.goal_skills.values("skill")
        skills = Skill.objects.filter(Q(pk__in=wanted) | Q(parent__in=wanted))
        through = Event.skills.through.objects.filter(event=OuterRef("pk"), skill__in=skills)
        return queryset.filter(Exists(through))

    def online_and_interactive(
        self, queryset: EventQuerySet, _name: str, only: bool
    ) -> EventQuerySet:
        """Those one can take part in from anywhere, with others and not as a listener."""
        if not only:
            return queryset
        return queryset.filter(
            mode__in=(BenefitMode.ONLINE, BenefitMode.HYBRID),
            interactivity=Interactivity.INTERACTIVE,
        )

    def free_of_charge(self, queryset: EventQuerySet, _name: str, only: bool) -> EventQuerySet:
        """Those that cost somebody nothing, as far as that is known."""
        nothing = Price.objects.filter(event=OuterRef("pk"), amount=0)
        return queryset.filter(Exists(nothing)) if only else queryset

    def from_day(self, queryset: EventQuerySet, _name: str, since: date) -> EventQuerySet:
        """Those that are not over when the day begins."""
        start = self._midnight(since)
        return queryset.filter(ends_at__gte=start, starts_at__gte=start - STILL_ON)

    def to_day(self, queryset: EventQuerySet, _name: str, until: date) -> EventQuerySet:
        """Those that begin before the day ends."""
        return queryset.filter(starts_at__lt=self._midnight(until + timedelta(days=1)))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)

    @property
    def only_reached(self) -> bool:
        """Whether only what one can get to is asked for."""
        return bool(self.form.is_valid() and self.form.cleaned_data.get("reached"))

    @property
    def is_past(self) -> bool:
        """Whether what is over is asked for: then the newest stands first."""
        answers = self.form.cleaned_data if self.form.is_valid() else {}
        until = answers.get("until")
        today = self.now.astimezone(self.zone).date()
        return until is not None and until < today and not answers.get("since")

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as an address says it; nothing where everything is."""
        self.form.is_valid()
        return {
            name: self.form.data[name] for name, value in self.form.cleaned_data.items() if value
        }
