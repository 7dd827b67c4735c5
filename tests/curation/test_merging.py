"""Two entries become one, with all that anybody keeps of either; and two again."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from catalogue.access import get_organisations
from catalogue.choices import NameKind
from catalogue.load import load_catalogue, read_files
from catalogue.matching import load_matcher
from catalogue.models import Benefit, Organisation, Revision
from catalogue.services import refresh_search_text
from catalogue.versions import restore_version
from curation.merging import merge_entries, undo_merge
from curation.models import Merge, MergedRow, Suggestion
from curation.services import restore_suggestion, suggest
from evaluation.stamps import evaluation_stamp
from journal.models import UseAnswer
from memberships.models import BenefitRating, BenefitUse, Ending, Membership, Staff, Workplace
from memberships.services import (
    add_membership,
    add_term,
    remove_membership,
    restore_membership,
    set_use,
)
from tests.catalogue.files import write_files
from tests.curation.entries import entry_of
from tests.curation.merges import dump, said
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    BenefitUseFactory,
    EntryFactory,
    EventFactory,
    ExpenseFactory,
    FeedFactory,
    FeeFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnEventFactory,
    RoleFactory,
    SkillFactory,
    StaffFactory,
    StepFactory,
    SuggestionFactory,
    TermFactory,
    UserFactory,
    WorkplaceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return OrganisationFactory(name="Library Guild", short_name="LG")


@pytest.fixture
def gone():
    return OrganisationFactory(name="The Guild of Libraries", short_name="GoL")


@pytest.fixture
def merge(kept, gone, curator):
    """`merge()`: the two entries, with whatever the test has put there."""
    return lambda: merge_entries(kept=kept, gone=gone, curator=curator)


def names_of(organisation):
    return {(each.name, each.kind) for each in organisation.other_names.all()}


class TestTheEntry:
    def test_is_known_by_all_names_of_the_other(self, kept, gone, merge):
        kept.other_names.create(name="Guild", kind=NameKind.ALIAS)
        gone.other_names.create(name="GUILD", kind=NameKind.FORMER)
        gone.other_names.create(name="Old Guild", kind=NameKind.FORMER)
        merge()
        assert names_of(kept) == {
            ("Guild", "alias"),
            ("The Guild of Libraries", "alias"),
            ("GoL", "short"),
            ("Old Guild", "former"),
        }
        found = Organisation.objects.filter(merged_into=None)
        for name in ("guild of libraries", "gol", "old guild"):
            assert list(found.search(name)) == [kept]
        assert load_matcher(user=UserFactory()).find_sure(["GoL"]) == {"GoL": kept.pk}

    def test_is_given_no_name_that_it_has(self, kept, merge, gone):
        Organisation.objects.filter(pk=gone.pk).update(name="LIBRARY GUILD", short_name="lg")
        merge()
        assert names_of(kept) == set()

    def test_has_the_addresses_of_both_with_the_later_day(self, kept, gone, merge):
        Organisation.objects.filter(pk=kept.pk).update(website="guild.example.org")
        Organisation.objects.filter(pk=gone.pk).update(website="libraries.example.org")
        for organisation, text, read_on in (
            (kept, "both.example.org", date(2025, 1, 1)),
            (gone, "both.example.org", date(2026, 1, 1)),
            (kept, "early.example.org", date(2026, 1, 1)),
            (gone, "early.example.org", None),
            (gone, "gone.example.org", date(2024, 1, 1)),
        ):
            organisation.sources.create(text=text, read_on=read_on)
        merge()
        kept.refresh_from_db()
        assert kept.website == "guild.example.org"
        assert {each.text: each.read_on for each in kept.sources.all()} == {
            "both.example.org": date(2026, 1, 1),
            "early.example.org": date(2026, 1, 1),
            "gone.example.org": date(2024, 1, 1),
            "libraries.example.org": None,
        }

    def test_is_filled_where_it_said_nothing(self, kept, gone, merge):
        values = {"website": "gol.example.org", "country": "GB", "place_text": "Midlands"}
        Organisation.objects.filter(pk=gone.pk).update(note="Old", evidence_year=2020, **values)
        Organisation.objects.filter(pk=kept.pk).update(note="New")
        merge()
        assert said(kept, *values, "note", "evidence_year", "name", "status") == (
            "gol.example.org", "GB", "Midlands", "New", 2020, "Library Guild", "active",
        )  # fmt: skip

    def test_has_one_place(self, kept, gone, merge):
        Organisation.objects.filter(pk=gone.pk).update(country="FR", place_text="Paris")
        Organisation.objects.filter(pk=kept.pk).update(country="GB")
        merge()
        assert said(kept, "country", "place_text") == ("GB", "")

    def test_has_each_fee_once(self, kept, gone, merge):
        FeeFactory(organisation=kept, grade="Full", year=2026, amount=10)
        FeeFactory(organisation=gone, grade="FULL", year=2026, amount=20)
        FeeFactory(organisation=gone, grade="Full", year=2025, amount=30)
        FeeFactory(organisation=gone, grade="Full", year=2026, amount=40, period="once")
        merge()
        assert {each.amount for each in kept.fees.all()} == {10, 30, 40}

    def test_offers_each_benefit_once(self, kept, gone, merge):
        kind = BenefitKindFactory()
        same = BenefitFactory(organisation=kept, kind=kind, title="Journal")
        twice = BenefitFactory(organisation=gone, kind=kind, title="JOURNAL")
        other_kind = BenefitFactory(organisation=gone, title="Journal")
        retired = BenefitFactory(organisation=gone, title="Old", retired_on=date(2020, 1, 1))
        merge()
        assert set(kept.benefits.offered()) == {same, other_kind}
        assert said(twice, "organisation", "retired_on") == (kept, timezone.localdate())
        assert said(retired, "organisation", "retired_on") == (kept, date(2020, 1, 1))

    def test_a_retired_one_takes_nothing_in(self, kept, gone, merge):
        kind = BenefitKindFactory()
        BenefitFactory(organisation=kept, kind=kind, title="Journal", retired_on="2020-01-01")
        offered = BenefitFactory(organisation=gone, kind=kind, title="Journal")
        merge()
        assert list(kept.benefits.offered()) == [offered]

    def test_has_what_led_to_the_other(self, kept, gone, merge):
        owner = UserFactory()
        group = OrganisationFactory(parent=gone)
        private = OrganisationFactory(key=None, owner=owner, parent=gone)
        before = OrganisationFactory(name="Forerunner", successor=gone)
        duplicate = OrganisationFactory(merged_into=gone)
        dead, heir = OrganisationFactory(), OrganisationFactory()
        dead.see_instead.set([gone, kept])
        gone.see_instead.set([heir, kept])
        merge()
        assert said(group, "parent") == said(private, "parent") == (kept,)
        assert said(before, "successor") == said(duplicate, "merged_into") == (kept,)
        assert set(dead.see_instead.all()) == {kept, gone}  # what is there twice stays
        assert set(kept.see_instead.all()) == {heir}
        assert list(Organisation.objects.search("forerunner").filter(pk=kept.pk)) == [kept]

    def test_leads_there_for_good(self, kept, gone, merge, client):
        merge()
        address = reverse("catalogue:organisation", args=[gone.uuid])
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (
            301, reverse("catalogue:organisation", args=[kept.uuid]),
        )  # fmt: skip
        assert "max-age=0" in answer["Cache-Control"]
        user = UserFactory()
        assert get_organisations(user=user, uuids=[str(gone.uuid), str(kept.uuid)]) == [kept]
        client.force_login(user)
        joining = client.get(reverse("memberships:join", args=[gone.uuid]))
        assert "How do you belong to LG?" in joining.content.decode()

    def test_says_so_in_the_history_of_both(self, kept, gone, merge, client, curator):
        client.force_login(curator)
        done = merge()
        for organisation, text in (
            (kept, "“The Guild of Libraries” was merged into it."),
            (gone, "Merged into “Library Guild”."),
        ):
            url = reverse("admin:catalogue_organisation_history", args=[organisation.pk])
            assert text in client.get(url).content.decode()
        undo_merge(merge=done)
        url = reverse("admin:catalogue_organisation_history", args=[gone.pk])
        assert "was undone" in client.get(url).content.decode()

    def test_takes_nothing_back_by_an_old_version(self, kept, gone, merge):
        benefit = BenefitFactory(organisation=gone)
        benefit.save()
        version = benefit.history.earliest()
        merge()
        with pytest.raises(ValidationError, match="was merged into “Library Guild”"):
            restore_version(version=version)
        assert said(benefit, "organisation") == (kept,)

    def test_is_changed_no_more(self, kept, gone, merge):
        merge()
        gone.refresh_from_db()
        with pytest.raises(ValidationError, match="was merged into “Library Guild”"):
            gone.full_clean()
        with pytest.raises(ValidationError, match="was merged into “Library Guild”"):
            OrganisationFactory.build(parent=gone, key="x").clean()


class TestRefused:
    def test_itself(self, kept, curator):
        with pytest.raises(ValidationError, match="Choose two"):
            merge_entries(kept=kept, gone=kept, curator=curator)

    @pytest.mark.parametrize("private", ["kept", "gone"])
    def test_what_is_ones_own(self, kept, curator, private):
        own = OrganisationFactory(key=None, owner=UserFactory())
        both = {"kept": kept, "gone": kept} | {private: own}
        with pytest.raises(ValidationError, match="everybody's catalogue"):
            merge_entries(**both, curator=curator)

    def test_what_was_merged_already(self, kept, gone, curator, merge):
        merge()
        other = OrganisationFactory()
        for both in ({"kept": other, "gone": gone}, {"kept": gone, "gone": other}):
            with pytest.raises(ValidationError, match="was merged into “Library Guild”"):
                merge_entries(**both, curator=curator)

    def test_into_a_group_of_itself(self, kept, gone, merge):
        Organisation.objects.filter(pk=kept.pk).update(parent=OrganisationFactory(parent=gone))
        with pytest.raises(ValidationError, match="is a group of “The Guild of Libraries”"):
            merge()

    def test_into_what_it_succeeded(self, kept, gone, merge):
        Organisation.objects.filter(pk=kept.pk).update(
            successor=OrganisationFactory(successor=gone)
        )
        with pytest.raises(ValidationError, match="succeeds “Library Guild”"):
            merge()

    def test_a_group_into_what_it_is_a_group_of_is_not(self, kept, gone, merge):
        Organisation.objects.filter(pk=gone.pk).update(parent=kept)
        group = OrganisationFactory(parent=gone)
        merge()
        assert said(group, "parent") == (kept,)

    def test_what_was_not_seen_so(self, kept, gone, curator):
        with pytest.raises(ValidationError, match="look once more"):
            merge_entries(kept=kept, gone=gone, curator=curator, version="another")
        assert not Merge.objects.exists()


class TestMemberships:
    @pytest.mark.parametrize("state", ["held", "ended", "intended", "removed"])
    def test_follow_whatever_became_of_them(self, kept, gone, merge, state):
        membership = MembershipFactory(organisation=gone, state=state, notes="Mine")
        term = TermFactory(membership=membership)
        before = membership.changed_at
        merge()
        assert said(membership, "organisation", "state", "notes") == (kept, state, "Mine")
        assert said(term, "membership") == (membership,)
        assert membership.changed_at > before

    def test_of_another_kind_stay_beside_each_other(self, kept, gone, merge):
        user = UserFactory()
        MembershipFactory(user=user, organisation=kept, kind="employer")
        MembershipFactory(user=user, organisation=gone)
        merge()
        assert sorted(user.memberships.values_list("organisation", "kind")) == [
            (kept.pk, "employer"), (kept.pk, "personal"),
        ]  # fmt: skip

    def test_of_the_same_kind_become_one(self, kept, gone, merge):
        user = UserFactory()
        first = MembershipFactory(user=user, organisation=kept, notes="Here", number="1")
        second = MembershipFactory(
            user=user, organisation=gone, notes="There", number="2", sensitive=True,
            keep_reason="vote", activity="serving",
        )  # fmt: skip
        TermFactory(membership=first)
        overlapping = TermFactory(membership=second, starts="2026-07-01", ends="2027-06-30", fee=7)
        earlier = TermFactory(membership=second, starts="2025-01-01", ends="2025-12-31")
        role, expense = RoleFactory(membership=second), ExpenseFactory(membership=second)
        same_role = RoleFactory(membership=first, title="Chair")
        RoleFactory(membership=second, title="Chair")
        ending = Ending.objects.create(membership=second, on="2020-01-01")
        merge()
        names = ("state", "sensitive", "keep_reason", "activity", "number")
        assert said(first, *names) == ("held", True, "vote", "serving", "1")
        assert said(second, "state", "organisation") == ("removed", gone)
        for row in (earlier, role, expense, ending, same_role):
            assert said(row, "membership") == (first,)
        assert said(overlapping, "membership") == (second,)
        assert first.roles.count() == 2
        assert first.notes == (
            "Here\n\n"
            "Joined with your membership of “The Guild of Libraries”, which was here twice.\n"
            "Membership number: 2\n"
            "A term that overlapped: 1 July 2026 – 30 June 2027, 7.00 GBP, paid by: Me, "
            "my share 100 %\n"
            "There"
        )

    def test_that_were_removed_stay_away(self, kept, gone, merge):
        user = UserFactory()
        living = MembershipFactory(user=user, organisation=kept)
        removed = MembershipFactory(user=user, organisation=gone, state="removed", sensitive=True)
        merge()
        assert said(living, "notes", "sensitive") == ("", False)
        assert said(removed, "organisation", "state") == (gone, "removed")
        with pytest.raises(ValidationError, match="already"):
            restore_membership(membership=removed, state="held")

    def test_that_live_take_the_place_of_a_removed_one(self, kept, gone, merge):
        user = UserFactory()
        removed = MembershipFactory(user=user, organisation=kept, state="removed")
        living = MembershipFactory(user=user, organisation=gone)
        before = dump()
        done = merge()
        assert said(living, "organisation", "state") == (kept, "held")
        assert said(removed, "organisation", "state") == (kept, "removed")
        undo_merge(merge=done)
        assert dump() == before

    def test_are_all_sensitive_where_belonging_reveals_something_now(self, kept, gone, merge):
        Organisation.objects.filter(pk=gone.pk).update(special_category="health")
        below = OrganisationFactory(parent=kept)
        plain = [MembershipFactory(organisation=each) for each in (kept, below)]
        shown = MembershipFactory(organisation=gone)  # its owner knew what it reveals
        merge()
        assert kept.__class__.objects.get(pk=kept.pk).special_category == "health"
        assert [said(each, "sensitive") for each in plain] == [(True,), (True,)]
        assert said(shown, "sensitive") == (False,)

    def test_of_groups_are_sensitive_below_a_sensitive_one(self, kept, gone, merge):
        user, group = UserFactory(), OrganisationFactory(parent=gone)
        MembershipFactory(user=user, organisation=kept, sensitive=True)
        mine = MembershipFactory(user=user, organisation=group)
        others = MembershipFactory(organisation=group)
        merge()
        assert (said(mine, "sensitive"), said(others, "sensitive")) == ((True,), (False,))

    def test_change_what_was_worked_out_for_everybody(self, gone, merge):
        user, today = MembershipFactory(organisation=gone).user, timezone.localdate()
        stamps = [evaluation_stamp(user=user, on=today)]
        number = Revision.objects.get_or_create(pk=1)[0].number
        undo_merge(merge=merge())
        stamps.append(evaluation_stamp(user=user, on=today))
        assert stamps[0] != stamps[1]
        assert Revision.objects.get().number > number

    @pytest.mark.parametrize("many", [1, 3])
    def test_take_as_many_queries_for_three_as_for_one(
        self, kept, gone, merge, many, django_assert_num_queries
    ):
        kind = BenefitKindFactory()
        same = BenefitFactory(organisation=kept, kind=kind, title="Journal")
        twice = BenefitFactory(organisation=gone, kind=kind, title="Journal")
        for user in UserFactory.create_batch(many):
            MembershipFactory(user=user, organisation=gone, kind="employer")
            for organisation, starts in ((kept, 2026), (gone, 2026), (gone, 2025)):
                membership = Membership.objects.get_or_create(
                    user=user, organisation=organisation, kind="personal"
                )[0]
                TermFactory(
                    membership=membership, starts=date(starts, 1, 1), ends=date(starts, 9, 9)
                )
            RoleFactory(membership=membership)
            ExpenseFactory(membership=membership)
            BenefitUseFactory(user=user, benefit=same, use=1)
            BenefitUseFactory(user=user, benefit=twice, use=2)
            BenefitRating.objects.create(user=user, benefit=twice, stars=3)
        with django_assert_num_queries(105):
            done = merge()
        with django_assert_num_queries(65):
            undo_merge(merge=done)


class TestUse:
    @pytest.fixture
    def benefits(self, kept, gone):
        kind = BenefitKindFactory()
        return [
            BenefitFactory(organisation=each, kind=kind, title="Journal") for each in (kept, gone)
        ]

    def test_follows_to_the_benefit_that_is_the_same(self, benefits, merge):
        same, twice = benefits
        use = BenefitUseFactory(benefit=twice, use=2, outcome="A job")
        rating = BenefitRating.objects.create(user=use.user, benefit=twice, stars=4)
        merge()
        assert said(use, "benefit", "use", "outcome") == (same, 2, "A job")
        assert said(rating, "benefit") == (same,)

    def test_stays_as_it_is_with_a_benefit_that_moves(self, kept, gone, merge):
        use = BenefitUseFactory(benefit=BenefitFactory(organisation=gone), use=2)
        before = use.changed_at
        merge()
        assert said(use, "use", "changed_at") == (2, before)
        assert use.benefit.organisation == kept

    def test_the_higher_stays(self, benefits, merge):
        same, twice = benefits
        user = UserFactory()
        use = BenefitUseFactory(user=user, benefit=same, use=1, included=True, outcome="Here")
        BenefitUseFactory(
            user=user, benefit=twice, use=3, included=False, own_reach="0.5", outcome="There",
            from_activity=True,
        )  # fmt: skip
        merge()
        names = ("use", "from_activity", "included", "own_reach", "outcome")
        assert said(use, *names) == (3, True, True, 0.5, "Here\nThere")

    def test_of_three_that_are_the_same_is_the_highest(self, benefits, gone, merge):
        same, twice = benefits
        again = BenefitFactory(organisation=gone, kind=same.kind, title="journal")
        user = UserFactory()
        first = BenefitUseFactory(user=user, benefit=twice, use=1)
        BenefitUseFactory(user=user, benefit=again, use=3)
        before = dump()
        done = merge()
        assert said(first, "benefit", "use") == (same, 3)
        undo_merge(merge=done)
        assert dump() == before


class TestTheJournal:
    def test_is_about_what_is_kept(self, kept, gone, merge):
        user = UserFactory()
        mine = MembershipFactory(user=user, organisation=kept)
        other = MembershipFactory(user=user, organisation=gone)
        kind = BenefitKindFactory()
        same, twice = (
            BenefitFactory(organisation=each, kind=kind, title="Talk") for each in (kept, gone)
        )
        entry = EntryFactory(user=user, membership=other, organisation=gone)
        step = StepFactory(user=user, membership=other)
        answer = UseAnswer.objects.create(entry=entry, benefit=twice)
        before = dump()
        done = merge()
        assert said(entry, "membership", "organisation") == (mine, kept)
        assert said(step, "membership") == (mine,)
        assert said(answer, "benefit") == (same,)
        undo_merge(merge=done)
        assert dump() == before


def test_events_and_calendars_follow(kept, gone, merge):
    public, own = EventFactory(organisation=gone), OwnEventFactory(organisation=gone)
    calendar = FeedFactory(owner=None, organisation=gone)
    before = dump()
    done = merge()
    assert {said(row, "organisation") for row in (public, own, calendar)} == {(kept,)}
    undo_merge(merge=done)
    assert dump() == before


class TestWorkplaces:
    def test_follow(self, kept, gone, merge):
        workplace = WorkplaceFactory(organisation=gone)
        merge()
        assert said(workplace, "organisation") == (kept,)

    def test_that_are_two_share_their_staff(self, kept, gone, merge):
        here, there = WorkplaceFactory(organisation=kept), WorkplaceFactory(organisation=gone)
        StaffFactory(workplace=here, role="coordinator")
        both = UserFactory()
        invited = StaffFactory(workplace=here, user=both)
        StaffFactory(workplace=there, user=both, confirmed_at=timezone.now())
        alone = StaffFactory(workplace=there, role="coordinator")
        merge()
        assert said(invited, "confirmed_at", "role") != (None, "staff")
        assert said(alone, "workplace", "role") == (here, "staff")
        assert Staff.objects.filter(workplace=there).count() == 1


class TestSuggestions:
    def test_wait_for_what_is_kept(self, kept, gone, merge):
        base = entry_of(gone)
        changed = base | {"website": "new.example.org"}
        waiting = suggest(user=UserFactory(), organisation=gone, base=base, payload=changed)
        merge()
        assert said(waiting, "organisation", "state") == (kept, "open")

    def test_of_one_person_for_both_are_one(self, kept, gone, merge):
        user = UserFactory()
        SuggestionFactory(suggester=user, organisation=kept, purpose="correction")
        other = SuggestionFactory(suggester=user, organisation=gone, purpose="correction")
        before = dump()
        done = merge()
        assert said(other, "organisation", "state") == (gone, "declined")
        assert "Library Guild" in other.reason
        undo_merge(merge=done)
        assert dump() == before

    def test_that_were_withdrawn_come_back_to_what_is_kept(self, kept, gone, merge):
        suggestion = SuggestionFactory(
            organisation=gone, purpose="correction", state="withdrawn", base={"name": "x"}
        )
        merge()
        restore_suggestion(suggestion=Suggestion.objects.get(pk=suggestion.pk))
        assert said(suggestion, "organisation", "state") == (kept, "open")


@pytest.fixture
def full(kept, gone):
    """Everything that a merge can touch."""
    kind = BenefitKindFactory()
    same = BenefitFactory(organisation=kept, kind=kind, title="Journal")
    twice = BenefitFactory(organisation=gone, kind=kind, title="Journal")
    moving = BenefitFactory(organisation=gone, strengths={SkillFactory(): 3})
    gone.other_names.create(name="Old Guild", kind="former")
    kept.sources.create(text="both.example.org")
    gone.sources.create(text="both.example.org", read_on=date(2026, 1, 1))
    gone.sources.create(text="gone.example.org")
    FeeFactory(organisation=gone)
    OrganisationFactory(parent=gone)
    OrganisationFactory(key=None, owner=UserFactory(), parent=gone)
    OrganisationFactory(successor=gone)
    OrganisationFactory().see_instead.set([gone])
    both, moved = UserFactory(), UserFactory()
    for user, organisation in ((both, kept), (both, gone), (moved, gone)):
        membership = MembershipFactory(
            user=user, organisation=organisation, notes="Words", state="ended",
            ended_on=date(2026, 1, user.pk % 20 + organisation.pk % 9 + 1), ended_reason="Why",
        )  # fmt: skip
        TermFactory(membership=membership)
        TermFactory(membership=membership, starts=f"20{organisation.pk % 9 + 10}-01-01",
                    ends=f"20{organisation.pk % 9 + 10}-12-31")  # fmt: skip
        RoleFactory(membership=membership)
        ExpenseFactory(membership=membership)
    for user in (both, moved):
        for benefit in (same, twice, moving):
            BenefitUseFactory(
                user=user, benefit=benefit, use=benefit.pk % 4, own_reach="0.25", outcome="So"
            )
            BenefitRating.objects.create(user=user, benefit=benefit, stars=3)
    StaffFactory(workplace=WorkplaceFactory(organisation=gone), user=both)
    SuggestionFactory(organisation=gone, purpose="correction", suggester=both)
    Organisation.objects.filter(pk=gone.pk).update(website="gone.example.org", country="GB")
    refresh_search_text(organisations=[kept, gone])
    return {"both": both, "moved": moved, "moving": moving, "same": same}


class TestUndone:
    def test_everything_is_as_it_was(self, full, merge):
        found_by = Organisation.objects.order_by("pk").values_list("search_text", flat=True)
        before, texts = dump(), list(found_by.all())
        done = merge()
        assert dump() != before
        assert list(found_by.all()) != texts
        undo_merge(merge=done)
        assert dump() == before
        assert list(found_by.all()) == texts

    def test_once(self, full, merge):
        done = merge()
        undo_merge(merge=done)
        with pytest.raises(ValidationError, match="undone already"):
            undo_merge(merge=done)
        merge()
        assert Merge.objects.count() == 2

    def test_not_while_a_later_merge_stands(self, full, kept, gone, merge, curator):
        before = dump()
        first = merge()
        last = OrganisationFactory(name="Last")
        second = merge_entries(kept=last, gone=kept, curator=curator)
        assert said(gone, "merged_into") == (last,)
        with pytest.raises(ValidationError, match="organisation “The Guild of Libraries”"):
            undo_merge(merge=first)
        undo_merge(merge=second)
        undo_merge(merge=first)
        after = dump()
        assert {key: after[key] for key in before} == before

    @pytest.mark.parametrize(
        ("touch", "named"),
        [
            (lambda full, kept: full["moving"].delete(), "benefit, gone"),
            (
                lambda full, kept: kept.other_names.filter(name="Old Guild").update(name="Older"),
                "other name “Older”",
            ),
            (
                lambda full, kept: full["moved"].memberships.update(notes="Other words"),
                r"what members keep \(memberships\)",
            ),
            (
                lambda full, kept: set_use(user=full["moved"], benefit=full["moving"], use=None),
                "what members say of its benefits",
            ),
            (
                lambda full, kept: BenefitRating.objects.create(
                    user=full["moved"], benefit=full["same"], stars=1
                ),
                "what members say of its benefits",
            ),
        ],
    )
    def test_not_where_something_was_touched_since(self, full, kept, merge, touch, named):
        BenefitUse.objects.filter(benefit=full["moving"]).delete()
        BenefitRating.objects.filter(benefit=full["moving"]).delete()
        full["moving"].benefit_skills.all().delete()
        done = merge()
        touch(full, kept)
        before = dump()
        with pytest.raises(ValidationError, match=named):
            undo_merge(merge=done)
        assert dump() == before

    def test_what_was_added_since_stays_where_it_belongs(self, full, kept, gone, merge):
        done = merge()
        new = add_membership(user=UserFactory(), organisation=kept, kind="personal")
        mine = full["moved"].memberships.get()
        term = add_term(membership=mine, starts=date(2030, 1, 1), ends=date(2030, 12, 31))
        undo_merge(merge=done)
        assert said(new, "organisation") == (kept,)
        assert said(mine, "organisation") == (gone,)
        assert said(term, "membership") == (mine,)

    def test_an_account_that_was_erased_is_in_nobodys_way(self, full, merge):
        done = merge()
        of_people = MergedRow.objects.filter(owner__in=[full["both"], full["moved"]])
        assert of_people.exists()
        for user in (full["both"], full["moved"]):
            user.delete()
        assert not of_people.all().exists()
        undo_merge(merge=done)
        assert done.__class__.objects.get().undone_at is not None

    def test_a_membership_removed_and_put_back_is_as_it_was(self, full, gone, merge):
        done = merge()
        mine = full["moved"].memberships.get()
        remove_membership(membership=mine)
        restore_membership(membership=mine, state="ended")
        undo_merge(merge=done)
        assert said(mine, "organisation") == (gone,)


def test_loading_the_starting_data_again_undoes_nothing(tmp_path, curator):
    files = read_files(write_files(tmp_path))
    load_catalogue(files)
    gone = Organisation.objects.get(key="guild")
    kept = OrganisationFactory(name="Library Guild")
    [conference, posts] = gone.benefits.order_by("pk")
    same = BenefitFactory(organisation=kept, kind=conference.kind, title=conference.title)
    before = dump()
    done = merge_entries(kept=kept, gone=gone, curator=curator)
    merged = dump(without=["seed"])
    for _ in range(2):
        load_catalogue(files)
        assert dump(without=["seed"]) == merged
    assert set(kept.benefits.offered()) == {same, posts}
    assert not gone.benefits.exists()
    undo_merge(merge=done)
    load_catalogue(files)
    assert dump() == before


# What a merge says of every row that leads to what it moves: moved, or left where it is.
MOVED = {
    "catalogue.Benefit.organisation", "catalogue.Fee.organisation",
    "catalogue.Organisation.merged_into", "catalogue.Organisation.parent",
    "catalogue.Organisation.see_instead", "catalogue.Organisation.successor",
    "catalogue.OrganisationName.organisation", "catalogue.Source.organisation",
    "curation.Suggestion.organisation",
    "events.Event.organisation", "events.Feed.organisation",
    "journal.Entry.membership", "journal.Entry.organisation", "journal.Step.membership",
    "journal.UseAnswer.benefit",
    "memberships.BenefitRating.benefit", "memberships.BenefitUse.benefit",
    "memberships.Ending.membership", "memberships.Expense.membership",
    "memberships.Membership.organisation", "memberships.Role.membership",
    "memberships.Staff.workplace", "memberships.Term.membership",
    "memberships.Workplace.organisation",
}  # fmt: skip
LEFT = {
    "catalogue.BenefitSkill.benefit",  # goes with its benefit
    "curation.Merge.gone", "curation.Merge.kept", "curation.Suggestion.outcome",  # what happened
    "memberships.ImportRow.membership",  # what an import made, which it takes back if untouched
    "memberships.ImportRow.organisation",  # read as what replaced it
}  # fmt: skip


def test_whatever_leads_to_what_a_merge_moves_is_thought_of():
    leading = {
        f"{field.model._meta.app_label}.{field.model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=False)
        if not model.__name__.startswith("Historical")
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model in {Organisation, Benefit, Membership, Workplace}
    }
    assert leading == MOVED | LEFT
