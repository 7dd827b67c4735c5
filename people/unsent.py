"""What was somebody writing when their session ended? It waits here until they sign in again.

Only what a form of ours gave to a known person is kept, so no stranger fills the database, no
sign-in form (which names nobody) is ever kept, and nobody is shown what another person wrote.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from people.editing import VERSION, in_words
from people.models import User
from people.owner import is_owner_field, read_owner

KEY = "unsent"
ABOUT = "about"
# Words of forms of several rows, which nobody wrote.
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
UNSEEN = (VERSION, ABOUT, "id", *COUNTS)
CHOSEN = "_chosen"  # the key of a row beside the words by which it was found
LARGEST = 200_000  # characters
KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Unsent:
    """What a user wrote, as names and values of a form's fields, and the path it was on its way to.

    The path is one of this site: it is that of the request which brought the fields. `form` is
    the name of the form, if it has one (`people.editing.in_words`).
    """

    user: User
    path: str
    form: str
    fields: tuple[tuple[str, str], ...]

    @property
    def about(self) -> str:
        """What the form says that it is about, in a hidden field `about`, if it does."""
        return dict(self.fields).get(ABOUT, "")

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person recognises of it: labels and texts of the fields with text in them."""
        lines = (
            in_words(self.form, name, text, user=self.user)
            for name, text in self.fields
            if text.strip() and name.rpartition("-")[2] not in UNSEEN and not name.endswith(CHOSEN)
        )
        return [line for line in lines if line is not None]


def keep_unsent(request: HttpRequest) -> bool:
    """Keep what the request brought for the person who wrote it; whether that was possible."""
    owner = read_owner(request.POST)
    if owner is None or (request.user.is_authenticated and request.user.pk != owner.user):
        return False
    fields = _written(request)
    if request.FILES or sum(len(name) + len(text) for name, text in fields) > LARGEST:
        return False
    request.session[KEY] = {
        "owner": owner.user,
        "form": owner.form,
        "until": (timezone.now() + KEPT_FOR).timestamp(),
        "path": request.get_full_path(),
        "fields": fields,
    }
    return True


def _written(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields without the two words that are given afresh when they are sent again."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not is_owner_field(name)
        for value in values
    ]


def find_unsent(*, session: Any, user: User) -> Unsent | None:
    """What waits for this person, if anything does. Another person's is thrown away."""
    kept = session.get(KEY)
    if kept is None:
        return None
    if kept["owner"] != user.pk or kept["until"] < timezone.now().timestamp():
        del session[KEY]
        return None
    fields = tuple((name, text) for name, text in kept["fields"])
    return Unsent(user=user, path=kept["path"], form=kept["form"], fields=fields)


def forget_unsent(session: Any, *, path: str | None = None) -> None:
    """It has been sent to its `path`, or (without one) is not wanted any more."""
    kept = session.get(KEY)
    if kept is not None and path in (None, kept["path"]):
        del session[KEY]
