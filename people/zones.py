"""Which time zones are there, and how does one choose one?"""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 60


@cache
def zone_names() -> frozenset[str]:
    """The names of the zones that are places on Earth, and UTC."""
    return frozenset(
        name
        for name in available_timezones()
        if (name == "UTC" or "/" in name)
        and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
        and len(name) <= LONGEST
    )


def validate_zone(name: str) -> None:
    """Refuse what is no zone."""
    if name not in zone_names():
        raise ValidationError(_("Choose a time zone, such as Europe/London."))


def zone_choices() -> list[tuple[str, str]]:
    """Every zone, by name, as a field offers it."""
    return [(name, name.replace("_", " ")) for name in sorted(zone_names())]
