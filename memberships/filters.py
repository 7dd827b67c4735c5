"""Which of what I belong to am I looking for?"""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from catalogue.models import Organisation
from memberships.choices import MembershipKind, State, Verdict
from memberships.models import ImportBatch, ImportRow, Membership
from people.models import User


class MembershipFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """A person's memberships, but those removed, by words and by how they belong."""

    q = django_filters.CharFilter(
        label=_("Words of its name or of what it offers"), method="with_words", max_length=100
    )
    kind = django_filters.ChoiceFilter(
        label=_("How you belong"), choices=MembershipKind.choices, empty_label=_("In any way")
    )

    class Meta:
        model = Membership
        fields = ["q", "kind"]

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, queryset=user.memberships.exclude(state=State.REMOVED))

    def with_words(self, queryset: Any, _name: str, text: str) -> Any:
        """Those of organisations in whose names or offers every word stands."""
        return queryset.filter(organisation__in=Organisation.objects.search(text))

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as an address says it; nothing where everything is."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


class ImportRowFilter(django_filters.FilterSet):  # type: ignore[misc]  # untyped
    """The rows of a batch, by what would become of them."""

    verdict = django_filters.ChoiceFilter(choices=Verdict.choices)

    class Meta:
        model = ImportRow
        fields = ["verdict"]

    def __init__(self, data: Any, *, batch: ImportBatch) -> None:
        super().__init__(data, queryset=batch.rows.all())

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as an address says it; nothing where everything is."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}
