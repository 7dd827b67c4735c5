"""How does a page that is one form of this room work?"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from people.editing import OwnedForm
from people.requests import SignedInRequest


def keep(form: OwnedForm, save: Callable[[], object]) -> bool:
    """Save what a form brought, if it is in order; what a service refuses becomes its errors."""
    if not form.is_valid():
        return False
    try:
        save()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def form_page(
    request: SignedInRequest,
    form: OwnedForm,
    *,
    heading: str,
    submit: str,
    back: str,
) -> HttpResponse:
    """The page of a form: its question, the words on its button, and the way back."""
    context = {"form": form, "heading": heading, "submit": submit, "back": back}
    return render(request, "memberships/form.html", context)


def as_fields(row: Any, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The fields of a row as a form sends them: nothing for nothing, no box for no."""
    values = [(name, getattr(row, name)) for name in names]
    return tuple(
        (name, "on" if value is True else str(value))
        for name, value in values
        if value is not None and value is not False
    )
