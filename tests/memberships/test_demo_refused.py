"""When the demo cannot be made."""

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Organisation
from people.models import User

pytestmark = pytest.mark.django_db


def test_an_empty_catalogue_is_said():
    with pytest.raises(CommandError, match=r"run “manage.py load_catalogue” first"):
        call_command("load_demo")


def test_a_catalogue_without_her_organisations_is_said():
    Organisation.objects.create(key="a", name="A", kind="charity", scope="local")
    with pytest.raises(CommandError) as caught:
        call_command("load_demo")
    assert "persona.yaml, line 10, field “employer”: must be one of a, not “nmsi”" in str(
        caught.value
    )
    assert not User.objects.exists()
