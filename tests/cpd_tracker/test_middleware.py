"""What is kept by nobody, and which host is ours."""

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from cpd_tracker.middleware import HostMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("account_confirm_email", ["damaged"]),
        ("account_reset_password_from_key", ["1", "damaged"]),
        ("account_login", []),
    ],
)
def test_account_pages_are_kept_by_nobody_even_for_strangers(client, name, arguments):
    assert "no-store" in client.get(reverse(name, args=arguments))["Cache-Control"]


def answer(host):
    return HostMiddleware(lambda request: HttpResponse())(
        RequestFactory().get("/", headers={"host": host})
    )


@pytest.mark.parametrize("host", ["testserver", "testserver:443", "[::1]"])
def test_a_host_by_its_name_is_answered(host):
    assert answer(host).status_code == 200


@pytest.mark.parametrize("host", ["testserver:8000", "testserver:80", "[::1]:8443"])
def test_a_host_with_a_port_that_mails_would_repeat_is_refused(host):
    with pytest.raises(DisallowedHost, match="names a port"):
        answer(host)
