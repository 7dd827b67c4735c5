"""Which entries of the journal am I looking for?"""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from journal.choices import EntryType
from journal.models import Entry
from journal.querysets import EntryQuerySet
from memberships.models import Membership
from people.days import DayField
from people.models import User


class DayFilter(django_filters.Filter):  # type: ignore[misc]  # untyped
    """A day as people write it."""

    field_class = DayField


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """A person's entries, those to be finished first, then the newest."""

    q = django_filters.CharFilter(label=_("Words in it"), method="with_words", max_length=100)
    type = django_filters.ChoiceFilter(
        label=_("Type"), choices=EntryType.choices, empty_label=_("any")
    )
    goal = django_filters.ModelChoiceFilter(
        label=_("For the goal"),
        field_name="goals",
        queryset=Goal.objects.none(),
        to_field_name="uuid",
        empty_label=_("any"),
    )
    membership = django_filters.ModelChoiceFilter(
        label=_("Through the membership"),
        queryset=Membership.objects.none(),
        to_field_name="uuid",
        empty_label=_("any"),
    )
    since = DayFilter(label=_("From"), field_name="on", lookup_expr="gte")
    until = DayFilter(label=_("To"), field_name="on", lookup_expr="lte")
    unfinished = django_filters.BooleanFilter(
        label=_("Only those to be finished"), method="to_finish", widget=forms.CheckboxInput
    )

    class Meta:
        model = Entry
        fields = ["q", "type", "goal", "membership", "since", "until", "unfinished"]

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, queryset=Entry.objects.of(user).to_finish_first())
        self.filters["goal"].queryset = Goal.objects.filter(
            user=user, entries__user=user
        ).distinct()
        self.filters["membership"].queryset = (
            Membership.objects.filter(user=user, entries__user=user)
            .select_related("organisation")
            .distinct()
        )
        self.form.fields["membership"].label_from_instance = lambda each: each.organisation.label

    def with_words(self, queryset: EntryQuerySet, _name: str, text: str) -> EntryQuerySet:
        """Those in whose texts every word stands."""
        return queryset.search(text)

    def to_finish(self, queryset: EntryQuerySet, _name: str, only: bool) -> EntryQuerySet:
        """Those that still need something, if only they are asked for."""
        return queryset.filter(completed_at=None) if only else queryset

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as an address says it; nothing where everything is."""
        self.form.is_valid()
        return {
            name: self.form.data[name] for name, value in self.form.cleaned_data.items() if value
        }
