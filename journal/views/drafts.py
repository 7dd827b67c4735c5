"""How is an entry written, kept while one types, and saved?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import get_attendance
from journal.access import find_draft, find_entry, get_entry, get_preference, get_step
from journal.attended import begin_entry, find_draft_about, find_entry_about
from journal.entries import copy_entry, find_duplicates, keep_draft, missing, save_entry
from journal.forms import DRAFT_VERSION, EntryForm, Typed, typed_in, version_seen
from journal.models import Draft, Entry
from journal.pages.entry import needs_in_words
from journal.pages.writing import kept_at, load_words, load_writing
from people.editing import VERSION, version_of
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, find_undo, forget_undo, redirect_offering


@signed_in
@require_safe
def new(request: SignedInRequest) -> HttpResponse:
    """A place for a new entry: nothing is written before something is typed there."""
    if there := _find_written(request):
        return redirect(there)
    entry, _initial = _begin(request, Entry(user=request.user))
    address = reverse("journal:write", args=[entry.uuid])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The form of an entry, and (POST) saving it, finished or not."""
    entry = find_entry(user=request.user, uuid=uuid)
    if request.method != "POST":
        return _show(request, entry, find_draft(user=request.user, entry=uuid))
    form = _form(request, entry, request.POST)
    alike: list[Entry] = []
    if form.is_valid():
        if not entry.pk and "keep_both" not in request.POST:
            alike = list(find_duplicates(entry=entry))
        if not alike and _save(form):
            return _saved(request, entry)
    draft = find_draft(user=request.user, entry=uuid)
    page = load_writing(form=form, draft=draft, alike=alike)
    return render(request, "journal/write.html", {"page": page, "form": form})


@signed_in
@require_POST
@transaction.atomic
def draft(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Keep what is typed, as it is: with htmx while one types, else by a button."""
    entry = find_entry(user=request.user, uuid=uuid)
    typed = typed_in(request.POST)
    kept, problem = _keep(request, entry, typed)
    forget_undo(request)
    if request.htmx:
        context = {
            "kept": problem or (kept_at(kept) if kept else ""),
            "draft_field": DRAFT_VERSION,
            "draft_version": version_of(kept) if kept else request.POST.get(DRAFT_VERSION, ""),
            "words": load_words((name, texts[-1]) for name, texts in typed.items() if texts),
        }
        return render(request, "journal/_kept.html", context)
    if kept is None:
        messages.warning(request, problem)
        return _show(request, entry, None, typed=typed)
    messages.success(request, _("Kept as you typed it. Go on whenever you like."))
    return redirect("journal:write", uuid)


@signed_in
@require_POST
@transaction.atomic
def throw_away(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was typed and not saved is not wanted; what is saved stays."""
    entry = find_entry(user=request.user, uuid=uuid)
    back = reverse("journal:entry", args=[uuid]) if entry.pk else reverse("journal:list")
    kept = find_draft(user=request.user, entry=uuid)
    if kept is None:
        return redirect(back)
    kept.delete()
    undo = Undo(
        text=_("What you had not saved has been thrown away."),
        action=reverse("journal:draft", args=[uuid]),
        fields=tuple((name, text) for name, texts in kept.fields.items() for text in texts),
    )
    return redirect_offering(request, back, undo)


def _keep(request: SignedInRequest, entry: Entry, typed: Typed) -> tuple[Draft | None, str]:
    """What was kept, or why nothing was."""
    if typed.get(VERSION, [""])[-1] != version_seen(entry):
        return None, _(
            "This was saved meanwhile, perhaps in another tab, so what you type here is not kept "
            "by itself. Save it: you will see both."
        )
    try:
        seen = request.POST.get(DRAFT_VERSION, "")
        return keep_draft(user=request.user, entry=entry.uuid, fields=typed, version=seen), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def _form(request: SignedInRequest, entry: Entry, data: Any = None, **more: Any) -> EntryForm:
    asks = get_preference(user=request.user).reflection
    return EntryForm(data, instance=entry, user=request.user, asks_reflection=asks, **more)


def _show(
    request: SignedInRequest, entry: Entry, kept: Draft | None, typed: Typed | None = None
) -> HttpResponse:
    """The form as it was left, else as it is saved, else with what a new one begins with."""
    initial: dict[str, Any] = {}
    if not entry.pk:
        entry, initial = _begin(request, entry)
    typed = kept.fields if kept else typed
    form = _form(request, entry, initial=initial, typed=typed)
    page = load_writing(form=form, draft=kept)
    context = {"page": page, "form": form, "undo": find_undo(request)}
    return render(request, "journal/write.html", context)


def _begin(request: SignedInRequest, entry: Entry) -> tuple[Entry, dict[str, Any]]:
    """A new entry, or the same as another again, of what was attended, or what a step led to."""
    initial: dict[str, Any] = {}
    if uuid := _asked(request, "copy"):
        model = get_entry(user=request.user, uuid=uuid)
        again = copy_entry(entry=model)
        again.uuid = entry.uuid
        initial = {"goals": list(model.goals.all()), "skills": list(model.skills.all())}
        entry = again
    if uuid := _asked(request, "attendance"):
        attendance = get_attendance(user=request.user, uuid=uuid)
        goals, skills = begin_entry(entry=entry, attendance=attendance)
        initial = {"goals": goals, "skills": skills}
    if uuid := _asked(request, "after"):
        step = get_step(user=request.user, uuid=uuid)
        entry.after_step, entry.membership = step, step.membership
        entry.title = step.action[:200]
        if step.goal_id:
            initial = {"goals": [step.goal_id]}
    return entry, initial


def _find_written(request: SignedInRequest) -> str:
    """Where what was attended is written down, or begun to be; empty where it is not."""
    uuid = _asked(request, "attendance")
    if uuid is None:
        return ""
    event = get_attendance(user=request.user, uuid=uuid).event
    if entry := find_entry_about(user=request.user, event=event):
        return reverse("journal:entry", args=[entry.uuid])
    draft = find_draft_about(user=request.user, event=event)
    return reverse("journal:write", args=[draft.entry]) if draft else ""


def _asked(request: SignedInRequest, name: str) -> UUID | None:
    """What the address names, if it names something; 404 where that is no UUID."""
    text = request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def _save(form: EntryForm) -> bool:
    """Whether it was saved; what a service refuses becomes the form's errors."""
    try:
        save_entry(
            entry=form.instance,
            goals=form.cleaned_data["goals"],
            skills=form.cleaned_data["skills"],
            step=form.next_step(),
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _saved(request: SignedInRequest, entry: Entry) -> HttpResponse:
    text = _("“%(title)s” is saved.") % {"title": entry.title}
    messages.success(request, f"{text} {needs_in_words(missing(entry))}".strip())
    return redirect("journal:entry", entry.uuid)
