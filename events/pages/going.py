"""Do you go? The page object of what somebody says of one event."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import EventStatus, Going
from events.going_forms import GoingForm
from events.models import Attendance
from events.pages.news import news_of
from events.words import when, where


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingSection:
    """What was said, and the form to say it. Addresses that lead to nothing are empty.

    `news` is what happened to the event since, `seen` the answer to it; `write_url` leads to the
    journal.
    """

    title: str
    facts: str
    said: str
    news: str
    form: GoingForm
    url: str
    seen: str
    seen_url: str
    forget_url: str
    write_url: str


def load_going(*, form: GoingForm, saved: Attendance | None, zone: ZoneInfo) -> GoingSection:
    """The section of an event with a form about it; `saved` is what its reader has said.

    Times are on the clocks of `zone`.
    """
    event = form.instance.event
    news = news_of(saved, now=timezone.now(), zone=zone) if saved else ""
    went = saved is not None and saved.state == Going.WENT and not saved.nothing_to_write
    return GoingSection(
        title=event.title,
        facts=f"{when(event, zone)} · {where(event)}",
        said=in_words(saved),
        news=news,
        form=form,
        url=reverse("events:going", args=[event.uuid]),
        seen=_("I could not go: it was cancelled")
        if event.status == EventStatus.CANCELLED
        else _("I have seen it"),
        seen_url=reverse("events:seen", args=[event.uuid]) if news else "",
        forget_url=reverse("events:forget_going", args=[event.uuid]) if saved else "",
        write_url=f"{reverse('journal:new')}?attendance={saved.uuid}" if saved and went else "",
    )


def in_words(attendance: Attendance | None) -> str:
    """“You go.”, “You could not go: too late home.”, or that nothing was said."""
    if attendance is None:
        return _("You say nothing of it.")
    sentences = {
        Going.INTERESTED: _("You are interested."),
        Going.GOING: _("You go."),
        Going.WENT: _("You went."),
        Going.COULD_NOT: _("You could not go: %(reason)s."),
    }
    reason = str(attendance.get_reason_display()).lower()
    return sentences[Going(attendance.state)] % {"reason": reason}
