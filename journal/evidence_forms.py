"""What shows that it was so? A file, or an address."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from journal.evidence import add_file, add_link
from journal.files.kinds import ENDINGS
from journal.files.names import LONGEST_NAME
from journal.models import Entry, Evidence
from memberships.import_forms import PlainForm

LONGEST_LINK = 500


class FileForm(PlainForm):
    """A file. Whether it is one that is taken, `journal.evidence` says."""

    file = forms.FileField(
        label=_("A file"),
        allow_empty_file=True,  # so that what is wrong is said in one way
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{each}" for each in ENDINGS)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="file_%s", **kwargs)
        self.fields["file"].help_text = gettext(
            "A PDF, a picture or an office document, of at most %(largest)s, without macros and "
            "passwords."
        ) % {"largest": filesizeformat(settings.LARGEST_UPLOAD)}

    def add(self, entry: Entry) -> Evidence:
        """Keep what was sent. Raises `ValidationError`."""
        return add_file(entry=entry, upload=self.cleaned_data["file"])


class LinkForm(PlainForm):
    """An address, and what to call it."""

    link = forms.URLField(label=_("A link"), max_length=LONGEST_LINK, assume_scheme="https")
    name = forms.CharField(
        label=_("What it is"),
        help_text=_("Such as “Programme of the day”. Empty: the address itself."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="link_%s", **kwargs)

    def add(self, entry: Entry) -> Evidence:
        """Keep what was sent. Raises `ValidationError`."""
        answers = self.cleaned_data
        return add_link(entry=entry, link=answers["link"], name=answers["name"])
