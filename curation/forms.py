"""What should the catalogue say of an organisation? One form, for suggesters and for curators."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import Strength
from catalogue.models import Benefit, BenefitKind, Fee, Organisation, OrganisationName, Source
from curation.entries import ENTRIES, ROWS, TEXTS, Entry, Row, decimal_text
from curation.finding import OrganisationField, text_for
from goals.models import Skill
from memberships.forms import FeeField
from people.days import DayField
from people.editing import VERSION, ModelForm, OwnedForm
from people.forms import CurrencyField
from people.models import Place, User
from people.place_field import PlaceField

LONGEST_NOTE = 5_000
MOST_ROWS = 40  # of a kind; the organisation that offers most has half of that
MORE = 3  # empty rows at once
MOST_SKILLS = 12  # of a benefit
FEWEST_SKILLS = 3
NOT_SAID = ("", "---------")  # what Django offers first where nothing is chosen yet
CHANGED = gettext_lazy(
    "This was changed meanwhile. What you typed is still here and not saved: look through it, "
    "and save again if it is to stand as it is."
)


class FieldsForm(OwnedForm):
    """What an organisation is."""

    parent = OrganisationField(label=gettext_lazy("Group of"))
    successor = OrganisationField(label=gettext_lazy("Successor"))
    place = PlaceField(label=gettext_lazy("Town"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Organisation
        fields = [
            "name", "short_name", "kind", "scope", "parent", "country", "place", "place_text",
            "website", "joinable", "status", "successor", "special_category", "note",
        ]  # fmt: skip
        help_texts = {"country": gettext_lazy("Two capital letters, for example GB.")}

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A field of a row too, whose words are told to whoever was signed out while writing."""
        own = super().field_named(name)
        rows = (form.base_fields.get(name) for form in (NameForm, BenefitForm, FeeForm, SourceForm))
        return own or next((field for field in rows if field), None)

    def check_later(self) -> None:
        """Show what was typed without finding fault with it."""
        self._errors = ErrorDict()

    def clean_note(self) -> str:
        """As lines end in the database, however the browser ends them."""
        return "\n".join(self.cleaned_data["note"].splitlines())


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
            )
            self.fields[f"strength_{number}"] = forms.TypedChoiceField(
                label=_("How strongly it serves skill %(number)s") % {"number": number + 1},
                choices=Strength.choices,
                coerce=int,
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


class EntryForm:
    """An entry as a form: its fields and its rows, filled with `shown`.

    `instance` is the organisation that it is about, or a new one; nothing is ever saved by it.
    `version` differs as soon as what is shown does. Templates render it as one form.
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        user: User,
        instance: Organisation,
        shown: Entry,
        version: str,
    ) -> None:
        self.shown = shown
        self.more = data.get("more", "") if data else ""
        # One of its own: what was typed is no part of the row that others go on with.
        row = Organisation(pk=instance.pk, owner_id=instance.owner_id)
        self.fields = FieldsForm(data, instance=row, user=user, initial=_initial_fields(shown))
        self.fields.initial[VERSION] = version
        self.parts = list(_parts(data, shown, self.more))
        if self.more:
            self.fields.check_later()
            for part in self.parts:
                part.rows.check_later()

    def is_valid(self) -> bool:
        """Whether it was sent, is in order, and was about what is still so."""
        if self.more or not self.fields.is_bound:
            return False
        valid = [self.fields.is_valid(), *(part.rows.is_valid() for part in self.parts)]
        if all(valid) and self._is_stale() and self.entry != self.shown:
            self.fields.add_error(None, str(CHANGED))
        return all(valid) and not self.fields.errors

    def _is_stale(self) -> bool:
        return bool(self.fields.cleaned_data[VERSION] != self.fields.initial[VERSION])

    @cached_property
    def entry(self) -> Entry:
        """What it says, once it is valid."""
        cleaned = self.fields.cleaned_data
        entry: Entry = {name: cleaned[name] for name in TEXTS}
        for name in ENTRIES:
            entry[name] = str(cleaned[name].uuid) if cleaned[name] else ""
        entry["place"] = cleaned["place"].geonames_id if cleaned["place"] else None
        for part in self.parts:
            entry[part.name] = [READ[part.name](row) for row in part.rows.kept()]
        return entry

    def add_error(self, error: ValidationError) -> None:
        """What a service refuses."""
        self.fields.add_error(None, error if hasattr(error, "error_dict") else error.messages)

    # What the summary of errors above a form asks for (templates/bootstrap5/errors.html).

    @property
    def errors(self) -> bool:
        """Whether there is something to put right."""
        return self.fields.is_bound and any(form.errors for form in self._forms())

    @property
    def non_field_errors(self) -> list[str]:
        """What is wrong with it as a whole, or with its rows together."""
        rows = [error for part in self.parts for error in part.rows.non_form_errors()]
        return [error for form in self._forms() for error in form.non_field_errors()] + rows

    @property
    def hidden_fields(self) -> list[forms.BoundField]:
        """Those of every row too."""
        return [field for form in self._forms() for field in form.hidden_fields()]

    @property
    def visible_fields(self) -> list[forms.BoundField]:
        """Those of every row too."""
        return [field for form in self._forms() for field in form.visible_fields()]

    def _forms(self) -> Iterable[Any]:
        yield self.fields
        for part in self.parts:
            yield from part.rows.forms


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


def _initial_fields(entry: Entry) -> dict[str, Any]:
    place = None
    if entry["place"] is not None:
        place = Place.objects.filter(geonames_id=entry["place"]).first()
    others = {name: text_for(entry[name]) for name in ENTRIES}
    return {**{name: entry[name] for name in TEXTS}, **others, "place": place and place.pk}


def _parts(data: QueryDict | None, shown: Entry, more: str) -> Iterable[Part]:
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


class DeclineForm(forms.Form):
    """Why the catalogue stays as it is."""

    reason = forms.CharField(
        label=gettext_lazy("Why? Whoever suggested it reads this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DuplicateForm(forms.Form):
    """Which entry of the catalogue is the same as what somebody offers?"""

    existing = OrganisationField(
        label=gettext_lazy("It is the same as this entry of the catalogue"), required=True
    )
