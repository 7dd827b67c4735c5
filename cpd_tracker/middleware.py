"""What happens to every request and response?"""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.cache import add_never_cache_headers

ACCOUNT_PAGES = "/account/"  # some show what came with a link out of a mail


class HostMiddleware:
    """Refuses a port that https does not have: links in mails would carry it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        if split_domain_port(host)[1] not in {"", "443"}:
            raise DisallowedHost(f"The Host header names a port: {host}")
        return self.get_response(request)


class NoStoreMiddleware:
    """Answers about somebody are kept by no browser or proxy (also not for "back")."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or request.path_info.startswith(ACCOUNT_PAGES):
            add_never_cache_headers(response)
        return response
