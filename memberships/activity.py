"""How active is somebody in an organisation? One answer sets the use of its benefits by kind."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from catalogue.models import Benefit
from memberships.choices import Activity, Use
from memberships.models import BenefitUse, Membership
from people.models import User

READING = ("publication", "mailing_list", "toolkit", "job_board")
MEETING = ("conference", "local_meetup", "webinar", "course", "peer_visits")
TALKING = (
    "discussion_forum",
    "advocacy_campaign",
    "policy_consultation",
    "writing_opportunity",
    "speaking_opportunity",
)
SERVING = ("committee_role", "working_group", "lobbying")
# What of these kinds each answer says. Of other kinds, such as mentoring or an award, it says
# nothing: they happen once or not at all, however active somebody is.
USES: dict[str, tuple[Use, Use, Use, Use]] = {
    Activity.NONE: (Use.NONE, Use.NONE, Use.NONE, Use.NONE),
    Activity.READING: (Use.OFTEN, Use.NONE, Use.NONE, Use.NONE),
    Activity.MEETING: (Use.OFTEN, Use.NOW_AND_THEN, Use.NONE, Use.NONE),
    Activity.TAKING_PART: (Use.OFTEN, Use.OFTEN, Use.NOW_AND_THEN, Use.NONE),
    Activity.SERVING: (Use.OFTEN, Use.OFTEN, Use.NOW_AND_THEN, Use.FULLY),
}


def uses_by_kind(activity: str) -> dict[str, Use]:
    """What an answer says of each kind of benefit (by its key) that it says anything of."""
    groups = zip((READING, MEETING, TALKING, SERVING), USES[activity], strict=True)
    return {kind: use for kinds, use in groups for kind in kinds}


def set_activity(*, membership: Membership, activity: str) -> int:
    """Record how active the person is, and set the uses that follow; how many were set.

    No answer ("") takes back what followed from the last one. A use that was answered by itself
    stays. Raises `ValidationError` for an unknown answer.
    """
    return set_activities(user=membership.user, answers={membership: activity})


@transaction.atomic
def set_activities(*, user: User, answers: Mapping[Membership, str]) -> int:
    """The same for several of the person's memberships. As many queries for many as for a few."""
    for membership, activity in answers.items():
        membership.activity = activity
        membership.clean_fields(exclude=["user", "organisation"])
        membership.changed_at = timezone.now()  # which no `bulk_update` touches by itself
    Membership.objects.bulk_update(answers, ["activity", "changed_at"])
    return _set_uses(user, {each.organisation_id: answer for each, answer in answers.items()})


def _set_uses(user: User, answers: Mapping[int, str]) -> int:
    """Set what follows from the answer for each organisation, by its primary key."""
    benefits = Benefit.objects.offered().filter(
        organisation__in=answers, kind__key__in=uses_by_kind(Activity.NONE)
    )
    uses = BenefitUse.objects.select_for_update().filter(user=user, benefit__in=benefits)
    rows = {row.benefit_id: row for row in uses}
    new: list[BenefitUse] = []
    changed: list[BenefitUse] = []
    for pk, organisation, kind in benefits.values_list("pk", "organisation", "kind__key"):
        answer = answers[organisation]
        row = rows.get(pk) or BenefitUse(user=user, benefit_id=pk)
        if row.use is None or row.from_activity:
            row.use = uses_by_kind(answer)[kind] if answer else None
            row.from_activity = bool(answer)
            row.changed_at = timezone.now()
            (new if row.pk is None else changed).append(row)
    BenefitUse.objects.bulk_create(new)
    BenefitUse.objects.bulk_update(changed, ["use", "from_activity", "changed_at"])
    return len(new) + len(changed)
