"""What takes place in the demo? Invented events of the months round a day, and who goes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from catalogue.choices import BenefitMode, Interactivity
from catalogue.models import BenefitKind, Organisation
from events.choices import EventStatus, Going, Reason
from events.models import Attendance, Event, Price
from events.services import save_event, say_going
from goals.models import Skill
from memberships.demo import COLLEAGUE, LIBRARIAN
from people.choices import Weekday
from people.models import Place, User

INVENTED = "Invented for the demo: nobody holds this."
LONDON = "Europe/London"
LOCAL_EVENING = "Evening of the local project"
PASSIVE, RESPONSIVE, INTERACTIVE = Interactivity.values
# What librarians at work would answer is worked out from days of the week and times of day, so
# each event keeps its own, whatever the day of loading.
MON, TUE, WED, THU, FRI, SAT, _SUN = Weekday.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An event so many weeks after the week of loading. With no town it is online.

    `of` is the address of whose own it is; what has an `online` address and a town is hybrid.
    """

    title: str
    weeks: int
    weekday: int
    starts: time
    ends: time
    by: str = ""
    of: str = ""
    days: int = 1
    town: str = ""
    online: bool = False
    kind: str = ""
    interactivity: str = ""
    skills: tuple[str, ...] = ()
    prices: dict[str, int] = field(default_factory=dict)
    capacity: int | None = None
    status: str = EventStatus.CONFIRMED


EVENTS = (
    # Past
    Planned(
        title="Writing for councillors: a day in Leeds", by="ara", weeks=-12, weekday=TUE,
        starts=time(10), ends=time(16), town="Leeds", kind="course", interactivity=INTERACTIVE,
        skills=("advocacy",), prices={"Members": 95, "Others": 140},
    ),
    Planned(
        title="Public libraries and the plan of the town", by="cilip_plg", weeks=-8, weekday=WED,
        starts=time(18), ends=time(20, 30), town="Bristol", kind="local_meetup",
        interactivity=RESPONSIVE, skills=("strategic_planning",),
    ),
    Planned(
        title=LOCAL_EVENING, by="swindon_lgbt_project", weeks=-6, weekday=TUE,
        starts=time(18, 30), ends=time(20, 30), town="Swindon", kind="local_meetup",
        interactivity=INTERACTIVE, skills=("diversity_inclusion",),
    ),
    Planned(
        title="Speaking up: an evening with two councillors", by="cilip", weeks=-4, weekday=TUE,
        starts=time(18, 30), ends=time(21), town="London", kind="local_meetup",
        interactivity=RESPONSIVE, skills=("advocacy",), prices={"Members": 0, "Others": 15},
    ),
    Planned(
        title="What reading for pleasure shows", by="cilip_lirg", weeks=-3, weekday=WED,
        starts=time(13), ends=time(14), online=True, kind="webinar", interactivity=PASSIVE,
        skills=("advocacy",),
    ),
    Planned(
        title="Lunch among the maps", by="local_heritage_forums", weeks=-2, weekday=THU,
        starts=time(12, 30), ends=time(13), town="Swindon", kind="peer_visits",
        interactivity=INTERACTIVE,
    ),
    Planned(
        title="How groups share what they teach", by="cilip_ilg", weeks=-2, weekday=FRI,
        starts=time(14), ends=time(15, 30), online=True, kind="webinar",
        interactivity=RESPONSIVE, skills=("teaching_learning",),
    ),
    # To come
    Planned(
        title="Writing a strategy in an hour", by="cilip_lirg", weeks=1, weekday=WED,
        starts=time(13), ends=time(14), online=True, kind="webinar", interactivity=PASSIVE,
        skills=("strategic_planning",),
    ),
    Planned(
        title="TeachMeet over tea", by="oxford_libteachmeet", weeks=1, weekday=THU,
        starts=time(17), ends=time(19), town="Oxford", kind="local_meetup",
        interactivity=INTERACTIVE, skills=("leadership", "teaching_learning"), capacity=30,
    ),
    Planned(
        title="Coffee with the person I mentor", of=LIBRARIAN, weeks=1, weekday=FRI,
        starts=time(12, 15), ends=time(13), town="Swindon", kind="mentoring",
        interactivity=INTERACTIVE, skills=("mentoring_coaching",),
    ),
    Planned(
        title="Lunch in the record office", by="local_heritage_forums", weeks=2, weekday=THU,
        starts=time(12, 30), ends=time(13), town="Swindon", kind="peer_visits",
        interactivity=INTERACTIVE,
    ),
    Planned(
        title="Old bindings, new readers", by="cilip_rbscg", weeks=2, weekday=WED,
        starts=time(18), ends=time(20), town="London", kind="local_meetup",
        interactivity=PASSIVE, status=EventStatus.CANCELLED,
    ),
    Planned(
        title="Speaking up: what moves a budget", by="cilip", weeks=3, weekday=TUE,
        starts=time(18, 30), ends=time(20, 30), town="London", kind="local_meetup",
        interactivity=RESPONSIVE, skills=("advocacy", "policy_influence"),
        prices={"Members": 0, "Others": 15},
    ),
    Planned(
        title="Branch evening", by="unison", weeks=3, weekday=THU, starts=time(18),
        ends=time(19, 30), town="Oxford", kind="local_meetup", interactivity=INTERACTIVE,
    ),
    Planned(
        title="Reading the plan together", by="lgbt_libraries_working_group", weeks=3,
        weekday=MON, starts=time(19), ends=time(20, 30), online=True, kind="working_group",
        interactivity=INTERACTIVE, skills=("diversity_inclusion",),
    ),
    Planned(
        title="Planning ahead in public libraries", by="cilip_plg", weeks=4, weekday=WED,
        starts=time(18), ends=time(20), town="Bristol", kind="local_meetup",
        interactivity=INTERACTIVE, skills=("strategic_planning",),
    ),
    Planned(
        title="Describing what has no words yet", by="cilip_cig", weeks=5, weekday=FRI,
        starts=time(10), ends=time(16), town="Birmingham", online=True, kind="course",
        interactivity=INTERACTIVE, skills=("diversity_inclusion",),
        prices={"Members": 60, "Others": 95, "Online": 20},
    ),
    Planned(
        title="A library store and its robots", by="cilip_plg", weeks=6, weekday=SAT,
        starts=time(10, 30), ends=time(12, 30), town="Reading", kind="peer_visits",
        interactivity=RESPONSIVE, capacity=15, status=EventStatus.TENTATIVE,
    ),
    Planned(
        title="First social of Swindon’s librarians", of=LIBRARIAN, weeks=8, weekday=THU,
        starts=time(18), ends=time(20), town="Swindon", kind="local_meetup",
        interactivity=INTERACTIVE, skills=("events_organising",),
    ),
    Planned(
        title="Two days of leading from anywhere", by="cilip", weeks=10, weekday=WED, days=2,
        starts=time(10), ends=time(16), town="Manchester", kind="conference",
        interactivity=RESPONSIVE, skills=("leadership", "management", "strategic_planning"),
        prices={"Members": 180, "Others": 260}, capacity=200,
    ),
    Planned(
        title="Teaching in museums and libraries", by="nlpn", weeks=5, weekday=THU,
        starts=time(18), ends=time(20), town="Manchester", kind="local_meetup",
        interactivity=INTERACTIVE, skills=("teaching_learning",),
    ),
    Planned(
        title="Policy in the north: an evening in Edinburgh", by="cilip", weeks=12, weekday=TUE,
        starts=time(18), ends=time(20), town="Edinburgh", kind="local_meetup",
        interactivity=RESPONSIVE, skills=("policy_influence",),
    ),
)  # fmt: skip
GOING: dict[str, dict[str, tuple[Going, Reason | None]]] = {
    LIBRARIAN: {
        "Writing for councillors: a day in Leeds": (Going.COULD_NOT, Reason.COST),
        "Public libraries and the plan of the town": (Going.COULD_NOT, Reason.TOO_LATE),
        LOCAL_EVENING: (Going.WENT, None),
        "Speaking up: an evening with two councillors": (Going.COULD_NOT, Reason.TOO_LATE),
        "What reading for pleasure shows": (Going.WENT, None),
        "Lunch among the maps": (Going.WENT, None),
        "TeachMeet over tea": (Going.GOING, None),
        "Old bindings, new readers": (Going.GOING, None),
        "Coffee with the person I mentor": (Going.GOING, None),
        "Planning ahead in public libraries": (Going.INTERESTED, None),
        "Two days of leading from anywhere": (Going.INTERESTED, None),
    },
    COLLEAGUE: {
        "How groups share what they teach": (Going.WENT, None),
        "TeachMeet over tea": (Going.INTERESTED, None),
        "Branch evening": (Going.GOING, None),
        "Teaching in museums and libraries": (Going.COULD_NOT, Reason.TOO_FAR),
    },
}


@transaction.atomic
def load_events(*, people: list[User], on: date) -> None:
    """Put in the events round a day, with what the demo's people say of them.

    Unless somebody has said something of one: then all of it was put in before.
    """
    by_email = {user.email: user for user in people}
    if Attendance.objects.filter(user__in=people).exists():
        return
    for planned in EVENTS:
        _add(planned, by_email, on)
    for email, said in GOING.items():
        for title, (state, reason) in said.items():
            event = Event.objects.visible_to(by_email[email]).get(title=title, description=INVENTED)
            say_going(
                attendance=Attendance(
                    user=by_email[email], event=event, state=state, reason=reason or ""
                )
            )


def _add(planned: Planned, people: dict[str, User], on: date) -> None:
    monday = on - timedelta(days=on.weekday())
    day = monday + timedelta(weeks=planned.weeks, days=planned.weekday)
    last = day + timedelta(days=planned.days - 1)
    zone = ZoneInfo(LONDON)
    save_event(
        event=Event(
            title=planned.title,
            description=INVENTED,
            organisation=_find(planned.by) if planned.by else None,
            owner=people[planned.of] if planned.of else None,
            starts_at=datetime.combine(day, planned.starts, zone),
            ends_at=datetime.combine(last, planned.ends, zone),
            zone=LONDON,
            mode=_mode(planned),
            place=Place.objects.named(planned.town, "GB")[0] if planned.town else None,
            online_address="https://www.example.org/join" if planned.online else "",
            kind=BenefitKind.objects.get(key=planned.kind) if planned.kind else None,
            interactivity=planned.interactivity,
            capacity=planned.capacity,
            status=planned.status,
        ),
        skills=Skill.objects.filter(key__in=planned.skills),
        prices=[
            Price(grade=grade, amount=Decimal(amount), currency="GBP")
            for grade, amount in planned.prices.items()
        ],
    )


def _find(key: str) -> Organisation:
    return Organisation.objects.public().get(key=key)


def _mode(planned: Planned) -> BenefitMode:
    if not planned.town:
        return BenefitMode.ONLINE
    return BenefitMode.HYBRID if planned.online else BenefitMode.FACE_TO_FACE
