"""How is something taken back? By a form that the page just reached offers, sent once more."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

KEY = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What was done, in words, and the form that takes it back: its address and hidden fields."""

    text: str
    action: str
    fields: tuple[tuple[str, str], ...] = ()


def redirect_offering(request: HttpRequest, url: str, undo: Undo) -> HttpResponse:
    """Go to a page that shows what was done and how to take it back."""
    request.session[KEY] = {"text": undo.text, "action": undo.action, "fields": undo.fields}
    return redirect(f"{url}{'&' if '?' in url else '?'}{KEY}=1")


def find_undo(request: HttpRequest) -> Undo | None:
    """What this page offers to take back, if it was reached by `redirect_offering`."""
    kept = request.session.get(KEY)
    if kept is None or KEY not in request.GET:
        return None
    fields = tuple((name, text) for name, text in kept["fields"])
    return Undo(text=kept["text"], action=kept["action"], fields=fields)


def forget_undo(request: HttpRequest) -> None:
    """It has been taken back."""
    request.session.pop(KEY, None)
