"""What the demo shows on the terminal, and the file that it writes."""

import io
import stat

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_review_is_for_its_owners_eyes_only(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    file = tmp_path / "membership-review.pdf"
    file.write_bytes(b"an older one")
    UserFactory(email="librarian@example.org")
    output = io.StringIO()
    call_command("show_demo", stdout=output)
    assert output.getvalue().endswith(f"Her membership review: {file}\n")
    assert file.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_the_demo_it_says_how_to_load_it():
    with pytest.raises(CommandError, match="load_demo first"):
        call_command("show_demo")
