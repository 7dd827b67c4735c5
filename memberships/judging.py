"""What would become of the rows that somebody brought in, as they stand?"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.models import Organisation
from memberships.bringing_in import Span, overlaps
from memberships.choices import Decision, State, Verdict
from memberships.columns import ORGANISATION, TAKEN
from memberships.import_forms import RowFields, RowReader
from memberships.models import ImportRow, Membership, Term
from people.folding import fold
from people.models import User

# An organisation, or the folded name of one to be added privately; and the kind of membership.
Key = tuple[int | str, Any]
Terms = dict[Key, list[Span]]
OPEN = (Verdict.ASK, Verdict.WRONG)
TO_ADD = (Verdict.FOUND, Verdict.NEW)


@dataclass(frozen=True, slots=True)
class Belonging:
    """What somebody has: their terms by organisation and kind, and their own organisations."""

    terms: Terms
    own: dict[str, int]


def load_belonging(*, user: User) -> Belonging:
    """What the person has, but what they removed. Three queries."""
    mine = Membership.objects.filter(user=user).exclude(state=State.REMOVED)
    keys = {
        pk: (organisation, kind)
        for pk, organisation, kind in mine.values_list("pk", "organisation_id", "kind")
    }
    terms: Terms = defaultdict(list, {key: [] for key in keys.values()})
    spans = Term.objects.filter(membership__user=user).exclude(membership__state=State.REMOVED)
    for membership, starts, ends in spans.values_list("membership_id", "starts", "ends"):
        terms[keys[membership]].append((starts, ends))
    own = Organisation.objects.filter(owner=user, merged_into=None).values_list("name", "pk")
    return Belonging(terms=dict(terms), own={fold(name): pk for name, pk in own})


def judge(rows: Iterable[ImportRow], *, belonging: Belonging) -> list[ImportRow]:
    """Set the verdict and the problems of every row of a batch; those that changed.

    Earlier rows come first: of two that say the same, the later is the one that is here twice.
    """
    before: Terms = {}
    reader = RowReader()
    changed = []
    for row in sorted(rows, key=lambda row: row.line):
        verdict, problems = _verdict(row, belonging, before, reader)
        if (row.verdict, row.problems) != (verdict, problems):
            row.verdict, row.problems = verdict, problems
            changed.append(row)
    return changed


def _verdict(
    row: ImportRow, belonging: Belonging, before: Terms, reader: RowReader
) -> tuple[str, list[str]]:
    if row.decision == Decision.LEAVE:
        return Verdict.LEFT, []
    if not row.decision or (row.decision == Decision.ADD and row.organisation_id is None):
        return Verdict.ASK, []
    form = reader.read(row.values)
    answers = form.cleaned_data
    key: Key = (_identity(row, belonging), answers.get("kind"))
    for verdict, there in ((Verdict.HELD, belonging.terms), (Verdict.TWICE, before)):
        if key in there and _says_nothing_new(form, there[key]):
            return verdict, []
    if form.errors:
        return Verdict.WRONG, list(_in_words(form))
    known = [*belonging.terms.get(key, ()), *before.get(key, ())]
    starts: datetime.date | None = answers["starts"]
    if starts and overlaps(known, starts, answers["ends"]):
        return Verdict.WRONG, [_("This term overlaps another term of the same membership.")]
    before.setdefault(key, [])
    if starts:
        before[key].append((starts, answers["ends"]))
    return (Verdict.NEW if isinstance(key[0], str) else Verdict.FOUND), []


def _identity(row: ImportRow, belonging: Belonging) -> int | str:
    if row.decision == Decision.ADD and row.organisation_id is not None:
        return row.organisation_id
    name = fold(row.values.get(ORGANISATION, ""))
    return belonging.own.get(name, name)


def _says_nothing_new(form: RowFields, there: list[Span]) -> bool:
    """Whether a row says no term, or one that begins with a day on which one begins already.

    Where its days are only taken, also one that shares a day with another.
    """
    if not form.has_term:
        return True
    answers = form.cleaned_data
    if form.data.get(TAKEN) and answers.get("starts"):
        return overlaps(there, answers["starts"], answers.get("ends"))
    return answers.get("starts") in {starts for starts, _ends in there}


def _in_words(form: RowFields) -> Iterable[str]:
    for name, errors in form.errors.items():
        text = " ".join(str(error) for error in errors)
        said = form.data.get(name)
        label = form.fields[name].label if name in form.fields else ""
        if said and label:
            yield _("%(label)s, “%(said)s”: %(text)s") % {
                "label": label, "said": said, "text": text,
            }  # fmt: skip
        else:
            yield f"{label}: {text}" if label else text
