"""What do people say about themselves?"""

from django.forms import TextInput

from people.editing import OwnedForm
from people.models import User


class NameForm(OwnedForm):
    """The name that stands on reports."""

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": TextInput(attrs={"autocomplete": "name"})}
