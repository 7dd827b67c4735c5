"""What happens to what somebody brings in, until it is theirs and after?"""

import datetime
import time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Organisation
from catalogue.services import raise_revision, save_private_organisation
from memberships.bringing_in import Wanted, add_all
from memberships.confirming import add_batch, can_undo, undo_batch
from memberships.importing import (
    add_parent,
    decide,
    edit_row,
    map_columns,
    match_next,
    start_from_file,
    start_from_list,
)
from memberships.models import ImportBatch, Membership, Term
from memberships.services import add_role, add_term, remove_membership
from memberships.sheets import parse_sheet
from people.models import User
from tests.factories import (
    ImportBatchFactory,
    MembershipFactory,
    OrganisationFactory,
    ProfileFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def guild():
    return OrganisationFactory(name="Guild of Readers", short_name="GoR")


def pasted(user, text):
    batch = start_from_list(user=user, text=text)
    while match_next(batch=batch):
        pass
    return batch


def filed(user, text, **kwargs):
    batch = start_from_file(user=user, name="mine.csv", sheet=parse_sheet(text.encode()))
    if batch.state == "to_map":
        map_columns(batch=batch, mapping=batch.mapping, defaults={"kind": "personal", **kwargs})
    while match_next(batch=batch):
        pass
    return batch


def verdicts(batch):
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


def problems(batch):
    return [row.problems for row in batch.rows.order_by("line")]


def held(user):
    mine = Membership.objects.filter(user=user).order_by("organisation__name", "kind")
    return list(mine.values_list("organisation__name", "kind", "state", "sensitive"))


def test_a_list_is_matched_asked_about_and_added(user, guild):
    OrganisationFactory(name="Reading Circle North")
    south = OrganisationFactory(name="Reading Circle South")
    batch = pasted(user, "Through work: GoR\nReading Circle\nOur own evening (since 2009)")
    assert verdicts(batch) == ["found", "ask", "new"]
    assert held(user) == []
    with pytest.raises(ValidationError):
        add_batch(batch=batch)
    assert held(user) == []
    decide(batch=batch, answers={2: str(south.pk), 3: "999", 99: "leave"})
    assert verdicts(batch) == ["found", "found", "new"]
    add_batch(batch=batch)
    assert held(user) == [
        ("Guild of Readers", "employer", "held", False),
        ("Our own evening", "personal", "held", False),
        ("Reading Circle South", "personal", "held", False),
    ]
    own = Organisation.objects.get(owner=user)
    assert (own.name, own.kind, own.search_text) == (
        "Our own evening", "community", "our own evening\n",
    )  # fmt: skip
    assert Membership.objects.get(organisation=own).notes == "since 2009"


def test_what_took_the_place_of_another_is_offered(user):
    successor = OrganisationFactory(name="New Society")
    old = OrganisationFactory(name="Old Society", status="merged", successor=successor)
    row = pasted(user, "Old Society").rows.get()
    assert (row.organisation, row.candidates) == (old, [old.pk, successor.pk])


@pytest.mark.parametrize(
    ("organisation", "text", "kind"),
    [
        ("online_network", "{}", "profile"),
        ("mailing_list", "{}", "profile"),
        ("community", "{}", "informal"),
        ("employer_network", "{}", "informal"),
        ("charity", "{}", "personal"),
        ("online_network", "Through work: {}", "employer"),
    ],
)
def test_how_one_belongs_is_as_usual_unless_it_is_said(user, organisation, text, kind):
    OrganisationFactory(name="Book Circle", kind=organisation)
    assert pasted(user, text.format("Book Circle")).rows.get().values["kind"] == kind


def test_the_organisation_of_a_group_is_added_on_wish(user, guild):
    OrganisationFactory(name="GoR North", parent=guild)
    batch = pasted(user, "Informal:\nGoR North")
    row = batch.rows.get()
    add_parent(row=row)
    add_parent(row=row)
    add_batch(batch=batch)
    assert held(user) == [
        ("GoR North", "informal", "held", False),
        ("Guild of Readers", "informal", "held", False),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "No names were found. Write one on each line."),
        ("--\nA reader", "No names were found. Write one on each line."),
        ("a club\n" * 2001, "More than 2,000 names: bring them in in parts."),
    ],
)
def test_a_list_without_names_or_with_too_many(user, text, message):
    with pytest.raises(ValidationError) as refused:
        start_from_list(user=user, text=text)
    assert refused.value.message_dict == {"names": [message]}
    assert not ImportBatch.objects.exists()


FILE = """\
organisation;kind;state;number;grade;starts;ends;fee;currency;payer;share;tax_relief;notice_days;\
auto_renews;keep_reason;sensitive;notes
Guild of Readers;personal;held;'-17;Fellow;1/1/2026;31 Dec 2026;1,020.50;eur;employer;25;20;30;\
yes;vote;yes;'=1+1
Guild of Readers;personal;held;-17;Fellow;2027-01-01;for life;;;;;;;;;;
Small Circle;informal;ended;;;;;;;;;;;;;;
"""


def test_a_file_of_our_own_columns(user, guild):
    batch = filed(user, FILE)
    assert verdicts(batch) == ["found", "found", "new"]
    add_batch(batch=batch)
    assert held(user) == [
        ("Guild of Readers", "personal", "held", True),
        ("Small Circle", "informal", "ended", False),
    ]
    membership = Membership.objects.get(organisation=guild)
    assert (membership.number, membership.keep_reason, membership.notes) == ("-17", "vote", "=1+1")
    columns = (
        "starts", "ends", "grade", "fee", "currency", "payer", "share", "tax_relief",
        "notice_days", "auto_renews",
    )  # fmt: skip
    assert list(membership.terms.values_list(*columns)) == [
        (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), "Fellow", Decimal("1020.50"),
         "EUR", "employer", 25, 20, 30, True),
        (datetime.date(2027, 1, 1), None, "Fellow", None, "GBP", "self", 100, 0, 0, False),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [FILE, "organisation\nGoR\nSmall Circle\n"])
def test_bringing_in_the_same_twice_adds_nothing(user, guild, text):
    add_batch(batch=filed(user, text))
    before = (held(user), list(Term.objects.values()), Organisation.objects.count())
    again = filed(user, text)
    assert set(verdicts(again)) == {"held"}
    add_batch(batch=again)
    assert (held(user), list(Term.objects.values()), Organisation.objects.count()) == before
    assert not can_undo(batch=again)


def test_columns_of_any_name_by_mapping(user, guild):
    batch = filed(
        user,
        "Society,Cost,Joined,Expires,Colour\nGoR,£120.00,,,red\nNew one,,,,\nGoR,9 EUR,,x,",
        starts="2026-01-01",
        ends="2026-12-31",
    )
    assert batch.mapping == {0: "organisation", 1: "fee", 2: "starts", 3: "ends"}
    assert (verdicts(batch), problems(batch)) == (
        ["found", "new", "wrong"],
        [
            [],
            [],
            [
                "Last day of the term, “x”: Enter a valid date.",
                "First day of the term: From when is this term? Give its first day.",
            ],
        ],
    )
    add_batch(batch=batch, leave_open=True)
    term = Term.objects.get()
    assert (term.fee, term.currency) == (Decimal(120), "GBP")
    assert term.starts == datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("cells", "field", "problem"),
    [
        ("friend,,,,", "How I belong, “friend”",
         "That is none of the choices. Choose one."),
        (",31/2/2026,1/1/2027,,", "First day of the term, “31/2/2026”", "Enter a valid date."),
        (",1/1/2026,1/1/2025,,", "Last day of the term, “1/1/2025”",
         "The end must not be before the start."),
        (",1/1/2026,1/1/2027,-5,", "Fee, “-5”",
         "A fee cannot be negative."),
        (",1/1/2026,1/1/2027,5,euro", "Currency, “euro”",
         "Three letters, for example GBP or EUR."),
    ],
)  # fmt: skip
def test_what_is_unknown_is_said_by_its_row(user, guild, cells, field, problem):
    batch = filed(user, f"organisation,kind,starts,ends,fee,currency\nGoR,{cells}\nGoR,,,,,")
    assert verdicts(batch) == ["wrong", "found"]
    assert problems(batch) == [[f"{field}: {problem}"], []]


@pytest.mark.parametrize(
    ("cells", "term", "notes"),
    [
        ("5,,,", ("{year}-01-01", "{year}-12-31", 5), ""),
        ("free,,,held", ("{year}-01-01", "{year}-12-31", 0), ""),
        ("5,2009,,", ("{year}-01-01", "{year}-12-31", 5), "since 2009"),
        ("5,,31/3/2027,", ("2026-04-01", "2027-03-31", 5), ""),
        ("5,,,ended", None, "Fee: 5"),
        ("5,,31/12/2024,ended", ("2024-01-01", "2024-12-31", 5), ""),
        (",1/5/2009,,", None, "since 1/5/2009"),
        (",,,", None, ""),
    ],
)
def test_a_row_with_a_fee_needs_no_days(user, guild, cells, term, notes):
    batch = filed(user, f"organisation,fee,starts,ends,state\nGoR,{cells}\n")
    assert (verdicts(batch), problems(batch)) == (["found"], [[]])
    add_batch(batch=batch)
    made = [(str(each.starts), str(each.ends), each.fee) for each in Term.objects.all()]
    year = timezone.localdate().year
    assert made == ([(*(day.format(year=year) for day in term[:2]), term[2])] if term else [])
    assert Membership.objects.get().notes == notes


def test_a_fee_without_days_adds_no_second_term(user, guild):
    TermFactory(
        membership__user=user,
        membership__organisation=guild,
        starts=timezone.localdate(),
        ends=timezone.localdate(),
    )
    OrganisationFactory(name="Circle")
    batch = filed(user, "organisation,fee\nGoR,5\nCircle,5\nCircle,6")
    assert verdicts(batch) == ["held", "found", "twice"]


@pytest.mark.parametrize(
    ("cells", "payer", "share"),
    [
        ("employer,,", "employer", 0),
        ("employer,self,", "self", 100),
        ("personal,employer,", "employer", 0),
        ("personal,other,", "other", 0),
        ("personal,other,25", "other", 25),
        ("personal,,", "self", 100),
        ("personal,,50", "self", 50),
    ],
)
def test_who_pays_follows_from_how_one_belongs(user, guild, cells, payer, share):
    add_batch(batch=filed(user, f"organisation,fee,kind,payer,share\nGoR,5,{cells}\n"))
    term = Term.objects.get()
    assert (term.payer, term.share) == (payer, share)


def test_a_row_without_a_name_is_put_right_first(user):
    batch = filed(user, "organisation,kind\n,personal\n")
    assert problems(batch) == [["Organisation: This field is required."]]


def test_a_row_is_put_right(user, guild):
    batch = filed(user, "organisation,kind\nGuild of Raeders,friend\nGoR,\n")
    assert verdicts(batch) == ["ask", "found"]
    edit_row(row=batch.rows.get(line=2), values={"organisation": "GoR", "kind": "personal"})
    assert verdicts(batch) == ["found", "twice"]


def test_what_is_removed_gives_way_and_what_has_ended_stays(user, guild):
    remove_membership(membership=MembershipFactory(user=user, organisation=guild))
    ended = MembershipFactory(user=user, organisation__name="Old Circle", state="ended")
    batch = pasted(user, "GoR\nOld Circle")
    assert verdicts(batch) == ["found", "held"]
    add_batch(batch=batch)
    assert held(user) == [
        ("Guild of Readers", "personal", "held", False),
        ("Old Circle", "personal", "ended", False),
    ]
    assert not ImportBatch.objects.get().rows.filter(membership=ended).exists()


def test_what_may_reveal_something_is_sensitive_unless_said(user, guild):
    faith = OrganisationFactory(name="Faith Circle", special_category="faith")
    OrganisationFactory(name="Faith Circle North", parent=faith)
    OrganisationFactory(name="GoR North", parent=guild)
    text = "organisation,sensitive\nFaith Circle,no\nFaith Circle North,\nGoR,yes\nGoR North,\n"
    add_batch(batch=filed(user, text))
    assert held(user) == [
        ("Faith Circle", "personal", "held", False),
        ("Faith Circle North", "personal", "held", True),
        ("GoR North", "personal", "held", True),
        ("Guild of Readers", "personal", "held", True),
    ]


def test_a_further_term_of_what_is_held_is_added_and_an_overlap_refused(user, guild):
    TermFactory(membership__user=user, membership__organisation=guild)
    text = "organisation,starts,ends\nGoR,1/12/2026,31/12/2027\nGoR,1/1/2027,31/12/2027\n"
    batch = filed(user, text)
    assert verdicts(batch) == ["wrong", "found"]
    add_batch(batch=batch, leave_open=True)
    assert Term.objects.filter(membership__organisation=guild).count() == 2
    assert verdicts(batch) == ["left", "found"]


def test_what_was_merged_meanwhile_is_added_as_what_replaced_it(user, guild):
    other = OrganisationFactory(name="Northern Club")
    batch = pasted(user, "Northern Club\nGoR\nOur own evening")
    other.merged_into = OrganisationFactory(name="In between", merged_into=guild)
    other.save()
    add_batch(batch=batch)
    assert held(user) == [
        ("Guild of Readers", "personal", "held", False),
        ("Our own evening", "personal", "held", False),
    ]
    assert verdicts(batch) == ["found", "twice", "new"]


def test_a_merged_entry_is_no_answer(user, guild):
    other = OrganisationFactory(name="Guild of Riders")
    batch = pasted(user, "Guild of Raders")
    other.merged_into = guild
    other.save()
    decide(batch=batch, answers={1: str(other.pk)})
    assert verdicts(batch) == ["ask"]
    decide(batch=batch, answers={1: str(guild.pk)})
    assert verdicts(batch) == ["found"]


def test_a_name_of_ones_own_that_became_an_entry_of_all_can_be_used_anew(user, guild):
    OrganisationFactory(name="Our evening", key=None, owner=user, merged_into=guild)
    batch = pasted(user, "Our other evening")
    edit_row(row=batch.rows.get(), values={"organisation": "Our evening", "kind": "personal"})
    decide(batch=batch, answers={1: "private"})
    assert verdicts(batch) == ["new"]
    add_batch(batch=batch)
    own = Organisation.objects.get(owner=user, merged_into=None)
    assert held(user) == [("Our evening", "personal", "held", False)]
    with pytest.raises(ValidationError):
        save_private_organisation(
            user=user, organisation=Organisation(name=own.name, kind="community", scope="local")
        )
    Membership.objects.all().delete()
    own.delete()
    save_private_organisation(
        user=user, organisation=Organisation(name=own.name, kind="community", scope="local")
    )


def test_what_is_not_looked_up_yet_is_not_added(user, guild):
    batch = start_from_list(user=user, text="GoR")
    with pytest.raises(ValidationError):
        add_batch(batch=batch)
    assert verdicts(batch) == ["unread"]


def test_nothing_at_all_is_written_where_one_row_cannot_be(user, guild):
    term = {
        "starts": datetime.date(2026, 1, 1), "ends": datetime.date(2026, 12, 31), "grade": "",
    }  # fmt: skip
    late = {**term, "starts": datetime.date(2026, 6, 1)}
    wanted = [
        Wanted(organisation=guild, kind="personal", details={}, sensitive=None, term=each)
        for each in (term, late)
    ]
    with pytest.raises(ValidationError):
        add_all(user=user, wanted=wanted)
    assert held(user) == []


def test_somebody_elses_organisation_is_not_there(user):
    private = OrganisationFactory(name="Their own", key=None, owner=UserFactory())
    batch = pasted(user, "Their own")
    assert verdicts(batch) == ["new"]
    wanted = Wanted(organisation=private, kind="personal", details={}, sensitive=None, term=None)
    with pytest.raises(ValidationError):
        add_all(user=user, wanted=[wanted])


def test_all_of_it_is_taken_back_and_can_be_added_again(user, guild):
    TermFactory(membership__user=user, membership__organisation=guild)
    text = "organisation,starts,ends\nGoR,1/1/2027,31/12/2027\nSmall Circle,,\n"
    batch = filed(user, text)
    before = (held(user), Term.objects.count(), Organisation.objects.count())
    add_batch(batch=batch)
    assert can_undo(batch=batch)
    undo_batch(batch=batch)
    assert (held(user), Term.objects.count(), Organisation.objects.count()) == before
    assert verdicts(batch) == ["found", "new"]
    add_batch(batch=batch)
    assert Membership.objects.filter(user=user).count() == 2


@pytest.mark.parametrize(
    "touch",
    [
        lambda membership: membership.save(),
        lambda membership: add_role(membership=membership, title="Treasurer"),
        lambda membership: add_term(
            membership=membership, starts=datetime.date(2020, 1, 1), ends=datetime.date(2020, 1, 2)
        ),
        lambda membership: remove_membership(membership=membership),
    ],
)
def test_what_was_touched_since_is_not_taken_back(user, guild, touch):
    OrganisationFactory(name="Small Circle")
    batch = filed(user, "organisation,fee\nGoR,5\nSmall Circle,5\n")
    add_batch(batch=batch)
    kept = Membership.objects.get(organisation=guild)
    touch(kept)
    terms = kept.terms.count()
    assert undo_batch(batch=batch) == 1
    assert (Membership.objects.get(), Term.objects.count()) == (kept, terms)
    assert not can_undo(batch=batch)


def test_what_was_kept_once_is_kept_when_it_is_taken_back_again(user, guild):
    OrganisationFactory(name="Small Circle")
    add_batch(batch=(batch := pasted(user, "GoR\nSmall Circle")))
    kept = Membership.objects.get(organisation=guild)
    kept.save()
    undo_batch(batch=batch)
    add_batch(batch=batch)
    assert undo_batch(batch=batch) == 0
    assert Membership.objects.get() == kept


def test_where_all_of_it_was_touched_nothing_is_taken_back(user, guild):
    add_batch(batch=(batch := pasted(user, "GoR")))
    Membership.objects.get().save()
    with pytest.raises(ValidationError):
        undo_batch(batch=batch)
    assert Membership.objects.count() == 1


def test_a_term_that_was_touched_stays_with_its_membership(user, guild):
    add_batch(batch=(batch := filed(user, "organisation,fee\nGoR,5\n")))
    Term.objects.get().save()
    assert not can_undo(batch=batch)


def test_old_batches_go_when_a_new_one_starts(user):
    old, new = ImportBatchFactory(), ImportBatchFactory()
    week = timezone.now() - datetime.timedelta(days=7, minutes=1)
    ImportBatch.objects.filter(pk=old.pk).update(created_at=week)
    batch = pasted(user, "A circle")
    assert set(ImportBatch.objects.all()) == {new, batch}


def test_the_currency_is_that_of_its_owner(user, guild):
    ProfileFactory(user=user, currency="EUR")
    add_batch(batch=filed(user, "organisation,fee,starts,ends\nGoR,5,1/1/2026,31/12/2026"))
    assert Term.objects.get().currency == "EUR"


def queries_of_a_way(names):
    """How many queries each step takes: start, match, add, undo."""
    user = User.objects.get()
    text = "organisation,starts,ends\n" + "".join(f"{name},1/1/2026,31/12/2026\n" for name in names)
    with CaptureQueriesContext(connection) as start:
        batch = start_from_file(user=user, name="a.csv", sheet=parse_sheet(text.encode()))
    with CaptureQueriesContext(connection) as match:
        assert match_next(batch=batch) == 0
    with CaptureQueriesContext(connection) as add:
        add_batch(batch=batch)
    with CaptureQueriesContext(connection) as undo:
        undo_batch(batch=batch)
    counts = [len(each) for each in (start, match, add, undo)]
    batch.delete()
    return counts


def test_as_many_queries_for_three_rows_as_for_one(user):
    for number in range(4):
        OrganisationFactory(name=f"Circle {number}")
    raise_revision()  # the first one takes longer
    one = queries_of_a_way(["Circle 0", "Not there"])
    assert queries_of_a_way(["Circle 1", "Circle 2", "Circle 3", "Not here", "Nor there"]) == one


def test_two_thousand_rows(user):
    """From a file to memberships and back, and the queries of a step in the middle of it."""
    names = [f"Circle {number}" for number in range(1500)]
    Organisation.objects.bulk_create(
        OrganisationFactory.build(name=name, key=f"circle_{place}")
        for place, name in enumerate(names)
    )
    rows = [*names, *(f"Evening of letter {number}" for number in range(500))]
    text = "organisation,starts,ends,fee\n" + "".join(
        f"{name},1/1/2026,31/12/2026,5\n" for name in rows
    )
    begun = time.perf_counter()
    batch = start_from_file(user=user, name="a.csv", sheet=parse_sheet(text.encode()))
    steps = []
    left = 2000
    while left:
        with CaptureQueriesContext(connection) as queries:
            left = match_next(batch=batch)
        steps.append(len(queries))
    assert len(steps) == 10
    assert len(set(steps[:-1])) == 1
    add_batch(batch=batch)
    print(f"{time.perf_counter() - begun:.1f} s, {steps} queries a step")
    assert (Membership.objects.count(), Term.objects.count()) == (2000, 2000)
    assert Organisation.objects.filter(owner=user).count() == 500
    undo_batch(batch=batch)
    assert not Membership.objects.exists()
