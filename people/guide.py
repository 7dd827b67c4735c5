"""How does somebody get through the first ten minutes? Four steps, each a page in its own room.

`docs/design/interface.md`, *The first ten minutes*. A step neither done nor skipped is open.
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from people.choices import Step, StepState
from people.models import GuideStep, User

PAGES = {
    Step.WHERE: "account_guide_where",
    Step.WANT: "goals:guide",
    Step.BELONG: "memberships:guide",
    Step.ACTIVE: "memberships:guide_activity",
}
STEPS = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLink:
    """A step in the list of them; `state` says in words what became of it."""

    label: str
    url: str
    state: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepper:
    """Where one is in the guide, and the ways on from there."""

    step: str
    position: str
    steps: tuple[StepLink, ...]
    back_url: str
    next_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """Where the guide goes on, in words; `is_under_way` once it was begun, until it is over."""

    text: str
    url: str
    is_under_way: bool


def load_stepper(*, user: User, step: Step) -> Stepper:
    """The stepper of a page of the guide. One query."""
    states = _states(user)
    place = STEPS.index(step)
    return Stepper(
        step=step,
        position=_position(step),
        steps=tuple(
            StepLink(
                label=str(each.label),
                url=reverse(PAGES[each]),
                state=str(StepState(states[each]).label) if each in states else "",
                is_current=each == step,
            )
            for each in STEPS
        ),
        back_url=reverse(PAGES[STEPS[place - 1]]) if place else "",
        next_url=url_after(step),
    )


def load_way_in(user: User) -> WayIn:
    """Where the guide goes on for this person. One query."""
    states = _states(user)
    step = _first_open(states)
    if step is None:
        text, step = _("Go through the guide again"), STEPS[0]
    elif states:
        text = _("Go on: %(position)s") % {"position": _position(step).lower()}
    else:
        text = _("Begin: four steps in about ten minutes")
    return WayIn(
        text=text,
        url=reverse(PAGES[step]),
        is_under_way=0 < len(states) < len(STEPS),
    )


def url_of_open_step(user: User) -> str:
    """The first open step; the first page where there is none."""
    step = _first_open(_states(user))
    return reverse("home") if step is None else reverse(PAGES[step])


def url_after(step: Step) -> str:
    """The step after this one, or what all of it was for."""
    following = STEPS[STEPS.index(step) + 1 :]
    return reverse(PAGES[following[0]]) if following else reverse("home")


def finish_step(*, user: User, step: Step) -> None:
    """The person has said what the step asks."""
    GuideStep.objects.update_or_create(user=user, step=step, defaults={"state": StepState.DONE})


@transaction.atomic
def skip_steps(*, user: User, steps: tuple[Step, ...]) -> list[Step]:
    """Pass over those of the steps that are open; which those were. What is done stays done."""
    User.objects.select_for_update().get(pk=user.pk)
    states = _states(user)
    skipped = [step for step in steps if step not in states]
    GuideStep.objects.bulk_create(
        GuideStep(user=user, step=step, state=StepState.SKIPPED) for step in skipped
    )
    return skipped


def reopen_steps(*, user: User, steps: tuple[Step, ...]) -> None:
    """Skipping them is taken back."""
    GuideStep.objects.filter(user=user, step__in=steps, state=StepState.SKIPPED).delete()


def _states(user: User) -> dict[str, str]:
    return dict(GuideStep.objects.filter(user=user).values_list("step", "state"))


def _first_open(states: dict[str, str]) -> Step | None:
    return next((step for step in STEPS if step not in states), None)


def _position(step: Step) -> str:
    numbers = {"number": STEPS.index(step) + 1, "count": len(STEPS)}
    return _("Step %(number)s of %(count)s") % numbers
