"""What does a person say of their memberships where they see what follows from it?"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Benefit, Organisation
from memberships.choices import Activity, Use
from memberships.forms import LongTextField
from memberships.models import BenefitUse, Membership
from people.editing import VERSION, OwnedForm
from people.models import User

USES = [("", _("Don’t know")), *Use.choices]
INCLUDED = [("", _("Don’t know")), ("yes", _("Yes")), ("no", _("No"))]
STARS = [
    ("", _("No rating")),
    (1, _("1: not worth my time")),
    (2, _("2: a little")),
    (3, _("3: useful")),
    (4, _("4: very useful")),
    (5, _("5: would not miss it")),
]
ANSWERS = [(choice.value, choice.label) for choice in (Use.NONE, Use.NOW_AND_THEN, Use.OFTEN)]
WHOLE = Decimal(100)


def whole_number(text: str) -> int:
    return int(text)


class UseForm(OwnedForm):
    """How much one benefit is used: one answer, in its row."""

    use = forms.TypedChoiceField(
        label=_("You use it"),
        choices=USES,
        coerce=whole_number,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select", "autocomplete": "off"}),
    )

    class Meta:
        model = BenefitUse
        fields = ["use"]


def use_forms(
    *, user: User, organisation: Organisation, refused: OwnedForm | None
) -> dict[str, UseForm]:
    """A form for each benefit of an organisation, by the benefit's key; a refused one as it is."""
    offered = Benefit.objects.offered().filter(organisation=organisation)
    rows = {
        row.benefit_id: row for row in BenefitUse.objects.filter(user=user, benefit__in=offered)
    }
    forms_by_key = {}
    for benefit in offered:
        row = rows.get(benefit.pk) or BenefitUse(user=user, benefit=benefit)
        form = UseForm(instance=row, user=user, auto_id=f"id_{benefit.uuid}_%s")
        if isinstance(refused, UseForm) and refused.instance.benefit_id == benefit.pk:
            form = refused
        forms_by_key[str(benefit.uuid)] = form
    return forms_by_key


class AnswerForm(OwnedForm):
    """One of three answers to a question about a benefit whose use was not known."""

    use = forms.TypedChoiceField(label=_("You use it"), choices=ANSWERS, coerce=whole_number)

    class Meta:
        model = BenefitUse
        fields = ["use"]


def answer_forms(*, user: User, keys: Sequence[str]) -> dict[str, AnswerForm]:
    """A form for each question, by its benefit's key."""
    rows = {
        str(row.benefit.uuid): row
        for row in BenefitUse.objects.select_related("benefit").filter(
            user=user, benefit__uuid__in=keys
        )
    }
    return {
        key: AnswerForm(instance=rows.get(key) or BenefitUse(user=user), user=user, auto_id=False)
        for key in keys
    }


class ActivityForm(OwnedForm):
    """How active somebody is in a membership as a whole."""

    activity = forms.ChoiceField(
        label=_("How active are you here?"),
        choices=Activity.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "Sets how much you use what it offers, by kind. What you have answered by itself stays."
        ),
    )

    class Meta:
        model = Membership
        fields = ["activity"]


class PercentField(forms.IntegerField):
    """A share from 0 to 1, written in whole per cent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, **options)

    def prepare_value(self, value: Any) -> Any:
        return int(value * WHOLE) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        percent = super().clean(value)
        return None if percent is None else Decimal(percent) / WHOLE

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class BenefitForm(OwnedForm):
    """All that a person says of one benefit."""

    use = forms.TypedChoiceField(
        label=_("How much do you use it?"),
        choices=USES,
        coerce=whole_number,
        empty_value=None,
        required=False,
    )
    included = forms.NullBooleanField(
        label=_("Is it included in your grade?"), widget=forms.NullBooleanSelect, required=False
    )
    own_reach = PercentField(
        label=_("How many of its occasions can you get to, in per cent?"),
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Give a whole number from 0 to 100.")
        ),
        help_text=_("Empty: worked out from the journey. Your own figure always wins."),
    )
    stars = forms.TypedChoiceField(
        label=_("Your rating"), choices=STARS, coerce=whole_number, empty_value=None, required=False
    )

    class Meta:
        model = BenefitUse
        fields = ["use", "included", "own_reach", "outcome"]
        field_classes = {"outcome": LongTextField}

    field_order = ["use", "included", "own_reach", "outcome", "stars"]

    def __init__(self, *args: Any, stars: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stars"] = stars
        if stars is not None:  # ratings are added, never taken back
            cast(forms.ChoiceField, self.fields["stars"]).choices = STARS[1:]


class MoreForm(BenefitForm):
    """What a person says of one benefit beside its use, which has a form of its own in the row."""

    use = None  # type: ignore[assignment]  # Django's way to leave out a field of the base

    class Meta(BenefitForm.Meta):
        fields = ["included", "own_reach", "outcome"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of these answers alone: the use may change while this form stands open below it.
        said = repr([self.initial.get(name) for name in (*self.Meta.fields, "stars")])
        self.initial[VERSION] = hashlib.sha256(said.encode()).hexdigest()[:16]
