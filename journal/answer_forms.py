"""How able is somebody for a goal, now that they have done something for it?"""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from goals.choices import Ability

UNSAID = [("", _("Choose"))]


def _whole_number(text: str) -> int:
    return int(text)


class AbilityForm(forms.Form):
    """The ability now, with nothing chosen beforehand, and the one wanted as it was said last."""

    now = forms.TypedChoiceField(
        label=_("How able are you now?"),
        choices=[*UNSAID, *Ability.choices],
        coerce=_whole_number,
    )
    wanted = forms.TypedChoiceField(
        label=_("How able do you want to be?"),
        choices=[*UNSAID, *Ability.choices],
        coerce=_whole_number,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
