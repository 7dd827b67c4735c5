"""Of what was an evaluation made? A short text that changes whenever any of it does.

Nothing is ever invalidated by hand: what was computed is kept under a key that contains all it
came from, so a change makes another key (`docs/design/architecture.md`, *The way of a number*).
"""

import hashlib
from datetime import date

from django.db import connection
from django.utils.translation import get_language

from people.models import User

# Written out, as composing thirteen queries anew would cost more than the database takes to answer.
# Rows that are edited in place count by the last change; rows that are only added and deleted by
# how many there are and the newest of them. The order of the lines is that of the text.
STAMP = """
    SELECT 1, COUNT(*), MAX(id), MAX(changed_at) FROM people_profile WHERE user_id = %(user)s
    UNION ALL SELECT 2, COUNT(*), MAX(id), MAX(changed_at) FROM goals_goal WHERE user_id = %(user)s
    UNION ALL SELECT 3, COUNT(*), MAX(id), MAX(changed_at) FROM memberships_membership
        WHERE user_id = %(user)s
    UNION ALL SELECT 4, COUNT(*), MAX(id), MAX(changed_at) FROM memberships_term
        WHERE membership_id IN (SELECT id FROM memberships_membership WHERE user_id = %(user)s)
    UNION ALL SELECT 5, COUNT(*), MAX(id), MAX(changed_at) FROM memberships_benefituse
        WHERE user_id = %(user)s
    UNION ALL SELECT 6, COUNT(*), MAX(id), NULL FROM people_travelmode
        WHERE profile_id IN (SELECT id FROM people_profile WHERE user_id = %(user)s)
    UNION ALL SELECT 7, COUNT(*), MAX(id), NULL FROM goals_goalskill
        WHERE goal_id IN (SELECT id FROM goals_goal WHERE user_id = %(user)s)
    UNION ALL SELECT 8, COUNT(*), MAX(id), NULL FROM goals_goallevel
        WHERE goal_id IN (SELECT id FROM goals_goal WHERE user_id = %(user)s)
    UNION ALL SELECT 9, COUNT(*), MAX(id), MAX(changed_at) FROM goals_experience
        WHERE user_id = %(user)s
    UNION ALL SELECT 10, COUNT(confirmed_at), MAX(id), NULL FROM memberships_staff
        WHERE user_id = %(user)s
    UNION ALL SELECT 11, COUNT(*), MAX(id), MAX(changed_at) FROM memberships_expense
        WHERE membership_id IN (SELECT id FROM memberships_membership WHERE user_id = %(user)s)
    UNION ALL SELECT 12, COUNT(*), MAX(id), MAX(changed_at) FROM memberships_exchangerate
        WHERE user_id = %(user)s
    UNION ALL SELECT 13, MAX(number), 0, NULL FROM catalogue_revision
    ORDER BY 1
"""


def evaluation_stamp(*, user: User, on: date) -> str:
    """The stamp of a person's evaluation on a day, in the language in use. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP, {"user": user.pk})
        rows = cursor.fetchall()
    content = repr((user.pk, on.isoformat(), get_language(), rows))
    return hashlib.sha256(content.encode()).hexdigest()
