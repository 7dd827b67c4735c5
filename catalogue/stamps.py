"""Of what was a page of the catalogue made? A short text that changes whenever any of it does.

Nothing is ever invalidated by hand (`docs/design/architecture.md`, *The way of a number*): every
write to the catalogue raises its revision, and every change of a profile moves its `changed_at`.
"""

import hashlib
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.utils.translation import get_language

from people.models import User

STAMP = """
    SELECT (SELECT number FROM catalogue_revision),
        (SELECT changed_at FROM people_profile WHERE user_id = %s)
"""


def catalogue_stamp(*, user: User | AnonymousUser, on: date, asked: QueryDict) -> str:
    """The stamp of what a person is answered on a day, in the language in use. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [user.pk])
        row = cursor.fetchone()
    question = sorted(asked.lists())
    content = repr((user.pk, on.isoformat(), get_language(), question, row))
    return hashlib.sha256(content.encode()).hexdigest()


def public_stamp(*, on: date) -> str:
    """The stamp of what is made for everybody on a day, of the public catalogue alone."""
    return catalogue_stamp(user=AnonymousUser(), on=on, asked=QueryDict())
