"""What do people say about themselves?"""

from django.forms import TextInput, modelform_factory

from people.models import User

NameForm = modelform_factory(
    User, fields=["name"], widgets={"name": TextInput(attrs={"autocomplete": "name"})}
)
