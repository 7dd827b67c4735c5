"""What was wrong with somebody's calendar, and what can be done about it, in words?"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.fetching import Failure
from events.ical.drafts import LONGEST_TITLE
from events.ical.outline import MOST_EVENTS
from events.ical.parse import MOST_ROWS
from events.ical.problems import LEAVES_OUT, Problem, Reason
from events.ical.recurrences import MOST_TIMES
from events.targets import Refusal

WORDS: dict[type[StrEnum], dict[StrEnum, str | Promise]] = {}  # the same word may be in several
WORDS[Reason] = {
    Reason.EMPTY: gettext_lazy("The file is empty. Save the calendar once more, then try again."),
    Reason.TOO_LARGE: gettext_lazy(
        "The calendar is larger than 5 MB. Take one that holds fewer years or less text."
    ),
    Reason.WEB_PAGE: gettext_lazy(
        "This is a web page. Look on it for a link named iCal, ICS or “subscribe”, and take that."
    ),
    Reason.NOT_CALENDAR: gettext_lazy(
        "This is no calendar. Its files begin with BEGIN:VCALENDAR and are mostly named .ics."
    ),
    Reason.UNCLOSED: gettext_lazy("It breaks off. Save or fetch the calendar once more."),
    Reason.NO_START: gettext_lazy("It has no beginning. Enter it by hand if you know when it is."),
    Reason.BAD_START: gettext_lazy(
        "Its beginning is no day or time between 1900 and 2199. Enter it by hand."
    ),
    Reason.BAD_END: gettext_lazy(
        "Its end or length cannot be read, or is more than a year away. Enter it by hand."
    ),
    Reason.END_BEFORE_START: gettext_lazy("It ends before it begins. Enter it by hand."),
    Reason.BAD_RECURRENCE_ID: gettext_lazy(
        "It does not say which date of its series it stands for. Look at the series there."
    ),
    Reason.BAD_DATES: gettext_lazy(
        "A date that is added to its series or taken out cannot be read. Enter its dates by hand."
    ),
    Reason.UNKNOWN_ZONE: gettext_lazy(
        "Nobody knows its time zone. Compare its time with the page of those who invite."
    ),
    Reason.BAD_ZONE: gettext_lazy(
        "The time zone that it describes makes no sense. Enter it by hand with the right time."
    ),
    Reason.TOO_OFTEN: gettext_lazy(
        "It repeats every minute or second, or very often a day. Enter the dates you want."
    ),
    Reason.BAD_RULE: gettext_lazy("How it repeats cannot be read. Enter its dates by hand."),
    Reason.TOO_MUCH_WORK: gettext_lazy(
        "Its repetitions began too long ago to be counted. Enter its dates by hand."
    ),
    Reason.TOO_MANY_DATES: gettext_lazy(
        "It lists more than 2,000 dates. Enter the dates that you want."
    ),
    Reason.REPEATED: gettext_lazy("It is there twice; the newer one was taken."),
    Reason.TOO_MANY_EVENTS: gettext_lazy(
        "Only the first %(events)s events were read. Take a calendar with fewer years."
    ),
    Reason.TOO_MANY_ROWS: gettext_lazy(
        "Only the first %(rows)s dates were taken. Take a calendar with fewer series."
    ),
    Reason.TOO_MANY_TIMES: gettext_lazy(
        "It takes place more than %(times)s times; the first %(times)s were taken."
    ),
    Reason.OWN_ZONE: gettext_lazy(
        "Its time zone has a name that nobody knows; its times follow the rules it brings along. "
        "Compare one with the page of those who invite."
    ),
    Reason.BAD_LINE: gettext_lazy("A line of it cannot be read and was passed over."),
    Reason.ENCODING: gettext_lazy(
        "Its letters are not in UTF-8 and were read as Windows writes them. Look at its texts."
    ),
    Reason.CONTROLS: gettext_lazy("Signs that are not seen were taken out of its texts."),
    Reason.CUT: gettext_lazy(
        "A text of it was too long and was cut; titles have up to %(title)s letters."
    ),
    Reason.BAD_LINK: gettext_lazy("Its link is no web address and was left out."),
    Reason.BAD_POINT: gettext_lazy("Its point on the map is none and was left out."),
}
WORDS[Refusal] = {
    Refusal.BAD_ADDRESS: gettext_lazy(
        "This is no web address that can be asked. Copy it anew from the calendar’s page."
    ),
    Refusal.NOT_HTTPS: gettext_lazy(
        "Only addresses that begin with https:// or webcal:// are asked. Try it with https://."
    ),
    Refusal.PASSWORD_IN_ADDRESS: gettext_lazy(
        "The address holds a name or password. Take the calendar’s secret address instead."
    ),
    Refusal.OTHER_PORT: gettext_lazy(
        "The address names a port. Only the usual one of https is asked; save the file instead."
    ),
    Refusal.NOT_PUBLIC: gettext_lazy(
        "The address leads into a private network, not to the internet. Save the file instead."
    ),
    Refusal.TOO_MANY_REDIRECTS: gettext_lazy(
        "The address leads on and on. Copy the one to which a browser comes in the end."
    ),
    Refusal.WEB_PAGE: gettext_lazy(
        "There is a web page at this address. Look on it for a link named iCal, ICS or “subscribe”."
    ),
    Refusal.OTHER_KIND: gettext_lazy(
        "What is at this address says that it is no calendar. Look for a link named iCal or ICS."
    ),
    Refusal.PACKED: gettext_lazy(
        "The calendar comes packed, though that was not asked for. Save the file instead."
    ),
    Refusal.TOO_LARGE: gettext_lazy(
        "The calendar there is larger than 5 MB. Take one that holds fewer years or less text."
    ),
}
WORDS[Failure] = {
    Failure.NO_SUCH_NAME: gettext_lazy("Nobody knows the server’s name. Is the address right?"),
    Failure.NO_CONNECTION: gettext_lazy("The server there does not answer. It is asked again."),
    Failure.BAD_CERTIFICATE: gettext_lazy(
        "The server cannot show that it is the one it says. Those who run it must mend that."
    ),
    Failure.TOO_SLOW: gettext_lazy("The server there was too slow. It is asked again."),
    Failure.CUT_SHORT: gettext_lazy("The calendar came only in part. It is asked for again."),
    Failure.BAD_ANSWER: gettext_lazy("The server’s answer cannot be read. It is asked again."),
    Failure.NOT_ALLOWED: gettext_lazy(
        "The server asks who you are. Take the calendar’s public or secret address instead."
    ),
    Failure.NOT_FOUND: gettext_lazy("There is nothing at this address. Is it still right?"),
    Failure.GONE: gettext_lazy(
        "The calendar is gone for ever and is asked for no more. Look for its new address."
    ),
    Failure.TOO_MANY_REQUESTS: gettext_lazy(
        "The server wants to be asked less often. It is asked again when it wants."
    ),
    Failure.BROKEN_THERE: gettext_lazy("Something is broken at the server. It is asked again."),
    Failure.OTHER_STATUS: gettext_lazy(
        "The server gave an answer that is no calendar. Open the address in a browser and look."
    ),
}
_SHOWN = {
    "events": MOST_EVENTS,
    "rows": MOST_ROWS,
    "times": MOST_TIMES,
    "title": LONGEST_TITLE,
}


def reason_in_words(reason: Reason | Refusal | Failure) -> str:
    """What is wrong and what to do."""
    return str(WORDS[type(reason)][reason]) % _SHOWN


def problem_in_words(problem: Problem) -> str:
    """Where in the file, what is wrong with what stands there, and what to do."""
    said = {
        "number": problem.number,
        "name": problem.name,
        "what": reason_in_words(problem.reason),
        "detail": problem.detail,
    }
    if not problem.number:
        return _("%(what)s (%(detail)s)") % said if problem.detail else str(said["what"])
    where = (_("Event %(number)s, “%(name)s”") if problem.name else _("Event %(number)s")) % said
    if problem.reason in LEAVES_OUT:
        where = _("%(where)s was left out") % {"where": where}
    text = _("%(where)s: %(what)s (%(detail)s)") if problem.detail else _("%(where)s: %(what)s")
    return text % (said | {"where": where})
