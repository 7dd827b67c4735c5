"""What does somebody know of a journey?"""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events.choices import Origin
from events.models import KnownJourney
from people.clock import ClockField
from people.editing import OwnedForm
from people.place_field import PlaceField


class JourneyForm(OwnedForm):
    """One way between home or work and a town; where the town is given, it is not asked for."""

    place = PlaceField(label=_("To which town?"), help_text=_("Type its name."))
    last_departure = ClockField(
        label=_("Last departure back"),
        required=False,
        help_text=_("When you must set out at the latest. Empty: at any time."),
    )

    class Meta:
        model = KnownJourney
        fields = ["place", "origin", "mode", "minutes", "fare", "last_departure"]
        widgets = {
            "origin": forms.RadioSelect,
            "minutes": forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
            "fare": forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        }

    def __init__(self, *args: Any, place_is_given: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place_is_given:
            del self.fields["place"]
        origins = cast(forms.ChoiceField, self.fields["origin"])
        origins.choices = Origin.choices  # without an empty one
