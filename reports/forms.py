"""What do people say about their CPD report?"""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.days import DayField
from people.editing import OwnedForm
from reports.cpd.period import Period
from reports.models import FeedToken, ReportTemplate
from reports.ordering import read_parts, with_the_rest


class PeriodForm(forms.Form):
    """From which day to which is reported."""

    starts = DayField(label=gettext_lazy("First day"))
    ends = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": _("The last day must not be before the first.")})
        return self.cleaned_data

    @property
    def period(self) -> Period:
        """What was asked for, once it is valid."""
        return Period(self.cleaned_data["starts"], self.cleaned_data["ends"])


class PartsField(forms.MultipleChoiceField):
    """The parts of a report, in the order in which they come."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class TemplateForm(OwnedForm):
    """A template of a report: what it is called, its header, its declaration, its parts."""

    parts = PartsField(
        label=gettext_lazy("Parts"),
        help_text=gettext_lazy("Their order is that of the page from which you came."),
    )

    class Meta:
        model = ReportTemplate
        fields = ["name", "body", "number", "job_title", "declaration", "parts"]
        widgets = {"declaration": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.initial["parts"]
        if self.is_bound:
            said = cast(QueryDict, self.data).getlist("parts")
        field = cast(PartsField, self.fields["parts"])
        field.choices = [(part.value, part.label) for part in with_the_rest(read_parts(said))]


class FeedForm(OwnedForm):
    """What stands in one's calendar elsewhere."""

    class Meta:
        model = FeedToken
        fields = ["events", "renewals", "steps"]
        widgets = {"events": forms.RadioSelect}
