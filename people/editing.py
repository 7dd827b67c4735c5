"""How is a row edited safely? Two tabs that edit it are noticed, and neither loses anything.

The view fetches the row with `select_for_update()` inside `transaction.atomic()` and gives it to
a form as its instance, and the asker as `user`. What makes one page of several rows must move the
`changed_at` of that row whenever it saves the others.
"""

from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.choices import flatten_choices
from django.utils.formats import localize
from django.utils.translation import gettext as _

from people.models import User
from people.owner import FIELD as OWNER
from people.owner import sign_owner

VERSION = "version"
_forms: dict[str, type["OwnedForm"]] = {}  # by the name that `written_by` carries
if TYPE_CHECKING:  # Django's own class takes no parameter when it runs
    ModelForm = forms.ModelForm[Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    ModelForm = forms.ModelForm
    ModelChoiceField = forms.ModelChoiceField


class HiddenWord(forms.HiddenInput):
    """A hidden field that no label is for: the admin writes one beside every field."""

    def id_for_label(self, id_: str) -> str:
        return ""


class Token(forms.CharField):
    """A hidden word that a form shown again has afresh, whatever was posted."""

    widget = HiddenWord

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class OwnedForm(ModelForm):
    """A form for a row with `changed_at` that belongs to somebody.

    Its hidden `version` says which version of the row the person saw. Where another has been saved
    since and differs from what was typed, the form is refused once: it keeps what was typed, shows
    what was saved beside it, and carries the new version, so that saving again is a choice.
    Its hidden `written_by` lets what was typed survive the end of the session.

    Templates write the `<form>`, the CSRF token and the button, and render the fields by
    `{{ form|crispy }}` or, for a layout, `{% crispy form %}`.
    """

    version = Token(required=False)
    written_by = Token(required=False)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _forms[_name_of(cls)] = cls

    @classmethod
    def field_named(cls, name: str) -> forms.Field | None:
        """A field of the form, whomever it is for; None where only the form in use has it."""
        return cls.base_fields.get(name)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[VERSION] = version_of(self.instance)
        self.initial[OWNER] = sign_owner(user, _name_of(type(self)))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.render_hidden_fields = True

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            self._notice_other_version()

    def _notice_other_version(self) -> None:
        if self.cleaned_data.get(VERSION, "") == self.initial[VERSION]:
            return
        differing = [field.name for field in self.visible_fields() if self._differs(field)]
        for name in differing:
            self.add_error(name, _("Saved meanwhile: %(text)s") % {"text": self.saved_text(name)})
        if differing:
            self.add_error(
                None,
                _(
                    "This was changed meanwhile, perhaps in another tab. What you typed is still "
                    "here and not saved; what was saved instead is said beside it. "
                    "Save again if yours is to take its place."
                ),
            )

    def _differs(self, bound: BoundField) -> bool:
        """Whether what was typed is not what was saved; what is no value at all never is."""
        typed_wrong = bound.name in self.errors  # nor can it be compared, such as "sNaN"
        return typed_wrong or bound.field.has_changed(bound.initial, bound.data)

    def saved_text(self, name: str) -> str:
        """What the saved row says in a field, in the words of the page."""
        field, value = self.fields[name], self[name].initial
        if value in (None, "", []):
            return _("nothing")
        return ", ".join(_in_words(field, value))


def in_words(form: str, name: str, text: str, *, user: User) -> tuple[str, str] | None:
    """What somebody saw of a field that they sent: its label, and of a choice its words.

    `form` is the name in the signed word of the form. A field that it does not know stays as it
    was sent; None for one that was hidden.
    """
    own = name.rpartition("-")[2]
    field = _forms[form].field_named(own) if form in _forms else None
    label = str(field.label) if field and field.label else own.replace("_", " ").capitalize()
    if field is None:
        return label, text
    if field.widget.is_hidden:
        return None
    if isinstance(field, forms.ModelChoiceField):
        return label, _chosen(field, text, user)
    if isinstance(field.widget, forms.CheckboxInput):
        return label, _("yes")
    labels = {str(key): str(words) for key, words in _flat(getattr(field.widget, "choices", ()))}
    return label, labels.get(text, text)


def _chosen(field: ModelChoiceField, text: str, user: User) -> str:
    """The words of a row that was chosen: one of the person's own, or of what is nobody's.

    What else it may be, such as the typed name of an organisation, stays as it was sent.
    """
    if field.queryset is None or not isinstance(field.widget, ChoiceWidget):
        return text
    model = field.queryset.model
    names = {each.name for each in model._meta.fields}
    if "owner" in names:  # asked for by name
        return text
    rows = model._default_manager.filter(user=user) if "user" in names else model._default_manager
    try:
        row = rows.filter(**{field.to_field_name or "pk": text}).first()
    except (ValueError, ValidationError):  # no key at all
        return text
    return text if row is None else field.label_from_instance(row)


def _name_of(form: type[OwnedForm]) -> str:
    """The form's room and name: evaluation.UseForm."""
    return f"{form.__module__.partition('.')[0]}.{form.__name__}"


def version_of(row: Any) -> str:
    """The version of a row: the moment it was last saved, or nothing where it is new."""
    return "" if row.changed_at is None else row.changed_at.isoformat()


def _in_words(field: forms.Field, value: Any) -> Iterable[str]:
    values = value if isinstance(value, (list, tuple, set)) else [value]
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        rows = field.queryset.filter(pk__in=[field.prepare_value(each) for each in values])
        return [field.label_from_instance(row) for row in rows]
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in _flat(field.choices)}
        return [labels.get(str(each), str(each)) for each in values]
    return [_as_typed(field.prepare_value(each)) for each in values]


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    """The choices without their groups."""
    return flatten_choices(choices)


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(localize(value))
