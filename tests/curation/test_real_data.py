"""Does the form take the whole catalogue as it is, and change nothing of it?"""

import pytest
from django.http import QueryDict

from catalogue.models import Organisation
from curation.entries import fingerprint, read_entry, with_rows
from curation.forms import EntryForm
from tests.curation.entries import fields_of
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_every_entry_comes_back_from_its_form_as_it_is():
    user = UserFactory()
    for organisation in with_rows(Organisation.objects.public()):
        shown = read_entry(organisation)
        form = EntryForm(None, user=user, instance=organisation, shown=shown, version="1")
        data = QueryDict(mutable=True)
        data.update(fields_of(form))
        sent = EntryForm(data, user=user, instance=organisation, shown=shown, version="1")
        assert sent.is_valid(), (organisation.name, sent.non_field_errors)
        assert sent.entry == shown, organisation.name
        assert fingerprint(sent.entry) == fingerprint(shown)
