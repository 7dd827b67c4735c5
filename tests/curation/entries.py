"""What is in the catalogue, and what would a form say?"""

from django.forms import Select
from django.utils.choices import flatten_choices

from catalogue.models import Organisation
from curation.entries import new_entry, read_entry, with_rows
from people.models import Place
from people.place_field import PlaceField

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"


def entry_of(organisation):
    return read_entry(with_rows(Organisation.objects.all()).get(pk=organisation.pk))


def entry(**values):
    return new_entry(name="New guild") | {"kind": "community", "scope": "local"} | values


def as_posted(client, url):
    """The fields of the entry's form on a page, as a browser would send them unchanged."""
    return fields_of(client.get(url).context["form"])


def fields_of(form):
    """The same of a form that nobody has filled in yet."""
    return {
        field.html_name: _typed(field) for field in [*form.hidden_fields, *form.visible_fields]
    } | {
        f"{part.name}-{name}": str(number)
        for part in form.parts
        for name, number in (
            ("TOTAL_FORMS", len(part.rows.forms)),
            ("INITIAL_FORMS", part.rows.initial_form_count()),
        )
    }


def _typed(field):
    value = "" if field.value() is None else field.value()
    if value == "" and type(field.field.widget) is Select:  # a browser sends the first there is
        return next(iter(flatten_choices(field.field.choices)))[0]
    if isinstance(value, tuple):  # a place as it was typed, and the one that was chosen
        return value[0]
    is_place = isinstance(field.field, PlaceField) and value
    return str(Place.objects.get(pk=value)) if is_place else value
