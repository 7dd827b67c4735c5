"""Which rows does an entry have? A form for each: names, offers, fees and sources."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import Strength
from catalogue.models import Benefit, BenefitKind, Fee, OrganisationName, Source
from curation.entries import ROWS, Entry, Row, decimal_text
from goals.models import Skill
from memberships.forms import FeeField
from people.days import DayField
from people.editing import ModelForm
from people.forms import CurrencyField

MOST_ROWS = 40  # of a kind; the organisation that offers most has a fifth of that
MORE = 3  # empty rows at once
MOST_SKILLS = 12  # of a benefit
FEWEST_SKILLS = 3
NOT_SAID = ("", "---------")  # what Django offers first where nothing is chosen yet


class QuickSelect(forms.Select):
    """A choice of a skill. Django renders a template for each option, and a page has thousands."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        groups = format_html_join(
            "",
            "{}",
            (
                (format_html('<optgroup label="{}">{}</optgroup>', key, _options(label, chosen)),)
                if isinstance(label, list | tuple)
                else (_options([(key, label)], chosen),)
                for key, label in self.choices
            ),
        )
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), groups)


def _options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    marked = SafeString(" selected")
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, marked if str(key) == chosen else "", label) for key, label in choices),
    )


class RowForm(ModelForm):
    """A row of a list, which may stay empty."""

    def has_changed(self) -> bool:
        """Whether something was said in it beside what stands in an empty row by itself."""
        return any(
            not self.get_initial_for_field(self.fields[name], name) for name in self.changed_data
        )


class NameForm(RowForm):
    """Another name."""

    class Meta:
        model = OrganisationName
        fields = ["name", "kind"]


class SourceForm(RowForm):
    """Where something of this was read."""

    class Meta:
        model = Source
        fields = ["text", "read_on"]
        field_classes = {"read_on": DayField}


class FeeForm(RowForm):
    """What a grade costs."""

    id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = Fee
        fields = ["grade", "amount", "currency", "period", "year", "source"]
        field_classes = {"amount": FeeField, "currency": CurrencyField}
        help_texts = {"amount": gettext_lazy("Empty: not known; 0: free.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = "GBP"


class BenefitForm(RowForm):
    """Something that the organisation offers, with the skills that it serves.

    Each skill has the fields `skill_<n>` and `strength_<n>`; there is always room for one more.
    """

    id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    benefit_kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    field_order = ["title", "benefit_kind"]

    class Meta:
        model = Benefit
        fields = ["title", "mode", "interactivity", "level", "hours", "audience", "basis"]

    def __init__(self, *args: Any, kinds: list[Any], skills: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["benefit_kind"] = forms.ChoiceField(label=_("Kind"), choices=[NOT_SAID, *kinds])
        self.order_fields(self.field_order)
        for number in range(self._count_skills()):
            self.fields[f"skill_{number}"] = forms.ChoiceField(
                label=_("Skill %(number)s") % {"number": number + 1},
                choices=[("", _("none")), *skills],
                required=False,
                widget=QuickSelect,
            )
            self.fields[f"strength_{number}"] = forms.TypedChoiceField(
                label=_("How strongly it serves skill %(number)s") % {"number": number + 1},
                choices=Strength.choices,
                coerce=int,
                widget=QuickSelect,
                initial=Strength.FAIR_SHARE,
            )

    def _count_skills(self) -> int:
        given = self.data if self.is_bound else self.initial
        prefix = self.add_prefix("skill_") if self.is_bound else "skill_"
        last = max(
            (n for n in range(MOST_SKILLS) if given.get(f"{prefix}{n}")), default=-1
        )  # fmt: skip
        return min(max(last + 2, FEWEST_SKILLS), MOST_SKILLS)

    def clean(self) -> dict[str, Any]:
        """Each skill once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [cleaned.get(f"skill_{number}") for number in range(MOST_SKILLS)]
        for number, skill in enumerate(chosen):
            if skill and skill in chosen[:number]:
                self.add_error(f"skill_{number}", _("This skill stands above already."))
        return cleaned

    def strengths(self) -> dict[str, int]:
        """How strongly it serves each skill, by the skill's key."""
        return {
            self.cleaned_data[f"skill_{number}"]: self.cleaned_data[f"strength_{number}"]
            for number in range(MOST_SKILLS)
            if self.cleaned_data.get(f"skill_{number}")
        }


class RowSet(forms.BaseFormSet):  # type: ignore[type-arg]  # takes none when it runs
    """The rows of a kind, some of them empty. What is known by a text stands once."""

    known_by = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take it out")

    def clean(self) -> None:
        if not self.known_by or any(self.errors):
            return
        texts = [form.cleaned_data[self.known_by] for form in self.kept()]
        twice = {text for text in texts if texts.count(text) > 1}
        if twice:
            message = _("This stands here more than once: %(texts)s.")
            raise ValidationError(message, params={"texts": "; ".join(sorted(twice))})

    def kept(self) -> list[Any]:
        """The rows with something in them that are not to be taken out."""
        return [
            form
            for index, form in enumerate(self.forms)
            if form not in self.deleted_forms
            and (index < self.initial_form_count() or form.has_changed())
        ]

    def check_later(self) -> None:
        """Show what was typed without finding fault with it: more is about to be typed."""
        self._errors: list[Any] = [{} for form in self.forms]
        self._non_form_errors = self.error_class()
        for form in self.forms:
            form._errors = ErrorDict()  # noqa: SLF001 - as Django's own formsets do


class Part:
    """A list of rows in the form: its question, the word for a row, and the rows themselves."""

    def __init__(self, name: str, heading: str, row: str, rows: RowSet) -> None:
        self.name, self.heading, self.row, self.rows = name, heading, row, rows


def _with_more_rows(data: QueryDict, name: str, empty: Any) -> QueryDict:
    """What was sent, and more rows after those of one list, each like the `empty` one."""
    data = data.copy()
    key = f"{name}-{forms.formsets.TOTAL_FORM_COUNT}"
    text = str(data.get(key, ""))
    there = min(int(text[:4]), MOST_ROWS) if text.isdecimal() else 0
    total = min(there + MORE, MOST_ROWS)
    for number in range(there, total):
        for field in empty:
            if field.value():
                data[field.html_name.replace("__prefix__", str(number))] = field.value()
    data[key] = str(total)
    return data


def load_parts(data: QueryDict | None, shown: Entry, more: str) -> Iterable[Part]:
    """The lists of an entry, filled with what was sent or with what is shown.

    `more` is the name of the list that shall have more rows. Two queries.
    """
    kinds = list(BenefitKind.objects.values_list("key", "label"))
    skills = _skills_by_area()
    for name, heading, row, form in (
        ("other_names", _("Other names"), _("Name"), NameForm),
        ("benefits", _("What it offers"), _("Offer"), BenefitForm),
        ("fees", _("What it costs"), _("Fee"), FeeForm),
        ("sources", _("Where this was read"), _("Source"), SourceForm),
    ):
        row_set = cast("type[RowSet]", forms.formset_factory(
            form, formset=RowSet, extra=1, can_delete=True, max_num=MOST_ROWS,
            absolute_max=MOST_ROWS, validate_max=True,
        ))  # fmt: skip
        options: dict[str, Any] = {"prefix": name}
        if form is BenefitForm:
            options["form_kwargs"] = {"kinds": kinds, "skills": skills}
        if data and more == name:
            data = _with_more_rows(data, name, row_set(**options).empty_form)
        initial = None if data is not None else [_initial_row(name, each) for each in shown[name]]
        rows = row_set(data, initial=initial, **options)
        rows.known_by = ROWS[name] if ROWS[name] != "id" else ""
        yield Part(name, heading, row, rows)


def _skills_by_area() -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Skills as groups of choices: each area, itself first."""
    areas: dict[int | None, tuple[str, list[tuple[str, str]]]] = {}
    below = []
    for skill in Skill.objects.order_by("position", "name"):
        if skill.parent_id is None:
            areas[skill.pk] = (skill.name, [(skill.key, skill.name)])
        else:
            below.append(skill)
    for skill in below:
        areas[skill.parent_id][1].append((skill.key, skill.name))
    return list(areas.values())


def _initial_row(name: str, row: Row) -> dict[str, Any]:
    if name == "sources":
        return row | {"read_on": date.fromisoformat(row["read_on"]) if row["read_on"] else None}
    if name != "benefits":
        return row
    initial = row | {"benefit_kind": row["kind"]}
    for number, (skill, strength) in enumerate(row["skills"].items()):
        initial |= {f"skill_{number}": skill, f"strength_{number}": strength}
    return initial


def _name(form: Any) -> Row:
    return {"name": form.cleaned_data["name"], "kind": form.cleaned_data["kind"]}


def _source(form: Any) -> Row:
    read_on = form.cleaned_data["read_on"]
    return {
        "text": form.cleaned_data["text"],
        "read_on": read_on.isoformat() if read_on else "",
    }


def _fee(form: Any) -> Row:
    plain = ("id", "grade", "currency", "period", "year", "source")
    amount = decimal_text(form.cleaned_data["amount"], 2)
    return {name: form.cleaned_data[name] for name in plain} | {"amount": amount}


def _benefit(form: Any) -> Row:
    plain = ("id", "title", "mode", "interactivity", "level", "audience", "basis")
    return {name: form.cleaned_data[name] for name in plain} | {
        "kind": form.cleaned_data["benefit_kind"],
        "hours": decimal_text(form.cleaned_data["hours"], 1),
        "skills": form.strengths(),
    }


READ = {"other_names": _name, "sources": _source, "fees": _fee, "benefits": _benefit}
