"""What did somebody begin to bring in and not add yet? Page objects."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memberships.access import open_batches
from memberships.columns import ORGANISATION
from memberships.judging import OPEN
from memberships.models import ImportRow
from people.figures import day
from people.models import User

NAMES = 3  # of a list, to know it by


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A list or a file whose rows wait: what it is, how far it is, and the two ways on."""

    name: str
    about: str
    url: str
    discard_url: str


def load_waiting(*, user: User) -> tuple[Waiting, ...]:
    """What the person has begun to bring in, the newest first. One query where there is none."""
    batches = list(
        open_batches(user=user).annotate(
            count=Count("rows"), asking=Count("rows", filter=Q(rows__verdict__in=OPEN))
        )
    )
    names: dict[int, list[str]] = defaultdict(list)
    first = ImportRow.objects.filter(batch__in=batches, line__lte=NAMES).order_by("line")
    for batch_pk, values in first.values_list("batch", "values"):
        names[batch_pk].append(values.get(ORGANISATION, ""))
    return tuple(
        Waiting(
            name=batch.name or _("%(names)s …") % {"names": ", ".join(names[batch.pk])},
            about=_about(batch.count, batch.asking, day(timezone.localdate(batch.created_at))),
            url=reverse("memberships:batch", args=[batch.uuid]),
            discard_url=reverse("memberships:discard_batch", args=[batch.uuid]),
        )
        for batch in batches
    )


def _about(rows: int, asking: int, began: str) -> str:
    counts = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows}
    ask = ngettext("%(count)s asks something", "%(count)s ask something", asking)
    parts = [counts, *([ask % {"count": asking}] if asking else [])]
    return " · ".join([*parts, _("begun on %(day)s") % {"day": began}])
