"""What does every template know of this site?"""

from django.conf import settings
from django.http import HttpRequest


def registration(request: HttpRequest) -> dict[str, bool]:
    """Whether anybody may make an account, or only who was invited."""
    return {"registration_open": settings.REGISTRATION_OPEN}
