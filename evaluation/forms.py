"""What does a person say of their memberships where they see what follows from it?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Benefit, Organisation
from memberships.choices import Activity, Use
from memberships.models import BenefitUse, Membership
from people.editing import OwnedForm
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
        widget=forms.Select(attrs={"class": "form-select"}),
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


class AnswerForm(forms.Form):
    """One of three answers to a question."""

    benefit = forms.UUIDField()
    use = forms.TypedChoiceField(choices=ANSWERS, coerce=whole_number)


class ActivityForm(OwnedForm):
    """How active somebody is in a membership as a whole."""

    activity = forms.ChoiceField(
        label=_("How active are you here?"),
        choices=Activity.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Sets how much you use what it offers, by kind. What you have answered by itself stays."
        ),
    )

    class Meta:
        model = Membership
        fields = ["activity"]


class PercentField(forms.DecimalField):
    """A share from 0 to 1, written in whole per cent."""

    def prepare_value(self, value: Any) -> Any:
        return int(value * WHOLE) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        percent = super().to_python(value)
        return None if percent is None else percent / WHOLE


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
        min_value=0,
        max_value=1,
        required=False,
        error_messages={
            "min_value": _("Give a number from 0 to 100."),
            "max_value": _("Give a number from 0 to 100."),
        },
        widget=forms.NumberInput(attrs={"min": 0, "max": 100, "step": 1}),
        help_text=_("Empty: worked out from the journey. Your own figure always wins."),
    )
    stars = forms.TypedChoiceField(
        label=_("Your rating"), choices=STARS, coerce=whole_number, empty_value=None, required=False
    )

    class Meta:
        model = BenefitUse
        fields = ["use", "included", "own_reach", "outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    field_order = ["use", "included", "own_reach", "outcome", "stars"]

    def __init__(self, *args: Any, stars: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stars"] = stars
