"""How is said whether one gets somewhere, and home again? Once; templates only print."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engine.attending.answers import Answer, Home, Out

OUT = {
    Out.NO_JOURNEY: gettext_lazy("no journey: it is online"),
    Out.LUNCH: gettext_lazy("in the lunch break"),
    Out.ON_TIME: gettext_lazy("on time"),
    Out.TIGHT: gettext_lazy("on time only if the journey is quick"),
    Out.IN_WORK_TIME: gettext_lazy("in work time"),
    Out.NIGHT_BEFORE: gettext_lazy("only the night before"),
    Out.NO_WAY: gettext_lazy("no way to be there in time"),
    Out.TOO_FAR: gettext_lazy("too far"),
    Out.UNKNOWN: gettext_lazy("not known"),
}
HOME = {
    Home.NO_JOURNEY: gettext_lazy("no journey: it is online"),
    Home.IN_TIME: gettext_lazy("in time"),
    Home.TIGHT: gettext_lazy("in time only if the journey is quick"),
    Home.NIGHT_AWAY: gettext_lazy("only with a night away"),
    Home.NO_WAY_HOME: gettext_lazy("no way home"),
    Home.TOO_FAR: gettext_lazy("too far"),
    Home.UNKNOWN: gettext_lazy("not known"),
}
BADGES: dict[Out | Home, object] = {
    Out.NO_JOURNEY: gettext_lazy("Online: from anywhere"),
    Out.LUNCH: gettext_lazy("Fits into your lunch break"),
    Out.ON_TIME: gettext_lazy("You get there on time, and home again"),
    Out.TIGHT: gettext_lazy("Tight"),
    Out.IN_WORK_TIME: gettext_lazy("In work time"),
    Out.NIGHT_BEFORE: gettext_lazy("From the night before"),
    Out.NO_WAY: gettext_lazy("Not to be reached in time"),
    Out.TOO_FAR: gettext_lazy("Too far"),
    Out.UNKNOWN: gettext_lazy("Not known whether you get there"),
    Home.NO_JOURNEY: gettext_lazy("Online: from anywhere"),
    Home.IN_TIME: gettext_lazy("You get there on time, and home again"),
    Home.TIGHT: gettext_lazy("Tight on the way home"),
    Home.NIGHT_AWAY: gettext_lazy("With a night away"),
    Home.NO_WAY_HOME: gettext_lazy("No way home"),
    Home.TOO_FAR: gettext_lazy("Too far"),
    Home.UNKNOWN: gettext_lazy("Not known whether you get home"),
}


def badge(answer: Answer) -> str:
    """The worse of the two answers in a few words."""
    if answer.badge is Out.LATE:
        return _("Late by %(minutes)s min") % {"minutes": answer.going.late_by}
    if answer.badge is Home.LEAVE_EARLY:
        return _("Leave early by %(minutes)s min") % {"minutes": answer.returning.leave_early_by}
    return str(BADGES[answer.badge])


def out_in_words(answer: Answer) -> str:
    """“There: on time.”"""
    if answer.out is Out.LATE:
        words = _("late by %(minutes)s min") % {"minutes": answer.going.late_by}
    else:
        words = str(OUT[answer.out])
    return _("There: %(answer)s.") % {"answer": words}


def home_in_words(answer: Answer) -> str:
    """“Home: in time.”; after the lunch break one is back at work."""
    if answer.out is Out.LUNCH:
        return _("Back at work in time.")
    if answer.home is Home.LEAVE_EARLY:
        words = _("in time if you leave early by %(minutes)s min") % {
            "minutes": answer.returning.leave_early_by
        }
    else:
        words = str(HOME[answer.home])
    return _("Home: %(answer)s.") % {"answer": words}
