"""Who is asking? What a view behind `signed_in` knows, and what becomes of everybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from people.models import User
from people.unsent import forget_unsent, keep_unsent

P = ParamSpec("P")


class PageRequest(HttpRequest):
    """A request as the middleware leaves it, for the type checker."""

    htmx: HtmxDetails


class SignedInRequest(PageRequest):
    """A request whose user is signed in, for the type checker."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[PageRequest, P], HttpResponse]:
    """The view for somebody signed in; everybody else signs in first and loses nothing by it.

    What a form brings whose session has ended waits until its writer has signed in again.
    """

    @wraps(view)
    def wrapper(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if request.method == "POST":
            forget_unsent(request.session, path=request.get_full_path())
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return wrapper


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site made the request."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def go_to(request: PageRequest, url: str) -> HttpResponse:
    """A redirect of the whole page, also where htmx asked for a part of it."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _ask_to_sign_in(request: PageRequest) -> HttpResponse:
    if request.method == "POST":
        following = _keep_what_was_written(request)
    elif request.htmx:
        following = _page_before(request)
    else:
        following = request.get_full_path()
    return go_to(request, redirect_to_login(following).url)


def _keep_what_was_written(request: PageRequest) -> str:
    """Keep it where possible, say so, and give the path to go on at once signed in."""
    if keep_unsent(request):
        text = _("You were signed out while you were writing. Nothing is lost: sign in again.")
        following = reverse("account_send_again")
    else:
        text = _("You had been signed out, so nothing was changed. Sign in, and do it once more.")
        following = _page_before(request)
    messages.warning(request, text)
    return following


def _page_before(request: PageRequest) -> str:
    """The path of the page that the request was made from, else of the first page."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return reverse("home")
    parts = urlsplit(page)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if url_has_allowed_host_and_scheme(path, None) else reverse("home")
