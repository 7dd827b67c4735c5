"""What do people say of many memberships at once?"""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memberships.choices import KeepReason, MembershipKind, Payer, State
from memberships.columns import COLUMNS, LIFETIME, NO, ORGANISATION, YES, says_a_term
from memberships.forms import (
    EVERYTHING,
    FeeField,
    LongTextField,
    fill_in_share,
    refuse_full_share,
)
from memberships.models import ImportRow
from memberships.models.belonging import ENDS_AFTER_START, LONGEST_NOTICE
from memberships.sheets import MOST_ROWS, BadSheetError, Reason, Sheet, Trouble, parse_sheet
from people.days import DayField
from people.editing import OwnedForm
from people.forms import CurrencyField
from people.models import User
from people.owner import FIELD as OWNER
from people.owner import sign_owner

LONGEST_LIST = 100_000  # characters
STATES = [(state.value, state.label) for state in (State.HELD, State.INTENDED, State.ENDED)]
UNKNOWN = {"invalid_choice": gettext_lazy("That is none of the choices. Choose one.")}
YES_OR_NO = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]
REASONS = {
    Reason.EMPTY: gettext_lazy("There is nothing in the file."),
    Reason.NO_ROWS: gettext_lazy("There are headings, but no rows below them."),
    Reason.NOT_TEXT: gettext_lazy(
        "Line %(line)s is no text in UTF-8, UTF-16 or Windows-1252. Save it as “CSV UTF-8”."
    ),
    Reason.CONTROL: gettext_lazy(
        "Line %(line)s holds signs that no text has. Save the table as CSV, not as a workbook."
    ),
    Reason.QUOTES: gettext_lazy(
        "Line %(line)s: a quotation mark opens or closes a cell at the wrong place."
    ),
    Reason.LONG_CELL: gettext_lazy("Line %(line)s: a cell is too long: 20,000 letters at most."),
    Reason.TOO_MANY_CELLS: gettext_lazy(
        "Line %(line)s has more cells than there are headings. Is a comma not in quotes?"
    ),
    Reason.TOO_MANY_COLUMNS: gettext_lazy("There are more than 60 columns."),
    Reason.TOO_MANY_ROWS: gettext_lazy(
        "There are more than 2,000 rows: that ends on line %(line)s. Bring in the rest after it."
    ),
}


def trouble_in_words(trouble: Trouble) -> str:
    """What is wrong with a file, where, and what to do."""
    return str(REASONS[trouble.reason]) % {"line": trouble.line}


class PlainForm(forms.Form):
    """A form that changes no row yet; what was typed into it still survives a session's end."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[OWNER] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=sign_owner(user)
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PasteForm(PlainForm):
    """Names as somebody wrote them down."""

    names = forms.CharField(
        label=gettext_lazy("Names of what you belong to"),
        help_text=gettext_lazy(
            "As in an e-mail: one a line, or with commas between. A heading such as “Through work:”"
            " says how you belong."
        ),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    guide = forms.BooleanField(required=False, widget=forms.HiddenInput)


class FileForm(PlainForm):
    """A table from a spreadsheet or another program."""

    file = forms.FileField(
        label=gettext_lazy("A CSV file"),
        help_text=gettext_lazy("Any columns: you say next what each of them holds."),
        max_length=200,
        validators=[FileExtensionValidator(["csv", "txt", "tsv"])],
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    sheet: Sheet

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, of which `sheet` is what stands in it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.LARGEST_UPLOAD:
            sizes = {
                "size": filesizeformat(size),
                "largest": filesizeformat(settings.LARGEST_UPLOAD),
                "rows": MOST_ROWS,
            }
            raise forms.ValidationError(
                _(
                    "The file has %(size)s and was not read: at most %(largest)s are taken, and "
                    "%(rows)s rows. Bring it in in parts."
                )
                % sizes
            )
        try:
            self.sheet = parse_sheet(file.read())
        except BadSheetError as error:
            raise forms.ValidationError(
                [trouble_in_words(trouble) for trouble in error.troubles]
            ) from error
        return file


class MappingForm(PlainForm):
    """What each column holds, and what holds where the file says nothing."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How do you belong, where the file does not say?"),
        choices=MembershipKind.choices,
        initial=MembershipKind.PERSONAL,
    )
    starts = DayField(
        label=gettext_lazy("First day of the terms, where the file does not say"),
        required=False,
        help_text=gettext_lazy("Neither this nor the last day: this calendar year."),
    )
    ends = DayField(
        label=gettext_lazy("Last day of these terms"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        samples: Sequence[str],
        mapping: dict[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._width = len(headings)
        choices = [("", _("Leave this column out"))]
        choices += [(column.key, str(column.label)) for column in COLUMNS.values()]
        for place, (heading, sample) in enumerate(zip(headings, samples, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("Column %(number)s") % {"number": place + 1},
                help_text=_("For example: %(sample)s") % {"sample": sample} if sample else "",
                choices=choices,
                required=False,
                initial=mapping.get(place, ""),
            )
        self.order_fields([f"column_{place}" for place in range(self._width)])

    @property
    def mapping(self) -> dict[int, str]:
        """The key of each column that is taken, by its place."""
        keys = {place: self.cleaned_data.get(f"column_{place}") for place in range(self._width)}
        return {place: key for place, key in keys.items() if key}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        keys = list(self.mapping.values())
        if ORGANISATION not in keys:
            self.add_error(None, _("Which column holds the name of the organisation?"))
        for place, key in self.mapping.items():
            if keys.count(key) > 1:
                self.add_error(
                    f"column_{place}",
                    _("Two columns hold “%(label)s”. Leave one of them out.")
                    % {"label": COLUMNS[key].label},
                )
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if bool(starts) != bool(ends) and not {"starts", "ends"} & self.errors.keys():
            self.add_error("ends" if starts else "starts", _("Give both days, or neither."))
        if starts and ends and ends < starts:
            self.add_error("ends", ENDS_AFTER_START)
        return cleaned

    @property
    def left_out(self) -> str:
        """The columns that would be left out as it stands, in words."""
        fields = [self[f"column_{place}"] for place in range(self._width)]
        names = [str(field.label) for field in fields if not field.value()]
        return _("Left out: %(columns)s.") % {"columns": ", ".join(names)} if names else ""


def _percentage(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=EVERYTHING, decimal_places=2, required=False
    )


class RowFields(forms.Form):
    """One membership and one term of it, as a row of a table says them."""

    organisation = forms.CharField(label=COLUMNS[ORGANISATION].label, max_length=300)
    kind = forms.ChoiceField(
        label=COLUMNS["kind"].label, error_messages=UNKNOWN, choices=MembershipKind.choices
    )
    state = forms.ChoiceField(
        label=COLUMNS["state"].label, error_messages=UNKNOWN, choices=STATES, required=False
    )
    number = forms.CharField(label=COLUMNS["number"].label, max_length=100, required=False)
    starts = DayField(label=gettext_lazy("First day of the term"), required=False)
    ends = DayField(label=gettext_lazy("Last day of the term"), required=False)
    lifetime = forms.BooleanField(
        label=gettext_lazy("For life: there is no last day"), required=False
    )
    grade = forms.CharField(label=COLUMNS["grade"].label, max_length=200, required=False)
    fee = FeeField(
        label=COLUMNS["fee"].label,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        error_messages={"min_value": gettext_lazy("A fee cannot be negative.")},
    )
    currency = CurrencyField(label=COLUMNS["currency"].label, required=False)
    payer = forms.ChoiceField(
        label=COLUMNS["payer"].label, error_messages=UNKNOWN, choices=Payer.choices, required=False
    )
    share = _percentage(COLUMNS["share"].label)
    tax_relief = _percentage(COLUMNS["tax_relief"].label)
    notice_days = forms.IntegerField(
        label=COLUMNS["notice_days"].label, min_value=0, max_value=LONGEST_NOTICE, required=False
    )
    auto_renews = forms.ChoiceField(
        label=COLUMNS["auto_renews"].label,
        error_messages=UNKNOWN,
        choices=[("", "–"), *YES_OR_NO],
        required=False,
    )
    keep_reason = forms.ChoiceField(
        label=COLUMNS["keep_reason"].label,
        error_messages=UNKNOWN,
        choices=[("", gettext_lazy("None")), *KeepReason.choices],
        required=False,
    )
    sensitive = forms.ChoiceField(
        label=COLUMNS["sensitive"].label,
        error_messages=UNKNOWN,
        choices=[("", gettext_lazy("As suggested")), *YES_OR_NO],
        required=False,
    )
    notes = LongTextField(label=COLUMNS["notes"].label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_term:
            self._check_term(cleaned)
        return cleaned

    @property
    def has_term(self) -> bool:
        """Whether anything is said of a term."""
        return says_a_term({name: str(self.data.get(name, "")) for name in self.fields})

    def _check_term(self, cleaned: dict[str, Any]) -> None:
        starts, ends, lifetime = (cleaned.get(name) for name in ("starts", "ends", LIFETIME))
        if not starts and "starts" in cleaned:
            self.add_error("starts", _("From when is this term? Give its first day."))
        if ends and lifetime:
            self.add_error(LIFETIME, _("There is a last day above. Which of the two is it?"))
        if starts and not ends and not lifetime and "ends" in cleaned:
            self.add_error("ends", _("Give the last day, or say that it is for life."))
        if starts and ends and ends < starts:
            self.add_error("ends", ENDS_AFTER_START)
        if cleaned.get("payer") == "":
            cleaned["payer"] = Payer.usual(cleaned.get("kind", ""))
        fill_in_share(cleaned)
        refuse_full_share(self, cleaned)


class RowReader:
    """Reads the values of row after row as `RowFields` does, whose making takes far longer."""

    def __init__(self) -> None:
        self._form = RowFields({})

    def read(self, values: Mapping[str, str]) -> RowFields:
        """The form with these values, cleaned; it is the next row's as soon as that is read."""
        self._form.data = dict(values)
        self._form.full_clean()
        return self._form


class RowForm(RowFields, OwnedForm):
    """A row of a batch, to be put right before it is added."""

    class Meta:
        model = ImportRow
        fields: list[str] = []

    def __init__(self, *args: Any, instance: ImportRow, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.initial |= instance.values
        self.initial[LIFETIME] = bool(instance.values.get(LIFETIME))

    @property
    def values(self) -> dict[str, str]:
        """What was typed and found in order, as the row keeps it."""
        typed = {name: str(self.data.get(name, "")).strip() for name in RowFields.base_fields}
        typed[LIFETIME] = "on" if self.cleaned_data[LIFETIME] else ""
        return {name: text for name, text in typed.items() if text}
