"""Is the list that the librarian of 2011 wrote found in the catalogue, and what is asked?"""

from pathlib import Path

import pytest
import yaml

import memberships
from catalogue.models import Organisation
from memberships.importing import match_next, start_from_list
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PERSONA = Path(memberships.__file__).parent / "data" / "persona.yaml"


def test_the_librarians_own_list(demo):
    """Names as written in 2011: at least 26 of 30 right, none wrong, the rest asked."""
    rows = yaml.safe_load(PERSONA.read_text())["memberships"]
    keys = Organisation.objects.public().in_bulk(field_name="key")
    text = "\n".join(row["as_written"] for row in rows)
    batch = start_from_list(user=UserFactory(), text=text)
    assert match_next(batch=batch) == 0
    found = list(batch.rows.order_by("line"))
    assert [row.cells[0] for row in found] == [row["as_written"].rstrip(".") for row in rows]
    right: list[str] = []
    asked: list[tuple[str, int]] = []
    wrong: list[str] = []
    for row, meant in zip(found, rows, strict=True):
        key = keys[meant["organisation"]].pk
        if row.organisation_id is None:
            asked.append((meant["as_written"], row.candidates.index(key)))
        else:
            (right if row.organisation_id == key else wrong).append(meant["as_written"])
    print(f"{len(right)} right, {len(asked)} asked, {len(wrong)} wrong")
    assert (len(right) >= 26, wrong) == (True, [])
    # The right one is the first that is offered, of each that is asked about.
    assert dict(asked) == dict.fromkeys(
        ("Public Libraries Assoc.", "several local heritage forums", "TeachMeet group",
         "local LGBT community project"), 0,
    )  # fmt: skip
