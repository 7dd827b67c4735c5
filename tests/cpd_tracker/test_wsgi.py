"""What visitors say about the charset of what they send is not believed."""

import io
from wsgiref.util import setup_testing_defaults

import pytest

from cpd_tracker.wsgi import application, plain_content_type

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("", ""),
        (FORM, FORM),
        ("multipart/form-data; boundary=abc", "multipart/form-data; boundary=abc"),
        ("multipart/form-data; CHARSET=hex; Boundary=abc", "multipart/form-data; Boundary=abc"),
        ("text/plain; charset=utf-8", "text/plain"),
        ("text/plain;charset = 'hex' ;a", "text/plain"),
        ("text/plain; charset*=utf-8''hex; charset*0=he; charset*1=x", "text/plain"),
        ("text/plain; boundary*=nothing''a", "text/plain"),
    ],
)
def test_a_content_type_keeps_its_boundary_alone(sent, plain):
    assert plain_content_type(sent) == plain


def status_of(method, content_type, query="", body=b""):
    environ = {
        "REQUEST_METHOD": method,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    said = []

    def start_response(status, headers, fault=None, /):
        said.append(status)
        return said.append

    for _ in application(environ, start_response):
        pass
    return said


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["charset=hex", "charset*=utf-8''hex", "x*=nothing''a"])
def test_an_odd_charset_of_a_page_asked_for_is_no_fault(charset):
    assert status_of("GET", f"text/plain; {charset}", "a=b") == ["200 OK"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "hex", "idna"])
def test_an_odd_charset_of_a_form_is_no_fault(charset):
    body = rb"login=%2BAGE-\ud800%ff&csrfmiddlewaretoken=a"
    sent = status_of("POST", f"{FORM}; charset={charset}", body=body)
    assert sent == ["403 Forbidden"]  # for want of a token
