"""How active is somebody, in everything that they belong to, on one page?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from memberships.choices import Activity, State
from memberships.models import Membership
from people.editing import VERSION, OwnedForm
from people.models import User
from people.paging import ROWS_A_PAGE

PREFIX = "activity_"
ANSWERS = [("", gettext_lazy("Not said")), *Activity.choices]


class ActivitiesForm(OwnedForm):
    """An answer for each organisation that somebody belongs to, however often they do.

    One page of them is asked about. What is sent may be of other organisations, as when answers
    are taken back, and only what was sent is changed.
    """

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, user: User, page: str = "", **kwargs: Any) -> None:
        super().__init__(*args, instance=user, user=user, **kwargs)
        held = Membership.objects.filter(user=user, state=State.HELD)
        named = held.order_by("organisation__name", "organisation__uuid").distinct()
        uuids = named.values_list("organisation__uuid", flat=True)
        self.page = Paginator(uuids, ROWS_A_PAGE).get_page(page)
        asked = set(_sent(self.data) if self.is_bound else self.page)
        rows = held.select_for_update(of=("self",)).select_related("organisation")
        self.memberships: dict[str, list[Membership]] = {}
        for membership in rows.filter(organisation__uuid__in=asked):
            uuid = str(membership.organisation.uuid)
            self.memberships.setdefault(_name(uuid), []).append(membership)
        for name, memberships in self.memberships.items():
            self.fields[name] = forms.ChoiceField(
                label=memberships[0].organisation.label,
                choices=ANSWERS,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
                initial=memberships[0].activity,
            )
        # Of these rows together: the answers themselves.
        self.initial[VERSION] = " ".join(
            f"{each.pk}:{each.activity}" for rows in self.memberships.values() for each in rows
        )

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The question about each organisation, with the ways in which one belongs to it."""
        return [
            (self[name], ", ".join(each.get_kind_display().lower() for each in memberships))
            for name, memberships in self.memberships.items()
        ]

    @property
    def answers(self) -> list[str]:
        """The words above the columns."""
        return [str(label) for _value, label in ANSWERS]

    def _differs(self, bound: forms.BoundField) -> bool:
        return bound.name in self.data and super()._differs(bound)

    def changed(self) -> dict[Membership, str]:
        """The memberships whose answer is another one now, each with it."""
        return {
            membership: self.cleaned_data[name]
            for name, memberships in self.memberships.items()
            for membership in memberships
            if name in self.data and membership.activity != self.cleaned_data[name]
        }

    def as_sent(self, answers: dict[Membership, str]) -> tuple[tuple[str, str], ...]:
        """Answers for some of the memberships, as the fields of a form that would give them."""
        fields = {_name(str(each.organisation.uuid)): text for each, text in answers.items()}
        return tuple(fields.items())


def _name(uuid: str) -> str:
    return f"{PREFIX}{uuid}"


def _sent(names: Iterable[str]) -> Iterable[UUID]:
    """The organisations that a form was sent for; what no form of ours sends is none."""
    for name in names:
        try:
            if name.startswith(PREFIX):
                yield UUID(name.removeprefix(PREFIX))
        except ValueError:
            continue
