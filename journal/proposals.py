"""What may an entry have changed? Pure rules over its type, its time and what is on record.

Nothing follows from them by itself: each is a question to the entry's owner.
"""

from decimal import Decimal
from fractions import Fraction

from journal.choices import EntryType
from memberships.choices import Use

# Which kinds of benefit (by their keys) are used by doing such a thing. Learning at work, and
# organising an event, are no use of what somebody offers.
BENEFIT_KINDS: dict[str, tuple[str, ...]] = {
    EntryType.READING: ("publication", "mailing_list", "toolkit", "job_board"),
    EntryType.DISCUSSION: ("discussion_forum", "mailing_list"),
    EntryType.WEBINAR: ("webinar",),
    EntryType.MEETING: ("local_meetup",),
    EntryType.CONFERENCE: ("conference",),
    EntryType.COURSE: ("course",),
    EntryType.VISIT: ("peer_visits", "shadowing"),
    EntryType.COMMITTEE: ("committee_role",),
    EntryType.PROJECT: ("working_group",),
    EntryType.CONSULTATION: ("policy_consultation",),
    EntryType.CAMPAIGN: ("advocacy_campaign",),
    EntryType.LOBBYING: ("lobbying",),
    EntryType.SPEAKING: ("speaking_opportunity",),
    EntryType.WRITING: ("writing_opportunity",),
    EntryType.MENTORING: ("mentoring",),
    EntryType.BEING_MENTORED: ("mentoring",),
    EntryType.REGISTRATION: ("accreditation",),
}
# Which kind of experience (by its key) such a thing is. To belong to something, to be registered
# or to be employed is not done by an entry, so no type stands for it.
EXPERIENCE_KINDS: dict[str, str] = {
    EntryType.COMMITTEE: "committee",
    EntryType.PROJECT: "project",
    EntryType.CONSULTATION: "policy_drafting",
    EntryType.CAMPAIGN: "organising",
    EntryType.LOBBYING: "lobbying",
    EntryType.ORGANISING: "organising",
    EntryType.SPEAKING: "speaking",
    EntryType.WRITING: "writing",
    EntryType.MENTORING: "mentoring",
    EntryType.BEING_MENTORED: "being_mentored",
}
# Half-way between what the evaluation takes the answers for: 0.33, 0.67 and 1.
MOST_NOW_AND_THEN, MOST_OFTEN = Fraction(1, 2), Fraction(5, 6)


def type_for(kind: str) -> str:
    """The type of entry that using a kind of benefit is; empty where there is none."""
    return next((each for each, kinds in BENEFIT_KINDS.items() if kind in kinds), "")


def types_using(kind: str) -> tuple[str, ...]:
    """The types of entry that use a kind of benefit."""
    return tuple(each for each, kinds in BENEFIT_KINDS.items() if kind in kinds)


def use_of(*, minutes: int, hours: Decimal) -> Use:
    """What so many minutes in a year say of a benefit of so many hours a year, used fully."""
    if not minutes:
        return Use.NONE
    share = Fraction(minutes) / (Fraction(hours) * 60)
    if share <= MOST_NOW_AND_THEN:
        return Use.NOW_AND_THEN
    return Use.OFTEN if share <= MOST_OFTEN else Use.FULLY


def is_more(use: Use, *, than: int | None) -> bool:
    """Whether a use is more than the one on record; more than one that is not known."""
    return than is None or use > than
