"""The project's addresses and three that go wrong, for tests of what people are then told."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cpd_tracker.urls import urlpatterns as project_urls


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a damaged request")


urlpatterns = [*project_urls, path("break-down/", break_down), path("suspect/", suspect)]
