"""How do two entries of the catalogue become one, and two again?"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.models import Organisation
from catalogue.services import raise_revision, refresh_search_text
from curation.models import Merge, MergedRow
from curation.moves import Ledger, find_touched, read_rows, take_back
from curation.moving import (
    mark_what_is_sensitive,
    move_entry,
    move_events,
    move_journal,
    move_memberships,
    move_staff,
    move_suggestions,
    move_uses,
)
from curation.plan import make_plan
from memberships.models import BenefitRating, BenefitUse, Membership
from people.models import User

LONGEST_IN_REASON = 40  # of a name; a version has 100 characters for its reason
MOST_NAMED = 5


def demand_mergeable(*, kept: Organisation, gone: Organisation) -> None:
    """Raise `ValidationError`, which says why, where one cannot take the place of the other."""
    names = {"kept": kept.name, "gone": gone.name}
    if kept.pk == gone.pk:
        raise ValidationError(_("Choose two entries: “%(kept)s” is one."), params=names)
    if kept.owner_id is not None or gone.owner_id is not None:
        raise ValidationError(_("Only entries of everybody's catalogue can be merged."))
    for each in (kept, gone):
        each.demand_unmerged()
    if Organisation.objects.above(kept.pk).filter(pk=gone.pk).exists():
        message = _("“%(kept)s” is a group of “%(gone)s”: keep “%(gone)s” instead.")
        raise ValidationError(message, params=names)
    if Organisation.objects.succession(kept.pk).filter(pk=gone.pk).exists():
        message = _("“%(gone)s” succeeds “%(kept)s”: keep “%(gone)s” instead.")
        raise ValidationError(message, params=names)


@transaction.atomic
def merge_entries(
    *, kept: Organisation, gone: Organisation, curator: User, version: str | None = None
) -> Merge:
    """Let one entry take the place of the other, with all that anybody keeps of it.

    `version` is that of the plan that was seen. Raises `ValidationError` where they cannot be
    merged, or where the plan is another by now; then nothing has changed.
    """
    kept, gone = _lock(kept, gone)
    demand_mergeable(kept=kept, gone=gone)
    plan = make_plan(kept=kept, gone=gone)
    if version is not None and version != plan.version:
        raise ValidationError(
            _("One of them has changed since you opened the page: look once more, then merge them.")
        )
    now = timezone.now()
    ledger = Ledger()
    move_entry(plan, ledger)
    move_memberships(plan, ledger)
    move_uses(plan, ledger)
    move_events(plan, ledger)
    move_journal(plan, ledger)
    mark_what_is_sensitive(plan, ledger)
    move_staff(plan, ledger)
    move_suggestions(plan, ledger, decided_by_id=curator.pk, decided_at=now)
    merge = Merge(kept=plan.kept, gone=plan.gone, merged_by=curator, merged_at=now)
    merge.full_clean()
    merge.save()
    ledger.write(merge)
    _finish(
        {plan.kept: _("“%(name)s” was merged into it."), plan.gone: _("Merged into “%(name)s”.")}
    )
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge) -> None:
    """Let there be two entries again, and everything be as it was.

    Raises `ValidationError`, which names what is in the way, where any of it was touched since.
    """
    kept, gone = _lock(merge.kept, merge.gone)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise ValidationError(_("This was undone already."))
    rows = list(merge.rows.all())
    there = read_rows((row.model, row.row) for row in rows)
    touched = [_name(row, there.get((row.model, row.row))) for row in find_touched(rows, there)]
    touched += _used_since(merge)
    if touched:
        raise ValidationError(
            _("It cannot be undone, as this was changed since: %(touched)s."),
            params={"touched": _listed(touched)},
        )
    take_back(rows, there)
    merge.undone_at = timezone.now()
    merge.save()
    for each in (kept, gone):
        each.refresh_from_db()
    _finish(
        {
            kept: _("That “%(name)s” was merged into it was undone."),
            gone: _("That it was merged into “%(name)s” was undone."),
        }
    )


def _lock(kept: Organisation, gone: Organisation) -> tuple[Organisation, Organisation]:
    """Both as they are now. Curators who write at the same time wait for each other here."""
    raise_revision()
    both = Organisation.objects.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    return both[kept.pk], both[gone.pk]


def _finish(reasons: dict[Any, str]) -> None:
    """Say in the history of both why, and let them be found by what they are called now."""
    one, other = reasons
    for each, beside in ((one, other), (other, one)):
        name = Truncator(beside.name).chars(LONGEST_IN_REASON)
        each._change_reason = reasons[each] % {"name": name}  # noqa: SLF001 - the package's way
        each.save()
    refresh_search_text(organisations=[one, other])


def _used_since(merge: Merge) -> Iterable[str]:
    """What people have said since of benefits that they would not have any more, or not there."""
    moved = merge.rows.filter(model=Membership._meta.label_lower).values("owner")
    benefits = merge.rows.filter(model="catalogue.benefit").values("row")
    lost = Q(benefit__organisation=merge.kept) & (Q(user__in=moved) | Q(benefit__in=benefits))
    written = merge.rows.filter(model=BenefitUse._meta.label_lower).values("row")
    used = BenefitUse.objects.filter(lost, changed_at__gt=merge.merged_at).exclude(pk__in=written)
    rated = BenefitRating.objects.filter(lost, created_at__gt=merge.merged_at)
    if used.exists() or rated.exists():
        yield _("what members say of its benefits")


def _name(row: MergedRow, there: object) -> str:
    """What was touched, as far as that is a curator's business: of people's own only what it is."""
    model = apps.get_model(row.model)
    if row.owner_id is not None:
        return _("what members keep (%(kind)s)") % {"kind": str(model._meta.verbose_name_plural)}
    kind = str(model._meta.verbose_name)
    return f"{kind} “{there}”" if there is not None else _("%(kind)s, gone") % {"kind": kind}


def _listed(names: Iterable[str]) -> str:
    """Each once, the first of them by name."""
    once = list(dict.fromkeys(names))
    shown = ", ".join(once[:MOST_NAMED])
    more = len(once) - MOST_NAMED
    return shown if more <= 0 else _("%(names)s and %(more)s more") % {"names": shown, "more": more}
