"""What does somebody enter about an event of their own?"""

from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.choices import BenefitMode
from catalogue.organisation_field import OrganisationField
from events.event_times import EventTimes
from events.models import Event
from events.price_list import PriceListField, write_prices
from goals.models import Skill
from people.editing import OwnedForm
from people.models import Profile, User
from people.place_field import PlaceField


class EventForm(EventTimes, OwnedForm):
    """All that one says of an event of one's own."""

    place = PlaceField(
        label=gettext_lazy("Town"), required=False, help_text=gettext_lazy("Type its name.")
    )
    skills = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Skills it serves"),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = [
            "title", "all_day", "mode", "zone", "place", "address", "latitude", "longitude",
            "online_address", "kind", "interactivity", "capacity", "status", "description",
        ]  # fmt: skip
        labels = {
            "title": gettext_lazy("What is it?"),
            "all_day": gettext_lazy("All day: no times are known"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    online_address = forms.URLField(
        label=gettext_lazy("Address to take part online"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )

    def __init__(self, *args: Any, user: User, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        event = self.instance
        skills = cast("forms.ModelMultipleChoiceField[Skill]", self.fields["skills"])
        skills.queryset = Skill.objects.filter(parent__isnull=False).select_related("parent")
        self.fields["organisation"] = OrganisationField(
            user=user,
            label=_("Who organises it?"),
            required=False,
            help_text=_("Type its name. Empty: nobody in the catalogue."),
        )
        self.initial["organisation"] = event.organisation_id
        self.fields["prices"] = PriceListField(
            currency=profile.currency,
            label=_("Prices"),
            required=False,
            help_text=_("One to a line: Members: 25 GBP"),
        )
        if event.pk:
            self.initial["skills"] = [skill.pk for skill in event.skills.all()]
            self.initial["prices"] = write_prices(event.prices.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.organisation = cleaned.get("organisation")
        if cleaned.get("mode") == BenefitMode.ONLINE:
            for name in ("place", "address", "latitude", "longitude"):
                if cleaned.get(name) not in (None, ""):
                    self.add_error(name, _("What takes place online only has no place."))
        return cleaned
