"""How often did somebody go, how often could they not, and why?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Going, Reason
from events.models import Attendance
from memberships.services import find_sensitive
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingCounts:
    """How many events by what was said of them, and of those one could not go to by why."""

    states: Counter[Going]
    reasons: Counter[Reason]


def count_going(
    *,
    user: User,
    since: datetime | None = None,
    until: datetime | None = None,
    leave_out_sensitive: bool = False,
) -> GoingCounts:
    """What a person said of events that began in a time; four queries at most.

    Those of organisations that are sensitive for them can be left out.
    """
    said = Attendance.objects.filter(user=user, event__removed_at=None)
    said = said.filter(event__starts_at__gte=since) if since else said
    said = said.filter(event__starts_at__lt=until) if until else said
    rows = list(
        said.order_by()
        .values_list("event__organisation", "state", "reason")
        .annotate(count=Count("pk"))
    )
    hosts = {host for host, _state, _reason, _count in rows if host is not None}
    hidden = find_sensitive(user=user, organisations=hosts) if leave_out_sensitive else set()
    states: Counter[Going] = Counter()
    reasons: Counter[Reason] = Counter()
    for host, state, reason, count in rows:
        if host not in hidden:
            states[Going(state)] += count
            if reason:
                reasons[Reason(reason)] += count
    return GoingCounts(states=states, reasons=reasons)


def could_not_in_words(counts: GoingCounts) -> str:
    """“Could not go 4 times: too late home 3, cost 1.”; empty where one always could."""
    times = counts.states[Going.COULD_NOT]
    if not times:
        return ""
    return ngettext(
        "Could not go once: %(reasons)s.", "Could not go %(count)s times: %(reasons)s.", times
    ) % {"count": times, "reasons": ", ".join(_reasons(counts))}


def _reasons(counts: GoingCounts) -> list[str]:
    order = list(Reason)
    found = sorted(counts.reasons.items(), key=lambda item: (-item[1], order.index(item[0])))
    return [
        _("%(reason)s %(count)s") % {"reason": str(reason.label).lower(), "count": count}
        for reason, count in found
    ]
