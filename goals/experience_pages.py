"""What experience does a person have on record? The page object."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Experience
from people.figures import day
from people.models import User
from people.paging import ROWS_A_PAGE, PageLink, page_links


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceLine:
    """One thing on record; `about` is where it is from and when, as far as that is known."""

    kind: str
    about: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperiencePage:
    """All that is on record, the latest first, page by page."""

    sentence: str
    lines: tuple[ExperienceLine, ...]
    pages: tuple[PageLink, ...]


def load_experience(*, user: User, page: str | None) -> ExperiencePage:
    """A page of what the person has on record. Three queries."""
    record = Experience.objects.filter(user=user, removed_at=None).select_related("kind")
    kinds = record.order_by().values("kind").distinct().count()
    record = record.order_by(F("on").desc(nulls_last=True), "-pk")
    shown = Paginator(record, ROWS_A_PAGE).get_page(page)
    return ExperiencePage(
        sentence=_sentence(kinds),
        lines=tuple(_line(each) for each in shown),
        pages=page_links(shown, address=reverse("goals:experience"), asked={}),
    )


def _sentence(kinds: int) -> str:
    if not kinds:
        return _(
            "Nothing yet. What you add here, or what the journal adds once you say so, stands here "
            "with where it is from and when."
        )
    return ngettext(
        "You have experience of %(count)s kind on record.",
        "You have experience of %(count)s kinds on record.",
        kinds,
    ) % {"count": kinds}


def _line(experience: Experience) -> ExperienceLine:
    when = day(experience.on) if experience.on else ""
    return ExperienceLine(
        kind=experience.kind.label,
        about=" · ".join(filter(None, (experience.source, when))),
        remove_url=reverse("goals:remove_experience", args=[experience.uuid]),
    )
