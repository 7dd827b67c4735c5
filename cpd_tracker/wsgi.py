"""The application for a WSGI server: `gunicorn cpd_tracker.wsgi`."""

import gc
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpd_tracker.settings")
django_application = get_wsgi_application()
gc.freeze()  # what is loaded stays: to look through it again takes as long as a page


def plain_content_type(content_type: str) -> str:
    """The type with its boundary alone: forms are UTF-8, and some charsets break Django."""
    kind, *parameters = content_type.split(";")
    kept = [each for each in parameters if each.partition("=")[0].strip().lower() == "boundary"]
    return ";".join([kind, *kept])


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Django, which would decode everything that is sent by whatever charset a visitor names."""
    environ["CONTENT_TYPE"] = plain_content_type(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)
