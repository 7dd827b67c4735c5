"""What does a curator say of a file of records, and of each record in it?"""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import OrganisationKind, Scope
from curation.finding import OrganisationField
from curation.ror.cases import Case
from curation.ror.parse import (
    LONGEST,
    MOST_NAMES,
    MOST_NAMES_IN_ALL,
    MOST_RECORDS,
    BadRecordsError,
    Reason,
    Trouble,
    parse_records,
)
from curation.ror.staging import LEAVE, NEW, OPEN, Answer

NOT_SAID = ("", "---------")
REASONS = {
    Reason.TOO_LARGE: gettext_lazy("the file is too large."),
    Reason.NOT_UTF8: gettext_lazy("it is no text in UTF-8."),
    Reason.NOT_JSON: gettext_lazy("it is no JSON that can be read. Was the file cut off?"),
    Reason.TWICE_IN_OBJECT: gettext_lazy("“%(value)s” stands twice in one object."),
    Reason.EMPTY: gettext_lazy("there is no record in the file."),
    Reason.TOO_MANY: gettext_lazy(
        "more than %(records)s records. Bring in those from here on after the others."
    ),
    Reason.TOO_MANY_IN_ALL: gettext_lazy(
        "more than %(all)s names in all. Bring in the records from here on after the others."
    ),
    Reason.OLD: gettext_lazy("this is a record of schema 1. Ask ROR for schema 2."),
    Reason.REPEATED: gettext_lazy("“%(value)s” stands in the file already."),
    Reason.MISSING: gettext_lazy("is missing."),
    Reason.NOT_OBJECT: gettext_lazy("must be an object in braces."),
    Reason.NOT_LIST: gettext_lazy("must be a list in brackets."),
    Reason.NOT_TEXT: gettext_lazy("must be a text, not “%(value)s”."),
    Reason.NOT_NUMBER: gettext_lazy("“%(value)s” is no number that can stand here."),
    Reason.UNKNOWN_WORD: gettext_lazy("“%(value)s” is no word of ROR's schema 2."),
    Reason.TOO_LONG: gettext_lazy(
        "“%(value)s…” is too long: at most %(longest)s characters are taken."
    ),
    Reason.UNPRINTABLE: gettext_lazy("%(value)s holds signs that no text has."),
    Reason.NOT_ROR: gettext_lazy("“%(value)s” is no ROR number, or was mistyped."),
    Reason.NOT_COUNTRY: gettext_lazy("“%(value)s” is not the two capital letters of a country."),
    Reason.NOT_ADDRESS: gettext_lazy("“%(value)s” is no address of a website."),
    Reason.NO_DISPLAY_NAME: gettext_lazy("just one of the names must be the “ror_display”."),
    Reason.TOO_MANY_NAMES: gettext_lazy("%(value)s names; at most %(names)s are taken."),
}


def trouble_in_words(trouble: Trouble) -> str:
    """What is wrong with a file, where, and what to do."""
    where = [
        _("Line %(line)s") % {"line": trouble.line} if trouble.line else _("The file"),
        _("record %(record)s") % {"record": trouble.record} if trouble.record else "",
        trouble.field,
    ]
    limits = {
        "records": MOST_RECORDS,
        "longest": LONGEST,
        "names": MOST_NAMES,
        "all": MOST_NAMES_IN_ALL,
    }
    what = str(REASONS[trouble.reason]) % {"value": trouble.value, **limits}
    return _("%(where)s: %(what)s") % {"where": ", ".join(filter(None, where)), "what": what}


class RecordsForm(forms.Form):
    """A file of records."""

    file = forms.FileField(
        label=gettext_lazy("A JSON file with records of ROR"),
        help_text=gettext_lazy(
            "Schema 2, as ror.org gives it away: one record, or a list of up to 50 in brackets."
        ),
        max_length=200,
        validators=[FileExtensionValidator(["json"])],
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    content: bytes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, of which `content` is what stands in it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.LARGEST_UPLOAD:
            sizes = {
                "size": filesizeformat(size),
                "largest": filesizeformat(settings.LARGEST_UPLOAD),
            }
            raise forms.ValidationError(
                _("The file has %(size)s and was not read: at most %(largest)s are taken.") % sizes
            )
        self.content = file.read()
        try:
            parse_records(self.content)
        except BadRecordsError as error:
            raise forms.ValidationError(
                [trouble_in_words(trouble) for trouble in error.troubles]
            ) from error
        return file


class RecordForm(forms.Form):
    """Which entry a record is about, and what of it shall be taken."""

    target = forms.ChoiceField(label=gettext_lazy("Which entry is it?"), required=False)
    other = OrganisationField(label=gettext_lazy("Or another entry"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[NOT_SAID, *OrganisationKind.choices],
        required=False,
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Scope"),
        choices=[NOT_SAID, *Scope.choices],
        required=False,
    )
    seen = forms.CharField(required=False, max_length=64)
    take = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: QueryDict | None, *, case: Case, writing: bool = False) -> None:
        answer = case.answer
        super().__init__(
            data,
            prefix=case.record.number,
            initial={"target": answer.target, "kind": answer.kind, "scope": answer.scope},
        )
        self.case = case
        self.writing = writing
        self.fields["target"].choices = _targets(case)  # type: ignore[attr-defined]  # a choice
        changes = range(len(case.changes))
        self.fields["take"].choices = [(at, at) for at in changes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is new has a kind and a scope, once it shall be written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.writing and cleaned.get("target") == NEW and not cleaned.get("other"):
            for name in ("kind", "scope"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new entry needs this."))
        return cleaned

    @property
    def ticked(self) -> frozenset[int]:
        """The places of the changes whose boxes are ticked, here or before."""
        if not self.is_bound:
            return self.case.ticked
        return frozenset(getattr(self, "cleaned_data", {}).get("take", ()))

    @property
    def answer(self) -> Answer:
        """What was said, as far as it can be used."""
        cleaned = self.cleaned_data
        other = cleaned.get("other")
        return Answer(
            target=str(other.uuid) if other else cleaned.get("target", self.case.target),
            take=tuple(cleaned.get("take", ())),
            seen=cleaned.get("seen", ""),
            kind=cleaned.get("kind", ""),
            scope=cleaned.get("scope", ""),
        )


def _targets(case: Case) -> Iterable[tuple[str, str]]:
    if not case.found.is_sure:
        yield OPEN, _("Not decided yet: nothing is written")
    yield from case.candidates
    yield NEW, _("None: it is new")
    yield LEAVE, _("Leave the record out")
