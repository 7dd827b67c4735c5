"""Records of ROR are looked at, answered, and written: all that is ticked, or nothing."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.models import Organisation, Revision
from catalogue.roles import Role, give_role
from tests.curation.ror.records import (
    GUILD,
    LEAGUE,
    UNION,
    as_file,
    location,
    name,
    number,
    record,
    relation,
    website,
)
from tests.factories import (
    BenefitFactory,
    FeeFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
UPLOAD = "/curation/ror/"


@pytest.fixture(autouse=True)
def curator(client):
    cache.clear()
    user = UserFactory()
    give_role(user=user, role=Role.CURATOR)
    client.force_login(user)
    return user


def send(client, *records, content=None, name="ror.json"):
    file = SimpleUploadedFile(name, as_file(*records) if content is None else content)
    return client.post(UPLOAD, {"file": file}, follow=True)


def rows(response):
    return response.context["page"].rows


def answers(response, **changes):
    """What a browser would send from the preview; `changes` by number, of target, take and so on.

    Without changes each box is as it stands.
    """
    data = {}
    for row in rows(response):
        fields = {
            "target": row.form["target"].value(),
            "kind": row.form["kind"].value(),
            "scope": row.form["scope"].value(),
            "take": [change.value for change in row.changes if change.is_ticked],
            "other": "",
        } | changes.get(row.form.prefix, {})
        data[row.seen_name] = row.seen
        data |= {f"{row.form.prefix}-{field}": value for field, value in fields.items()}
    return data


def post(client, response, *, write=False, **changes):
    data = answers(response, **changes) | ({"write": "1"} if write else {})
    path = reverse("curation:ror_preview", args=[response.context["page"].uuid])
    return client.post(path, data, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def changes_of(row):
    """What each change says, with * where it is ticked."""
    return [
        f"{'*' if change.is_ticked else ''}{line.heading}: {line.now or '–'} → {line.suggested}"
        for change in row.changes
        for line in change.lines
    ]


NOTHING = "Nothing is ticked: nothing was written."
NEW = {"kind": "charity", "scope": "national"}
WHOLE = record(
    names=[
        name("Guild of Map Keepers", "ror_display", "label"),
        name("GMK", "acronym"),
        name("Map Keepers", "alias"),
    ],
    links=[website("https://maps.example.org/")],
    locations=[location(geonames_id=77)],
)


class TestNew:
    def test_is_shown_and_written_with_its_source(self, client, curator):
        place = PlaceFactory(geonames_id=77, name="Mapton", country="GB")
        page = send(client, WHOLE)
        [row] = rows(page)
        assert row.standing == "New"
        assert changes_of(row) == [
            "*Short name: – → GMK",
            "*Other name: – → Map Keepers (also called)",
            "*Country: – → GB",
            f"*Place: – → {place}",
            "*Website: – → maps.example.org",
            f"*ROR number: – → {GUILD}",
        ]
        assert not Organisation.objects.exists()
        page = post(client, page, write=True, **{GUILD: NEW})
        assert told(page) == ["Written: 1 new, 0 changed."]
        guild = Organisation.objects.get()
        assert (guild.name, guild.short_name, guild.place) == ("Guild of Map Keepers", "GMK", place)
        assert (guild.key, guild.ror, guild.website) == ("gmk", GUILD, "maps.example.org")
        assert (guild.kind, guild.joinable) == ("charity", "anyone")
        [source] = guild.sources.all()
        assert source.text == f"https://ror.org/{GUILD}"
        assert source.read_on is not None
        assert "map keepers" in guild.search_text
        assert guild.history.first().history_user == curator
        assert Revision.objects.get().number == 1

    def test_needs_a_kind_and_a_scope(self, client):
        page = post(client, send(client, WHOLE), write=True)
        assert rows(page)[0].form.errors.keys() == {"kind", "scope"}
        assert page.content.decode().count("A new entry needs this.") == 4  # above and beside
        assert not Organisation.objects.exists()

    def test_leaves_out_what_is_not_ticked(self, client):
        page = send(client, WHOLE)
        post(client, page, write=True, **{GUILD: NEW | {"take": ["5"]}})
        guild = Organisation.objects.get()
        assert (guild.short_name, guild.ror, guild.other_names.count()) == ("", GUILD, 0)

    def test_employers_are_joined_by_their_staff(self, client):
        kind = {"kind": "employer_network", "scope": "local"}
        post(client, send(client, WHOLE), write=True, **{GUILD: kind})
        assert Organisation.objects.get().joinable == "employer_staff"

    def test_lead_to_each_other_in_whatever_order(self, client):
        group = record(UNION, "Union of Compasses", relationships=[relation("parent", GUILD)])
        old = record(
            LEAGUE, "Old League", status="inactive", relationships=[relation("successor", GUILD)]
        )
        page = send(client, group, old, record())
        assert "*Group of: – → Guild of Map Keepers (new)" in changes_of(rows(page)[0])
        assert "*Status: Active → Merged into another" in changes_of(rows(page)[1])
        post(client, page, write=True, **dict.fromkeys((GUILD, UNION, LEAGUE), NEW))
        guild = Organisation.objects.get(ror=GUILD)
        assert Organisation.objects.get(ror=UNION).parent == guild
        assert Organisation.objects.get(ror=LEAGUE).successor == guild
        assert "old league" in guild.search_text


class TestThereAlready:
    def test_by_its_name_fills_in_and_overwrites_nothing(self, client):
        guild = OrganisationFactory(
            name="The Guild of Map-Keepers", website="", note="Ours", country="GB", status="unknown"
        )
        guild.other_names.create(name="Map Keepers", kind="alias")
        fee, benefit = FeeFactory(organisation=guild), BenefitFactory(organisation=guild)
        page = send(client, WHOLE)
        [row] = rows(page)
        assert (row.standing, row.form["target"].value()) == ("In the catalogue", str(guild.uuid))
        assert changes_of(row) == [
            "*Short name: – → GMK",
            "*Place in words: – → Mapton",
            "*Status: Not known whether active → Active",
            "*Website: – → maps.example.org",
            f"*ROR number: – → {GUILD}",
        ]
        assert told(post(client, page, write=True)) == ["Written: 0 new, 1 changed."]
        guild.refresh_from_db()
        assert (guild.name, guild.note) == ("The Guild of Map-Keepers", "Ours")
        assert (guild.status, guild.place_text) == ("active", "Mapton")
        assert (guild.fees.get(), guild.benefits.get()) == (fee, benefit)

    def test_twice_changes_nothing(self, client):
        post(client, send(client, WHOLE), write=True, **{GUILD: NEW})
        history, revision = Organisation.history.count(), Revision.objects.get().number
        page = send(client, WHOLE)
        assert rows(page)[0].note == "The catalogue says all of this already."
        assert told(post(client, page, write=True)) == [NOTHING]
        assert (Organisation.history.count(), Revision.objects.get().number) == (history, revision)

    def test_what_a_curator_has_edited_is_ticked_by_hand_alone(self, client):
        post(client, send(client, WHOLE), write=True, **{GUILD: NEW})
        guild = Organisation.objects.get()
        Organisation.objects.update(
            website="", short_name="Guild", country="IE", status="dissolved"
        )
        guild.other_names.all().delete()
        page = send(client, WHOLE)
        assert changes_of(rows(page)[0]) == [
            "Other name: – → GMK (short name)",
            "Other name: – → Map Keepers (also called)",
            "Country: IE → GB",
            "Status: Dissolved → Active",
            "Website: – → maps.example.org",
        ]
        assert told(post(client, page, write=True)) == [NOTHING]
        page = send(client, WHOLE)
        post(client, page, write=True, **{GUILD: {"take": ["2"]}})
        guild.refresh_from_db()
        assert (guild.country, guild.website, guild.status) == ("GB", "", "dissolved")

    def test_another_name_is_one_more_or_by_hand_the_name(self, client):
        guild = OrganisationFactory(name="Atlas Circle", ror=GUILD)
        page = send(client, record())
        assert changes_of(rows(page)[0])[:2] == [
            "Name: Atlas Circle → Guild of Map Keepers",
            "Other name: – → Atlas Circle (also called)",
        ]
        post(client, page, write=True, **{GUILD: {"take": ["0", "1"]}})
        guild.refresh_from_db()
        names = [each.name for each in guild.other_names.all()]
        assert (guild.name, names) == ("Guild of Map Keepers", ["Atlas Circle"])

    def test_a_duplicate_leads_to_what_replaced_it(self, client):
        kept = OrganisationFactory(name="Kept", status="active")
        OrganisationFactory(name="Gone", ror=GUILD, merged_into=kept)
        [row] = rows(send(client, record(locations=[], display="Kept")))
        assert row.form["target"].value() == str(kept.uuid)
        assert row.note == "The catalogue says all of this already."

    def test_somebodys_private_organisation_is_none_of_it(self, client):
        OrganisationFactory(name="Guild of Map Keepers", key=None, owner=UserFactory())
        [row] = rows(send(client, record()))
        assert row.standing == "New"


class TestInDoubt:
    def test_the_address_alone_is_a_question(self, client):
        there = OrganisationFactory(name="Atlas", website="https://www.maps.example.org/about")
        [row] = rows(page := send(client, WHOLE))
        assert row.standing.startswith("Perhaps there already")
        assert (str(there.uuid), "Atlas") in row.form.fields["target"].choices
        assert told(post(client, page, write=True)) == [NOTHING]

    def test_the_file_stays_until_all_is_answered(self, client):
        OrganisationFactory(name="Atlas", website="maps.example.org")
        page = send(client, WHOLE, record(UNION))
        page = post(client, page, write=True, **{UNION: NEW})
        assert told(page) == [
            "Written: 1 new, 0 changed.",
            "Some records still ask which entry they are.",
        ]
        assert rows(page)[1].note == "The catalogue says all of this already."

    def test_the_same_name_in_another_country_is_a_question(self, client):
        OrganisationFactory(name="Guild of Map Keepers", country="AU")
        assert rows(send(client, WHOLE))[0].form["target"].value() == ""

    def test_what_has_another_number_is_not_meant(self, client):
        OrganisationFactory(name="Guild of Map Keepers", ror=UNION)
        assert rows(send(client, record()))[0].standing == "New"

    def test_two_records_of_one_name_are_both_asked_about(self, client):
        there = OrganisationFactory(name="Guild of Map Keepers")
        page = send(client, record(), record(UNION))
        assert [row.form["target"].value() for row in rows(page)] == ["", ""]
        both = {each: {"target": str(there.uuid)} for each in (GUILD, UNION)}
        page = post(client, page, write=True, **both)
        assert "about that entry already" in str(rows(page)[1].form.errors)

    def test_an_answer_is_looked_at_before_it_is_written(self, client):
        there = OrganisationFactory(name="Atlas", website="maps.example.org")
        page = send(client, WHOLE)
        chosen = {GUILD: {"target": str(there.uuid)}}
        page = post(client, page, write=True, **chosen)
        assert told(page)[0].startswith("Nothing was written: an answer or the catalogue")
        assert "Name: Atlas → Guild of Map Keepers" in changes_of(rows(page)[0])
        assert told(post(client, page, write=True)) == ["Written: 0 new, 1 changed."]
        there.refresh_from_db()
        assert (there.name, there.ror) == ("Atlas", GUILD)

    def test_another_entry_is_named(self, client):
        there = OrganisationFactory(name="Cartographers")
        page = post(client, send(client, record()), **{GUILD: {"other": "cartographers"}})
        assert rows(page)[0].form["target"].value() == str(there.uuid)
        page = post(client, page, **{GUILD: {"other": "nobody"}})
        assert "No entry has that name" in str(rows(page)[0].form.errors)

    def test_left_out_and_withdrawn_are_not_written(self, client):
        withdrawn = record(UNION, "Mistake", status="withdrawn")
        page = send(client, record(), withdrawn)
        assert rows(page)[1].note == "ROR has withdrawn this record."
        page = post(client, page, write=True, **{GUILD: {"target": "leave"}})
        assert told(page) == [NOTHING]
        assert not Organisation.objects.exists()


class TestPlace:
    def of(self, client, spot):
        lines = changes_of(rows(send(client, record(locations=[spot])))[0])
        return [line.removeprefix("*") for line in lines if line.startswith("*Place")]

    def test_is_the_nearest_of_its_country(self, client):
        """A tenth of a degree of latitude is 11 km; Nearer is in another country."""
        PlaceFactory(geonames_id=1, name="Near", country="GB", latitude=52.1, longitude=-1)
        PlaceFactory(geonames_id=2, name="Nearer", country="IE", latitude=52.01, longitude=-1)
        PlaceFactory(geonames_id=3, name="Far", country="GB", latitude=52.15, longitude=-1)
        assert self.of(client, location(99))[0].startswith("Place: – → Near,")

    def test_too_far_away_is_said_in_words(self, client):
        PlaceFactory(geonames_id=1, name="Far", country="GB", latitude=52.19, longitude=-1)
        assert self.of(client, location(99)) == ["Place in words: – → Mapton"]


class TestSafely:
    def test_what_has_changed_since_is_not_overwritten(self, client):
        guild = OrganisationFactory(name="Guild of Map Keepers", website="")
        page = send(client, WHOLE)
        Organisation.objects.update(website="new.example.org")
        page = post(client, page, write=True)
        assert told(page)[0].startswith("Nothing was written")
        guild.refresh_from_db()
        assert (guild.website, guild.ror) == ("new.example.org", "")

    def test_all_of_it_or_nothing(self, client):
        """That each is a group of the other is seen only once both are there."""
        circle = [
            record(GUILD, "One", relationships=[relation("parent", UNION)]),
            record(UNION, "Other", relationships=[relation("parent", GUILD)]),
        ]
        page = post(client, send(client, *circle), write=True, **{GUILD: NEW, UNION: NEW})
        assert told(page)[0].startswith("Nothing was written. Other: A circle")
        assert not Organisation.objects.exists()
        assert not Revision.objects.exists()

    def test_sent_twice_is_written_once(self, client):
        page = send(client, WHOLE)
        post(client, page, write=True, **{GUILD: NEW})
        again = post(client, page, write=True, **{GUILD: NEW})
        assert told(again)[0].startswith("That file is not here")
        assert Organisation.objects.count() == 1

    def test_a_file_is_its_curators_alone(self, client):
        page = send(client, WHOLE)
        path = reverse("curation:ror_preview", args=[page.context["page"].uuid])
        other = UserFactory()
        give_role(user=other, role=Role.CURATOR)
        client.force_login(other)
        assert told(client.get(path, follow=True))[0].startswith("That file is not here")

    def test_the_largest_file_can_be_answered(self, client):
        """Each name is a box to tick, and Django takes a thousand fields of a form."""
        records = [
            record(
                number(value),
                f"Body {value}",
                names=[name(f"Body {value}", "ror_display"), name(f"B{value}", "acronym")]
                + [name(f"Name {value} {other}", "alias") for other in range(4)],
                links=[website("https://maps.example.org")],
                locations=[location(value)],
            )
            for value in range(1, 51)
        ]
        page = post(client, send(client, *records))
        assert len(rows(page)) == 50

    def test_it_can_be_thrown_away(self, client):
        page = send(client, WHOLE)
        path = reverse("curation:ror_discard", args=[page.context["page"].uuid])
        assert told(client.post(path, follow=True)) == [
            "The file has been thrown away. Nothing was written."
        ]
        assert told(client.post(path, follow=True)) == []

    @pytest.mark.parametrize(
        ("file", "wrong"),
        [
            ({"content": b"{"}, "it is no JSON that can be read"),
            ({"content": b""}, "empty"),
            ({"content": b"[]", "name": "ror.csv"}, "csv"),
            ({"content": b" " * (5 * 2**20 + 1)}, "was not read: at most 5.0"),
            ({"content": as_file(record(status="x"))}, "Line 1, record 1, status: “x” is no word"),
        ],
    )
    def test_what_cannot_be_taken_is_said(self, client, file, wrong):
        response = send(client, **file)
        assert wrong in str(response.context["form"].errors["file"])

    def test_what_a_record_says_is_text(self, client):
        page = send(client, record(display="<script>alert(1)</script>")).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    @pytest.mark.parametrize("take", [["x"], ["99"], ["-1"]])
    def test_boxes_that_are_not_there_are_refused(self, client, take):
        page = post(client, send(client, WHOLE), write=True, **{GUILD: NEW | {"take": take}})
        assert not Organisation.objects.exists()
        assert rows(page)[0].form.errors

    def test_as_many_queries_for_three_records_as_for_one(self, client, django_assert_num_queries):
        records = []
        for value in (1, 2, 3):
            OrganisationFactory(name=f"Body {value}", parent=OrganisationFactory())
            records.append(record(number(value), f"Body {value}", locations=[location(value)]))
        for some in (records[:1], records):
            path = f"/curation/ror/{send(client, *some).context['page'].uuid}/"
            with django_assert_num_queries(17):
                client.get(path)
