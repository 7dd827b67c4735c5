"""What does a view behind `login_required` know of its request?"""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from people.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is signed in, for the type checker."""

    user: User
    htmx: HtmxDetails
