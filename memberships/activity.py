"""How active is somebody in an organisation? One answer sets the use of its benefits by kind."""

from django.db import transaction

from catalogue.models import Benefit
from memberships.choices import Activity, Use
from memberships.models import BenefitUse, Membership

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


@transaction.atomic
def set_activity(*, membership: Membership, activity: str) -> int:
    """Record how active the person is, and set the uses that follow; how many were set.

    No answer ("") takes back what followed from the last one. A use that was answered by itself
    stays. Raises `ValidationError` for an unknown answer.
    """
    membership.activity = activity
    membership.full_clean()
    membership.save()
    follows: dict[str, Use | None] = dict(uses_by_kind(activity or Activity.NONE))
    if not activity:
        follows = dict.fromkeys(follows)
    benefits = Benefit.objects.offered().filter(
        organisation=membership.organisation, kind__key__in=follows
    )
    rows = {
        row.benefit_id: row
        for row in BenefitUse.objects.select_for_update().filter(
            user=membership.user, benefit__in=benefits
        )
    }
    count = 0
    for pk, kind in benefits.values_list("pk", "kind__key"):
        row = rows.get(pk) or BenefitUse(user=membership.user, benefit_id=pk)
        if row.use is None or row.from_activity:
            row.use, row.from_activity = follows[kind], bool(activity)
            row.save()
            count += 1
    return count
