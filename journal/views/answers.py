"""What did it change? Asked on an entry's page, answered here, and taken back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.models import Benefit
from goals.models import ExperienceKind
from journal.access import get_entry
from journal.answer_forms import AbilityForm
from journal.answers import (
    answer_ability,
    answer_experience,
    answer_use,
    take_back_ability,
    take_back_experience,
    take_back_use,
)
from journal.models import Entry
from journal.pages.answers import ability_form, load_answers
from journal.proposals import EXPERIENCE_KINDS
from memberships.choices import Use
from people.requests import SignedInRequest, signed_in

NO, YES = "no", "yes"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def ability(request: SignedInRequest, uuid: UUID, goal: UUID) -> HttpResponse:
    """How able are you now? Asked on the entry's page; here where the answer was none."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    served = get_object_or_404(entry.goals, uuid=goal)
    form = ability_form(served, served.ability_ratings.last(), request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        return _answer(
            request,
            entry,
            lambda: answer_ability(entry=entry, goal=served, **said),
            _("Saved: how able you are for “%(goal)s”.") % {"goal": served.text},
        )
    if request.htmx:
        return _section(request, entry, refused=form)
    context = {"form": form, "goal": served.text, "back": _place_on(entry)}
    return render(request, "journal/ability.html", context)


@signed_in
@require_POST
@transaction.atomic
def ability_back(request: SignedInRequest, uuid: UUID, goal: UUID) -> HttpResponse:
    """That was a slip."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    answer = entry.ability_answers.select_related("rating").filter(goal__uuid=goal).first()
    if answer is None:
        return _taken_back_before(request, entry)
    take_back_ability(answer=answer)
    return _done(request, entry, _("Taken back: you can answer it again."))


@signed_in
@require_POST
@transaction.atomic
def use(request: SignedInRequest, uuid: UUID, benefit: UUID) -> HttpResponse:
    """Yes, no, or another answer."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    offered = get_object_or_404(
        Benefit.objects.offered(), uuid=benefit, organisation=entry.organisation_id
    )
    said = request.POST.get("answer", "")
    if said != NO and said not in map(str, Use.values):
        raise BadRequest("answer must be “no” or a use")
    return _answer(
        request,
        entry,
        lambda: answer_use(entry=entry, benefit=offered, use=None if said == NO else int(said)),
        _("“%(title)s” stays as it is.") % {"title": offered.title}
        if said == NO
        else _("“%(title)s” is set to “%(use)s”; your evaluation follows.")
        % {"title": offered.title, "use": Use(int(said)).label},
    )


@signed_in
@require_POST
@transaction.atomic
def use_back(request: SignedInRequest, uuid: UUID, benefit: UUID) -> HttpResponse:
    """Let the use be what it was, unless it was changed since."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    answers = entry.use_answers.select_related("benefit", "entry__user")
    answer = answers.filter(benefit__uuid=benefit).first()
    if answer is None:
        return _taken_back_before(request, entry)
    if take_back_use(answer=answer):
        said = _("Taken back: “%(title)s” is as it was.")
    else:
        said = _("The answer is taken back. “%(title)s” was changed since, and stays so.")
    return _done(request, entry, said % {"title": answer.benefit.title})


@signed_in
@require_POST
@transaction.atomic
def experience(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Yes or no."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    if EXPERIENCE_KINDS.get(entry.type) != kind:
        raise Http404
    asked = get_object_or_404(ExperienceKind, key=kind)
    said = request.POST.get("answer", "")
    if said not in (YES, NO):
        raise BadRequest("answer must be “yes” or “no”")
    text = _("On record: %(kind)s.") if said == YES else _("Not put on record: %(kind)s.")
    return _answer(
        request,
        entry,
        lambda: answer_experience(entry=entry, kind=asked, yes=said == YES),
        text % {"kind": asked.label},
    )


@signed_in
@require_POST
@transaction.atomic
def experience_back(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Take it off the record again."""
    entry = get_entry(user=request.user, uuid=uuid, lock=True)
    answers = entry.experience_answers.select_related("kind", "experience")
    answer = answers.filter(kind__key=kind).first()
    if answer is None:
        return _taken_back_before(request, entry)
    take_back_experience(answer=answer)
    said = _("Taken back: %(kind)s.") % {"kind": answer.kind.label}
    return _done(request, entry, said)


def _answer(
    request: SignedInRequest, entry: Entry, save: Callable[[], object], said: str
) -> HttpResponse:
    """Save an answer and say so, or say why it is none: a form sent twice is no error."""
    try:
        save()
    except ValidationError as error:
        said = " ".join(error.messages)
    return _done(request, entry, said)


def _taken_back_before(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """A button pressed twice is no error."""
    return _done(request, entry, _("This answer has been taken back already."))


def _done(request: SignedInRequest, entry: Entry, said: str) -> HttpResponse:
    if request.htmx:
        return _section(request, entry, said=said)
    messages.success(request, said)
    return redirect(_place_on(entry))


def _section(
    request: SignedInRequest, entry: Entry, *, said: str = "", refused: AbilityForm | None = None
) -> HttpResponse:
    answers = load_answers(entry=entry, on=timezone.localdate(), refused=refused)
    return render(request, "journal/_answers.html", {"answers": answers, "said": said})


def _place_on(entry: Entry) -> str:
    return f"{reverse('journal:entry', args=[entry.uuid])}#answers"
