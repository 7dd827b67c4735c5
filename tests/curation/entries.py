"""What is in the catalogue, and what would a form say?"""

from catalogue.models import Organisation
from curation.entries import new_entry, read_entry, with_rows

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"


def entry_of(organisation):
    return read_entry(with_rows(Organisation.objects.all()).get(pk=organisation.pk))


def entry(**values):
    return new_entry(name="New guild") | {"kind": "community", "scope": "local"} | values


def as_posted(client, url):
    """The fields of the entry's form on a page, as a browser would send them unchanged."""
    form = client.get(url).context["form"]
    return {
        field.html_name: field.value() if field.value() is not None else ""
        for field in [*form.hidden_fields, *form.visible_fields]
    } | {
        f"{part.name}-{name}": str(number)
        for part in form.parts
        for name, number in (
            ("TOTAL_FORMS", len(part.rows.forms)),
            ("INITIAL_FORMS", part.rows.initial_form_count()),
        )
    }
