"""Who takes part in the tests of accounts?"""

from allauth.account.models import EmailAddress
from django.utils import timezone

from people.models import User

PASSWORD = "quiet-reading-room"


def make_member(email: str = "librarian@example.org", **fields: object) -> User:
    """Somebody whose address is confirmed, who can sign in with PASSWORD and has done so before."""
    user = User.objects.create_user(email, PASSWORD, **{"last_login": timezone.now()} | fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
