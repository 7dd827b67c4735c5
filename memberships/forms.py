"""What do people say about their memberships?"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Fee, Organisation
from memberships.choices import MembershipKind, Payer, State
from memberships.models import Membership, Role, Term
from memberships.words import known_fee
from people.days import DayField
from people.editing import OwnedForm
from people.forms import CurrencyField
from people.models import User

BEGINNINGS = [
    (State.HELD, gettext_lazy("I belong to it")),
    (State.INTENDED, gettext_lazy("I mean to join it")),
]
EVERYTHING = 100
LONGEST_TEXT = 5_000  # letters
FREE = {"free", "none", "nil"}
DECIMAL_COMMA = re.compile(r"(\d+|\d{1,3}(\.\d{3})+),\d{2}")


class FeeField(forms.DecimalField):
    """An amount as people write it: 120, 12.50, 12,50 or 1,000.50; “free” is nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {
        "invalid": gettext_lazy(
            "Type the number alone, for example 1000.50, and the currency below."
        )
    }

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value).strip()
        if text.lower() in FREE:
            return Decimal(0)
        if DECIMAL_COMMA.fullmatch(text):
            return super().to_python(text.replace(".", "").replace(",", "."))
        return super().to_python(re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", text))


class JoinForm(OwnedForm):
    """That the person belongs to an organisation, and to the one it is a group of."""

    with_parent = forms.BooleanField(required=False)

    class Meta:
        model = Membership
        fields = ["kind", "state", "sensitive"]
        widgets = {"kind": forms.RadioSelect, "state": forms.RadioSelect}

    def __init__(
        self, *args: Any, parent: Organisation | None, why_sensitive: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _ask_how_it_begins(self)
        self.fields["kind"].label = _("How do you belong to it?")
        cast(forms.ChoiceField, self.fields["kind"]).choices = MembershipKind.choices
        sensitive = self.fields["sensitive"]
        sensitive.help_text = f"{why_sensitive} {sensitive.help_text}".strip()
        self.initial["sensitive"] = bool(why_sensitive)
        if parent is None:
            del self.fields["with_parent"]
        else:
            label = _("Also add %(parent)s, of which it is a group") % {"parent": parent.label}
            self.fields["with_parent"].label = label


class PrivateForm(OwnedForm):
    """An organisation that stands in nobody else's catalogue."""

    class Meta:
        model = Organisation
        fields = [
            "name", "kind", "scope", "parent", "special_category", "country", "place_text",
            "website",
        ]  # fmt: skip
        labels = {
            "parent": gettext_lazy("Group of (one you belong to)"),
            "special_category": gettext_lazy("Belonging to it may reveal"),
            "country": gettext_lazy("Country, two capital letters"),
            "place_text": gettext_lazy("Town or region"),
        }
        help_texts = {"place_text": "", "country": gettext_lazy("For example GB.")}

    website = forms.URLField(max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.instance.owner = user
        mine = user.memberships.exclude(state=State.REMOVED).values("organisation")
        parents = Organisation.objects.visible_to(user).filter(pk__in=mine)
        parent = cast("forms.ModelChoiceField[Organisation]", self.fields["parent"])
        parent.queryset = parents.exclude(pk=self.instance.pk)


class NewPrivateForm(PrivateForm):
    """A private organisation together with the membership of it."""

    membership_kind = forms.ChoiceField(
        label=gettext_lazy("How do you belong to it?"),
        choices=MembershipKind.choices,
        widget=forms.RadioSelect,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Since when?"), choices=BEGINNINGS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_how_it_begins(self)


def _ask_how_it_begins(form: forms.BaseForm) -> None:
    """Two answers, as it has to begin before it can end."""
    state = cast(forms.ChoiceField, form.fields["state"])
    state.label = _("Do you belong already?")
    state.choices = BEGINNINGS
    state.initial = State.HELD


class LongTextField(forms.CharField):
    """A text of several lines: pages of it, but no book."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": LONGEST_TEXT})


class DetailsForm(OwnedForm):
    """What stays as it is from term to term."""

    class Meta:
        model = Membership
        fields = ["kind", "keep_reason", "number", "notes", "sensitive"]
        field_classes = {"notes": LongTextField}


class EndForm(OwnedForm):
    """That the person no longer belongs, since when and why."""

    class Meta:
        model = Membership
        fields = ["ended_on", "ended_reason"]
        field_classes = {"ended_on": DayField, "ended_reason": LongTextField}
        labels = {
            "ended_on": gettext_lazy("The last day"),
            "ended_reason": gettext_lazy("Why? (for yourself, a year from now)"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.belongs = self.instance.ended_on is None
        self.fields["ended_on"].required = True
        self.initial["ended_on"] = self.instance.ended_on or timezone.localdate()

    def saved_text(self, name: str) -> str:
        """What was saved; the day of today is only proposed."""
        if name == "ended_on" and self.belongs:
            return _("you belong to it")
        return super().saved_text(name)


class TermForm(OwnedForm):
    """One period of a membership, what it costs and who pays."""

    lifetime = forms.BooleanField(label=gettext_lazy("For life: there is no last day"))
    field_order = ["starts", "ends", "lifetime"]

    class Meta:
        model = Term
        fields = [
            "starts", "ends", "grade", "fee", "currency", "payer", "share", "tax_relief",
            "notice_days", "auto_renews",
        ]  # fmt: skip
        field_classes = {
            "starts": DayField, "ends": DayField, "fee": FeeField, "currency": CurrencyField,
        }  # fmt: skip
        labels = {"starts": gettext_lazy("First day"), "ends": gettext_lazy("Last day")}
        help_texts: dict[str, Any] = {
            "ends": "",
            "share": gettext_lazy(
                "From 0 to 100. Empty: all of it if you pay, nothing if somebody else does."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lifetime"].required = False
        if "share" in self.fields:
            self.fields["share"].required = False
        self.initial["lifetime"] = bool(self.instance.pk and self.instance.ends is None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ends, lifetime = cleaned.get("ends"), cleaned.get("lifetime")
        if ends and lifetime:
            self.add_error("lifetime", _("There is a last day above. Which of the two is it?"))
        if not ends and not lifetime and "ends" in cleaned:
            self.add_error("ends", _("Give the last day, or tick that it is for life."))
        fill_in_share(cleaned)
        refuse_full_share(self, cleaned)
        return cleaned


def fill_in_share(cleaned: dict[str, Any]) -> None:
    """No share at all: all of it where the person pays, nothing where somebody else does."""
    if cleaned.get("payer") and "share" in cleaned and cleaned["share"] is None:
        cleaned["share"] = Payer(cleaned["payer"]).usual_share


def refuse_full_share(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """Where somebody else pays, not all of it is the person's share."""
    others_pay = cleaned.get("payer", Payer.SELF) != Payer.SELF
    if others_pay and cleaned.get("share") == EVERYTHING:
        message = _("Somebody else pays, so your share is less than 100: 0 if they pay it all.")
        form.add_error("share", message)


class FeeForm(TermForm):
    """The fee of a term: one that is known of the organisation, or another."""

    known = forms.ChoiceField(
        label=gettext_lazy("What do you pay?"), required=False, widget=forms.RadioSelect
    )
    field_order = ["known", "grade", "fee", "currency", "starts", "ends", "lifetime"]

    class Meta(TermForm.Meta):
        fields = ["grade", "fee", "currency", "starts", "ends"]
        help_texts = {"ends": "", "fee": gettext_lazy("For the whole term; 0 if it is free.")}

    def __init__(self, *args: Any, fees: Sequence[Fee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fees = {str(fee.pk): fee for fee in fees}
        choices = [(pk, known_fee(fee)) for pk, fee in self.fees.items()]
        if choices:
            other = ("", _("Something else, which I type below"))
            cast(forms.ChoiceField, self.fields["known"]).choices = [*choices, other]
        else:
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = self.fees.get(cleaned.get("known", ""))
        if known:
            cleaned |= {"grade": known.grade, "fee": known.amount, "currency": known.currency}
        elif "fee" in cleaned and cleaned["fee"] is None:
            self.add_error("fee", _("Type what you pay for the whole term; 0 if it is free."))
        return cleaned


class RoleForm(OwnedForm):
    """An office or task, with its dates as far as they are known."""

    class Meta:
        model = Role
        fields = ["title", "starts", "ends"]
        field_classes = {"starts": DayField, "ends": DayField}
