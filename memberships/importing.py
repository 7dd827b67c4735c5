"""What happens to a list or a file that somebody brings in, until it is added?

It is read into a batch of rows; the columns of a file are named; each row is matched with the
catalogue, so many at a time that a page can show how far it is; then its owner answers and edits.
Nothing of it is a membership before `confirming.add_batch`.
"""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.choices import OrganisationKind
from catalogue.matching import Matcher, load_matcher
from catalogue.models import Organisation
from memberships.choices import BatchState, Decision, MembershipKind, Origin, State, Verdict
from memberships.columns import COLUMNS, ORGANISATION, guess_mapping, read_values
from memberships.judging import judge, load_belonging
from memberships.models import ImportBatch, ImportRow, Membership
from memberships.models.importing import KEPT_FOR
from memberships.pasted import Pasted, parse_names
from memberships.periods import year_of
from memberships.sheets import MOST_ROWS, Sheet
from people.models import Profile, User

STEP = 200  # rows that are matched in one request
# How people mostly belong to organisations of a kind; to others personally.
USUAL_KINDS: dict[str, MembershipKind] = {
    OrganisationKind.ONLINE_NETWORK: MembershipKind.PROFILE,
    OrganisationKind.MAILING_LIST: MembershipKind.PROFILE,
    OrganisationKind.COMMUNITY: MembershipKind.INFORMAL,
    OrganisationKind.EMPLOYER_NETWORK: MembershipKind.INFORMAL,
}
JUDGED = ["verdict", "problems"]
MATCHED = ["organisation", "candidates", "decision", "values", *JUDGED]


def start_from_list(*, user: User, text: str, guide: bool = False) -> ImportBatch:
    """A batch of the names in a text. Raises `ValidationError` for none, and for too many."""
    # Read before anything is written: nobody else waits for a long text.
    pasted = parse_names(text, knows=load_matcher(user=user).knows)
    if not pasted.names:
        raise ValidationError({"names": _("No names were found. Write one on each line.")})
    if len(pasted.names) > MOST_ROWS:
        raise ValidationError({"names": _("More than 2,000 names: bring them in in parts.")})
    return _keep_names(user, pasted, guide)


@transaction.atomic
def _keep_names(user: User, pasted: Pasted, guide: bool) -> ImportBatch:
    _remove_old()
    batch = ImportBatch.objects.create(
        user=user,
        origin=Origin.LIST,
        guide=guide,
        skipped=[f"{skipped.line}: {skipped.text}" for skipped in pasted.skipped],
    )
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch,
            line=place,
            cells=[name.text],
            values={
                ORGANISATION: name.text,
                "kind": name.kind,
                **({"notes": name.note} if name.note else {}),
            },
        )
        for place, name in enumerate(pasted.names, start=1)
    )
    return batch


@transaction.atomic
def start_from_file(*, user: User, name: str, sheet: Sheet) -> ImportBatch:
    """A batch of the rows of a file; its columns are still to be named unless all are ours."""
    _remove_old()
    mapping = guess_mapping(sheet.headings)
    batch = ImportBatch.objects.create(
        user=user,
        origin=Origin.FILE,
        name=name,
        encoding=sheet.encoding,
        columns=list(sheet.headings),
        mapping=mapping,
        state=BatchState.TO_MAP,
    )
    ImportRow.objects.bulk_create(
        ImportRow(batch=batch, line=row.line, cells=list(row.cells)) for row in sheet.rows
    )
    if set(sheet.headings) <= COLUMNS.keys() and ORGANISATION in mapping.values():
        map_columns(batch=batch, mapping=mapping, defaults={"kind": MembershipKind.PERSONAL.value})
    return batch


def _remove_old() -> None:
    """What waited too long, whoever's it is: it holds personal data."""
    ImportBatch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


@transaction.atomic
def map_columns(
    *, batch: ImportBatch, mapping: Mapping[int, str], defaults: Mapping[str, str]
) -> None:
    """Say what the columns hold; every row is understood afresh, what was edited is gone."""
    profile = Profile.objects.filter(user=batch.user).first()
    starts, ends = (day.isoformat() for day in year_of(timezone.localdate()))
    currency = profile.currency if profile else "GBP"
    defaults = {"currency": currency, "starts": starts, "ends": ends, **defaults}
    rows = list(batch.rows.all())
    for row in rows:
        row.values = read_values(row.cells, mapping, defaults=defaults)
        row.verdict, row.decision, row.organisation = Verdict.UNREAD, "", None
    save_rows(rows, ["values", "verdict", "decision", "organisation"])
    batch.mapping = dict(mapping)
    batch.state = BatchState.TO_CHECK
    batch.save()


def is_to_check(*, batch: ImportBatch) -> bool:
    """Whether its rows wait for answers: its columns are named, and each row has been matched."""
    unread = batch.rows.filter(verdict=Verdict.UNREAD)
    return batch.state == BatchState.TO_CHECK and not unread.exists()


@transaction.atomic
def match_next(*, batch: ImportBatch) -> int:
    """Match the next rows with the catalogue; how many are left.

    The last step says what would become of each row: that follows from all of them together. A
    number of queries for each step that no number of rows changes.
    """
    rows = list(batch.rows.order_by("line"))
    unread = [row for row in rows if row.verdict == Verdict.UNREAD]
    step, left = unread[:STEP], len(unread[STEP:])
    match_rows(batch=batch, rows=step, among=rows)
    judged = step if left else {*step, *judge(rows, belonging=load_belonging(user=batch.user))}
    save_rows(judged, MATCHED)
    return left


def match_rows(
    *, batch: ImportBatch, rows: Sequence[ImportRow], among: Sequence[ImportRow]
) -> None:
    """Find the organisations of some rows; groups may go by what else is in the batch or held."""
    matcher = load_matcher(user=batch.user)
    mine = Membership.objects.filter(user=batch.user).exclude(state=State.REMOVED)
    held = set(mine.values_list("organisation_id", flat=True))
    held |= {row.organisation_id for row in among if row.organisation_id is not None}
    sure = matcher.find_sure((_name(row) for row in among), belonging=held)
    for row in rows:
        _match(row, sure.get(_name(row)), matcher)


def _match(row: ImportRow, found: int | None, matcher: Matcher) -> None:
    row.verdict = Verdict.ASK
    row.organisation_id = found
    if found is None:
        row.candidates = list(matcher.find_likely(_name(row)))
        row.decision = "" if row.candidates else Decision.PRIVATE
    else:
        row.candidates = [found, *matcher.successors(found)]
        row.decision = Decision.ADD
    if not row.values.get("kind"):
        kind = "" if found is None else matcher.kind_of(found)
        row.values["kind"] = USUAL_KINDS.get(kind, MembershipKind.PERSONAL).value


def _name(row: ImportRow) -> str:
    return str(row.values.get(ORGANISATION, ""))


@transaction.atomic
def decide(
    *, batch: ImportBatch, answers: Mapping[int, str], kinds: Mapping[int, str] | None = None
) -> None:
    """Note the answers by their rows' lines: an organisation's primary key, or a decision.

    And the `kinds` of membership. Answers that no row offers, and organisations that are gone
    meanwhile, are not taken. Then every row is judged again.
    """
    rows = _load_rows(batch)
    kinds = kinds or {}
    offered = {pk for row in rows for pk in row.candidates if str(pk) == answers.get(row.line)}
    visible = Organisation.objects.visible_to(batch.user).filter(merged_into=None, pk__in=offered)
    there = set(visible.values_list("pk", flat=True))
    answered = [
        row
        for row in rows
        if _answer(row, answers.get(row.line, ""), kinds.get(row.line, ""), there)
    ]
    if answered:
        _judge_again(batch, rows, answered)


def _answer(row: ImportRow, answer: str, kind: str, there: set[int]) -> bool:
    """Take the answer, an organisation only if it is `there`; whether it is another than before."""
    before = row.decision, row.organisation_id, row.values.get("kind")
    if kind in MembershipKind.values:
        row.values["kind"] = kind
    if answer in {Decision.PRIVATE, Decision.LEAVE}:
        row.decision = answer
    elif answer in map(str, there.intersection(row.candidates)):
        row.decision, row.organisation_id = Decision.ADD, int(answer)
    if row.decision == Decision.PRIVATE:
        row.organisation = None
    return before != (row.decision, row.organisation_id, row.values.get("kind"))


@transaction.atomic
def edit_row(*, row: ImportRow, values: Mapping[str, str]) -> None:
    """Put right what a row says; another name is looked for anew. Every row is judged again."""
    batch = row.batch
    renamed = values.get(ORGANISATION) != row.values.get(ORGANISATION)
    row.values = dict(values)
    row.save()
    rows = _load_rows(batch)
    edited = next(each for each in rows if each.pk == row.pk)
    if renamed:
        match_rows(batch=batch, rows=[edited], among=rows)
    _judge_again(batch, rows, [edited])


@transaction.atomic
def add_parent(*, row: ImportRow) -> None:
    """Another row for what the organisation of this one is a group of."""
    batch, organisation = row.batch, row.organisation
    parent = organisation.parent if organisation else None
    rows = _load_rows(batch)
    if parent is None or any(each.organisation_id == parent.pk for each in rows):
        return
    kept = {key: row.values[key] for key in ("kind", "state") if key in row.values}
    new = ImportRow.objects.create(
        batch=batch,
        line=rows[-1].line + 1,
        values={ORGANISATION: parent.label, **kept},
        organisation=parent,
        candidates=[parent.pk],
        decision=Decision.ADD,
        verdict=Verdict.ASK,
    )
    _judge_again(batch, [*rows, new], [new])


def judge_all(*, batch: ImportBatch) -> list[ImportRow]:
    """Every row with what would become of it today, saved; the rows come by their lines."""
    rows = _load_rows(batch)
    save_rows(judge(rows, belonging=load_belonging(user=batch.user)), JUDGED)
    return rows


def _load_rows(batch: ImportBatch) -> list[ImportRow]:
    """The rows by their lines; what an organisation was merged into takes its place in them."""
    rows = list(batch.rows.select_related("organisation__merged_into").order_by("line"))
    merged = [row for row in rows if row.organisation and row.organisation.merged_into]
    for row in merged:
        while row.organisation and row.organisation.merged_into:
            row.organisation = row.organisation.merged_into
            row.candidates = [row.organisation.pk]
    save_rows(merged, ["organisation", "candidates"])
    return rows


def _judge_again(
    batch: ImportBatch, rows: Sequence[ImportRow], changed: Sequence[ImportRow]
) -> None:
    judged = judge(rows, belonging=load_belonging(user=batch.user))
    save_rows({*changed, *judged}, MATCHED)
    batch.save()  # what is shown elsewhere of the batch is out of date


def save_rows(rows: Collection[ImportRow], fields: Sequence[str]) -> None:
    """Save these columns of rows that are there, and that they were changed.

    By one statement for as many as the database takes; `bulk_update` takes ten times as long.
    """
    ImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=[*fields, "changed_at"]
    )
