"""Two steps of the guide: what is ticked waits, is added once and taken back; so are answers."""

from uuid import uuid4

import pytest
from django.urls import reverse

from catalogue.models import Organisation
from catalogue.services import refresh_search_text
from memberships.activity import set_activity
from memberships.models import Membership
from people.models import GuideStep
from tests.factories import (
    BenefitFactory,
    BenefitKindFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
GUIDE, ACTIVITY = reverse("memberships:guide"), reverse("memberships:guide_activity")
TAKE_BACK, PUT_BACK = reverse("memberships:guide_take_back"), reverse("memberships:guide_put_back")
QUESTIONS = f"{reverse('evaluation:questions')}?guide=1"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def tree():
    """A body with three groups, one of which has a group of its own."""
    body = OrganisationFactory(name="Guild of Readers", short_name="GoR")
    groups = [OrganisationFactory(name=f"{word} readers", parent=body) for word in ("Slow", "Fast")]
    OrganisationFactory(name="Night shift", parent=groups[0])
    OrganisationFactory(name="Allotments", parent=body)
    refresh_search_text(organisations=Organisation.objects.all())
    return body


def find(name):
    return Organisation.objects.get(name=name)


def pick(*names, **more):
    return {"pick": [str(find(name).uuid) for name in names]} | more


def held(user):
    rows = Membership.objects.filter(user=user).order_by("organisation__name", "kind")
    return list(rows.values_list("organisation__name", "kind", "state"))


def page_of(client, **query):
    return client.get(GUIDE, query).context["page"]


# Searching ----------------------------------------------------------------------------------


def test_a_group_brings_what_it_is_a_group_of(client, user, tree):
    page = page_of(client, q="night")
    (found,) = page.trees
    assert [(line.label, line.indent) for line in found.lines] == [
        ("GoR", "indent-0"), ("Slow readers", "indent-1"), ("Night shift", "indent-2")
    ]  # fmt: skip
    assert found.others_heading == "2 other groups of GoR"
    assert [line.label for line in found.others] == ["Allotments", "Fast readers"]
    assert page.count == "1 found."


def test_trees_stand_in_the_order_of_what_was_found(client, user, tree):
    OrganisationFactory(name="Another night club")
    refresh_search_text(organisations=Organisation.objects.all())
    page = page_of(client, q="night")
    assert [each.lines[0].label for each in page.trees] == ["Another night club", "GoR"]


def test_private_ones_of_others_are_nowhere(client, user, tree):
    OrganisationFactory(key=None, owner=UserFactory(), name="Night owls", parent=tree)
    refresh_search_text(organisations=Organisation.objects.all())
    page = page_of(client, q="night")
    assert "owls" not in str(page)
    assert page.count == "1 found."


@pytest.mark.parametrize("text", ["xyzzy", "%", "'; --", "<script>alert(1)</script>", "x" * 5000])
def test_nothing_found_says_what_to_do(client, user, tree, text):
    page = client.get(GUIDE, {"q": text})
    assert "Nothing found." in page.text
    assert "<script>alert" not in page.text


def test_a_name_is_shown_as_it_is(client, user, tree):
    name = "<b>Bold</b> night"
    OrganisationFactory(name=name)
    refresh_search_text(organisations=Organisation.objects.all())
    client.post(GUIDE, pick(name, search="1", q="bold"))
    assert "<b>Bold" not in client.get(GUIDE, {"q": "night"}).text
    client.post(GUIDE, pick(name, add="stay"))
    assert "&lt;b&gt;Bold&lt;/b&gt; night" in client.get(GUIDE).text


def test_as_one_types_only_the_lists_are_sent(client, user, tree):
    headers = {"HX-Request": "true"}
    response = client.post(GUIDE, pick("Allotments", search="1", q="night"), headers=headers)
    assert response["HX-Replace-Url"] == f"{GUIDE}?q=night"
    assert "<html" not in response.text
    assert "1 ticked so far" in response.text
    assert "Night shift" in response.text


# Ticking ------------------------------------------------------------------------------------


def test_what_is_ticked_outlives_another_search(client, user, tree):
    sent = pick("Night shift", "Allotments", search="1", q="fast", kind="employer")
    sent[f"kind_{find('Allotments').uuid}"] = "informal"
    assert client.post(GUIDE, sent).url == f"{GUIDE}?q=fast#choosing"
    page = page_of(client, q="slow")
    assert [(line.label, line.kind) for line in page.ticked] == [
        ("Allotments", "informal"), ("Night shift", "")
    ]  # fmt: skip
    assert page.ticked_heading == "2 ticked so far, not added yet"
    assert [value for value, _, usual in page.kinds if usual] == ["employer"]
    marks = {line.label: line.mark for tree in page.trees for line in (*tree.lines, *tree.others)}
    assert marks["Allotments"] == "Ticked, and in the list above"  # one box, not two
    assert marks["Slow readers"] == ""
    assert held(user) == []


def test_what_is_ticked_is_added_with_its_kind_and_goes_on(client, user, tree):
    sent = pick("Guild of Readers", "Allotments", add="go", kind="employer")
    sent[f"kind_{find('Allotments').uuid}"] = "informal"
    response = client.post(GUIDE, sent)
    assert response.url == f"{ACTIVITY}?undo=1"
    assert held(user) == [
        ("Allotments", "informal", "held"),
        ("Guild of Readers", "employer", "held"),
    ]
    assert GuideStep.objects.get(user=user).step == "belong"
    assert page_of(client).ticked == ()
    assert [value for value, _, usual in page_of(client).kinds if usual] == ["employer"]


def test_one_can_add_and_look_for_more(client, user, tree):
    assert client.post(GUIDE, pick("Allotments", add="stay")).url == f"{GUIDE}?undo=1"
    assert not GuideStep.objects.exists()
    assert page_of(client).held_heading == "You belong to 1 already"


def test_sent_twice_it_is_added_once(client, user, tree):
    sent = pick("Allotments", "Night shift", add="go")
    client.post(GUIDE, sent)
    before = held(user)
    page = client.post(GUIDE, sent, follow=True)
    assert "All of that was yours already" in page.text
    assert held(user) == before


def test_what_is_held_is_marked_and_has_no_box(client, user, tree):
    MembershipFactory(user=user, organisation=find("Night shift"), kind="employer")
    (found,) = page_of(client, q="night").trees
    assert found.lines[2].mark == "Yours already: through my employer"
    page = client.get(GUIDE, {"q": "night"})
    assert f"pick-{find('Night shift').uuid}" not in page.text


def test_nothing_ticked(client, user, tree):
    page = client.post(GUIDE, {"add": "go"}, follow=True)
    assert "Tick what you belong to first, or skip this step." in page.text
    assert not GuideStep.objects.exists()
    MembershipFactory(user=user)
    assert client.post(GUIDE, {"add": "go"}).url == ACTIVITY
    assert GuideStep.objects.get(user=user).state == "done"


def test_what_one_cannot_see_is_not_added(client, user, tree):
    theirs = OrganisationFactory(key=None, owner=UserFactory())
    sent = pick("Allotments", add="stay")
    sent["pick"] += [str(theirs.uuid), str(uuid4())]
    client.post(GUIDE, sent)
    assert held(user) == [("Allotments", "personal", "held")]


@pytest.mark.parametrize(
    "sent", [{"pick": "1"}, {"kind": "friend"}, {"pick": "x" * 36}, {"kind": "held\x00"}]
)
def test_what_no_form_of_ours_sends(client, user, sent):
    assert client.post(GUIDE, sent | {"add": "go"}).status_code == 400


def test_everybody_has_their_own_ticks(client, user, tree):
    client.post(GUIDE, pick("Allotments", search="1"))
    client.force_login(UserFactory())
    assert page_of(client).ticked == ()


def test_what_was_ticked_outlives_the_session(client, user, tree):
    owner = client.get(GUIDE).context["written_by"]
    client.logout()
    client.post(GUIDE, pick("Allotments", add="go", written_by=owner))
    client.force_login(user)
    assert client.get(reverse("account_send_again")).context["unsent"].path == GUIDE


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_little(client, user, tree, count, django_assert_num_queries):
    bodies = OrganisationFactory.create_batch(count, name="Nightingales")
    for body in bodies:
        OrganisationFactory(parent=body)
    refresh_search_text(organisations=Organisation.objects.all())
    ticked = OrganisationFactory.create_batch(count)
    MembershipFactory.create_batch(count, user=user)
    client.post(GUIDE, {"pick": [str(each.uuid) for each in ticked], "search": "1"})
    with django_assert_num_queries(11):
        # session, user; found, how many, above, below, ticked; held of those, all held; steps,
        # what waits to be brought in
        client.get(GUIDE, {"q": "night"})


# Taking back --------------------------------------------------------------------------------


def test_what_was_added_is_taken_back_and_put_back(client, user, tree):
    MembershipFactory(user=user, organisation=tree)
    response = client.post(GUIDE, pick("Allotments", "Night shift", add="go"))
    undo = client.get(response.url).context["undo"]
    assert undo.text == "2 memberships have been added."
    response = client.post(undo.action, {"held": [uuid for _, uuid in undo.fields]})
    assert [row for row in held(user) if row[2] == "held"] == [
        ("Guild of Readers", "personal", "held")
    ]
    undo = client.get(response.url).context["undo"]
    assert undo.text == "2 memberships have been removed."
    client.post(undo.action, {"held": [uuid for _, uuid in undo.fields]})
    assert [row[2] for row in held(user)] == ["held"] * 3
    assert client.get(f"{GUIDE}?undo=1").context["undo"] is None


def test_one_of_those_that_are_held(client, user):
    intended = MembershipFactory(user=user, state="intended", organisation__name="Some day")
    response = client.post(TAKE_BACK, {"intended": str(intended.uuid)})
    undo = client.get(response.url).context["undo"]
    assert (undo.text, undo.fields) == (
        "Some day has been removed.", (("intended", str(intended.uuid)),)
    )  # fmt: skip
    client.post(PUT_BACK, dict(undo.fields))
    intended.refresh_from_db()
    assert intended.state == "intended"


@pytest.mark.parametrize("address", [TAKE_BACK, PUT_BACK])
def test_nobody_takes_or_puts_back_anothers(client, user, address):
    theirs = MembershipFactory(state="held" if address == TAKE_BACK else "removed")
    mine = MembershipFactory(user=user)
    sent = {"held": [str(mine.uuid), str(theirs.uuid)]}
    assert client.post(address, sent).status_code == 404
    assert client.post(address, {"held": "1"}).status_code == 400
    assert client.post(address).status_code == 400
    assert held(user)[0][2] == "held"


# How active ---------------------------------------------------------------------------------


def name_of(membership):
    return f"activity_{membership.organisation.uuid}"


@pytest.fixture
def reading():
    return BenefitKindFactory(key="publication")


def member_of(user, reading, name="Guild", **details):
    membership = MembershipFactory(user=user, organisation__name=name, **details)
    BenefitFactory(organisation=membership.organisation, kind=reading)
    return membership


def uses_of(user):
    return list(user.benefit_uses.order_by("pk").values_list("use", flat=True))


def answers(client, **changes):
    form = client.get(ACTIVITY).context["form"]
    return {field.html_name: field.value() or "" for field in form} | changes


def test_one_answer_each_and_on_to_the_questions(client, user, reading):
    first, second = member_of(user, reading, "A"), member_of(user, reading, "B")
    response = client.post(ACTIVITY, answers(client, **{name_of(first): "reading"}))
    assert response.url == f"{QUESTIONS}&undo=1"
    assert uses_of(user) == [2]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.activity, second.activity) == ("reading", "")
    assert GuideStep.objects.get(user=user).step == "active"


def test_an_organisation_one_belongs_to_twice_is_asked_about_once(client, user, reading):
    first = member_of(user, reading, kind="personal")
    second = MembershipFactory(user=user, organisation=first.organisation, kind="employer")
    form = client.get(ACTIVITY).context["form"]
    assert [kinds for _, kinds in form.rows] == ["through my employer, personal"]
    client.post(ACTIVITY, answers(client, **{name_of(first): "none"}))
    for each in (first, second):
        each.refresh_from_db()
        assert each.activity == "none"
    assert uses_of(user) == [0]


def test_only_what_is_held_is_asked_about(client, user):
    for state in ("intended", "ended", "removed"):
        MembershipFactory(user=user, state=state)
    page = client.get(ACTIVITY)
    assert page.context["form"].memberships == {}
    assert "Once you belong to something" in page.text


def test_what_is_unchanged_is_not_touched(client, user, reading):
    membership = member_of(user, reading)
    set_activity(membership=membership, activity="reading")
    membership.refresh_from_db()
    assert client.post(ACTIVITY, answers(client)).url == QUESTIONS
    changed_at = membership.changed_at
    membership.refresh_from_db()
    assert membership.changed_at == changed_at


def test_answers_are_taken_back(client, user, reading):
    first, second = member_of(user, reading, "A"), member_of(user, reading, "B")
    set_activity(membership=second, activity="none")
    response = client.post(
        ACTIVITY, answers(client, **{name_of(first): "serving", name_of(second): "reading"})
    )
    assert uses_of(user) == [2, 2]
    undo = client.get(ACTIVITY + "?undo=1").context["undo"]
    assert undo.text == "Saved: 2 uses were set."
    assert client.post(undo.action, dict(undo.fields)).url == ACTIVITY
    assert response.status_code == 302
    assert uses_of(user) == [0, None]
    first.refresh_from_db()
    assert first.activity == ""


def test_two_tabs(client, user, reading):
    first, second = member_of(user, reading, "A"), member_of(user, reading, "B")
    other = answers(client)
    client.post(ACTIVITY, answers(client, **{name_of(first): "serving"}))
    page = client.post(ACTIVITY, other | {name_of(second): "none"})
    assert page.context["form"].errors[name_of(first)] == ["Saved meanwhile: I help to run it"]
    assert uses_of(user) == [2]


def test_no_answer_at_all_is_refused(client, user, reading):
    membership = member_of(user, reading)
    page = client.post(ACTIVITY, answers(client, **{name_of(membership): "asleep"}))
    assert page.context["form"].errors.keys() == {name_of(membership)}
    assert not GuideStep.objects.exists()


def test_a_long_list_is_asked_about_page_by_page(client, user, reading):
    memberships = [member_of(user, reading, f"Club {number:02}") for number in range(51)]
    first, last = memberships[0], memberships[-1]
    form = client.get(ACTIVITY).context["form"]
    assert len(form.rows) == 50
    response = client.post(ACTIVITY, answers(client, **{name_of(first): "reading"}))
    assert response.url == f"{ACTIVITY}?page=2&undo=1"
    page = client.get(response.url)
    assert list(page.context["form"].memberships) == [name_of(last)]
    assert [link.current for link in page.context["pages"]] == [False, True]
    sent = {name_of(last): "none", "version": page.context["form"].initial["version"]}
    assert client.post(f"{ACTIVITY}?page=2", sent).url == f"{QUESTIONS}&undo=1"
    assert uses_of(user) == [2, 0]
    undo = client.get(f"{ACTIVITY}?undo=1").context["undo"]
    assert client.post(undo.action, dict(undo.fields)).url == f"{ACTIVITY}?page=2"
    assert uses_of(user) == [2, None]


def test_names_that_no_form_sends_are_not_taken(client, user, reading):
    membership = member_of(user, reading)
    assert client.post(ACTIVITY, {"activity_x": "none", "version": ""}).status_code == 302
    membership.refresh_from_db()
    assert membership.activity == ""


def test_nobody_answers_for_another(client, user, reading):
    theirs = member_of(UserFactory(), reading)
    client.post(ACTIVITY, {name_of(theirs): "serving", "version": ""})
    theirs.refresh_from_db()
    assert theirs.activity == ""


def test_hostile_names_are_shown_as_they_are(client, user, reading):
    member_of(user, reading, "<script>alert(1)</script>")
    text = client.get(ACTIVITY).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("count", [1, 3])
def test_answering_asks_as_little_for_many(client, user, reading, count, django_assert_num_queries):
    memberships = [member_of(user, reading) for _ in range(count)]
    with django_assert_num_queries(8):  # session, user; begin, page (2), memberships, end; steps
        client.get(ACTIVITY)
    sent = answers(client, **{name_of(each): "reading" for each in memberships})
    with django_assert_num_queries(23):
        client.post(ACTIVITY, sent)


def test_what_is_missing_is_added_privately_and_leads_back(client, user, tree):
    page = client.get(GUIDE, {"q": "tea & cakes"})
    address = f"{reverse('memberships:add_private')}?guide=1&name=tea%20%26%20cakes"
    assert f'href="{address.replace("&name", "&amp;name")}"' in page.text
    form = client.get(address)
    assert 'value="tea &amp; cakes"' in form.text
    assert f'href="{GUIDE}"' in form.text
    answers = {"name": "Tea", "kind": "community", "scope": "local", "membership_kind": "informal"}
    assert client.post(address, answers | {"state": "held"}).url == GUIDE
    assert held(user) == [("Tea", "informal", "held")]
