"""Which of the open steps am I looking for?"""

from typing import Any

import django_filters
from django.forms import Select
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from journal.choices import StepState
from journal.models import Step
from memberships.models import Membership
from people.models import User


class StepFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """A person's open steps, by what they are for and through; choices are what some are for."""

    goal = django_filters.ModelChoiceFilter(
        label=_("For the goal"),
        queryset=Goal.objects.none(),
        to_field_name="uuid",
        empty_label=_("Any goal or none"),
        widget=Select,
    )
    membership = django_filters.ModelChoiceFilter(
        label=_("Through the membership"),
        queryset=Membership.objects.none(),
        to_field_name="uuid",
        empty_label=_("Any membership or none"),
        widget=Select,
    )

    class Meta:
        model = Step
        fields = ["goal", "membership"]

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, queryset=Step.objects.filter(user=user, state=StepState.OPEN))
        served = {"steps__user": user, "steps__state": StepState.OPEN}
        fields = self.form.fields
        fields["goal"].queryset = Goal.objects.filter(**served).distinct()
        memberships = Membership.objects.filter(**served).select_related("organisation")
        fields["membership"].queryset = memberships.order_by("organisation__name").distinct()
        fields["membership"].label_from_instance = lambda each: each.organisation.label

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as an address says it; nothing where everything is."""
        self.form.is_valid()
        return {name: str(row.uuid) for name, row in self.form.cleaned_data.items() if row}
