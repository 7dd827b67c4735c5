"""How is one column of the catalogue written to a file and read again?"""

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget


class PlainWidget(Widget):  # type: ignore[misc]  # untyped
    """A value as its model's field reads it; nothing is the field's default."""

    def __init__(self, field: Any) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if not value and self.field.null:
            return None
        if not value and self.field.has_default() and not self.field.blank:
            return self.field.get_default()
        try:
            read = self.field.to_python(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        if isinstance(read, float) and not isfinite(read):
            raise ValueError(_("“%(value)s” is no number.") % {"value": value})
        return read

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value).replace("\r\n", "\n")


class PlainField(Field):  # type: ignore[misc]
    """Line ends are no difference: a form sends others than a file."""

    def get_value(self, instance: Any) -> Any:
        value = super().get_value(instance)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class KeyWidget(Widget):  # type: ignore[misc]
    """A row of another table by its key."""

    def __init__(self, rows: Callable[[], Any], key: str) -> None:
        super().__init__()
        self.rows = rows
        self.key = key
        self.found: dict[str, Any] = {}  # of one file: every resource has its own columns

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if not value:
            return None
        if value not in self.found:
            self.found[value] = self.find(value)
        return self.found[value]

    def find(self, value: str) -> Any:
        """The row. Raises `ValueError` where there is none."""
        try:
            return self.rows().get(**{self.key: value})
        except (models.ObjectDoesNotExist, ValueError) as error:
            raise ValueError(_("There is no “%(key)s”.") % {"key": value}) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(getattr(value, self.key))


class WordsWidget(Widget):  # type: ignore[misc]
    """A list of texts, a line each; `check`, if there is one, raises `ValidationError`."""

    def __init__(self, check: Callable[[list[str]], object] | None = None) -> None:
        super().__init__()
        self.check = check

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        words = list(lines_of(value))
        try:
            if self.check is not None:
                self.check(words)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return words

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "\n".join(value or [])


class LinesField(Field):  # type: ignore[misc]
    """What hangs on a row, a line each in one cell; the order is no difference.

    `read` gives the lines of a row, `check` raises `ValueError` for a line that cannot be, and
    `write` makes of the row what the lines say, after it is saved.
    """

    def __init__(
        self,
        *,
        read: Callable[[Any], Iterable[str]],
        check: Callable[[str], object],
        write: Callable[[Any, tuple[str, ...]], None],
        name: str,
    ) -> None:
        super().__init__(attribute=name, column_name=name)
        self.read = read
        self.check = check
        self.write = write

    def get_value(self, instance: Any) -> tuple[str, ...]:
        wanted = vars(instance).get("wanted_lines", {})
        if self.column_name in wanted:
            return tuple(wanted[self.column_name])
        return tuple(sorted(self.read(instance))) if instance.pk else ()

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        lines = tuple(sorted(set(lines_of(row[self.column_name]))))
        for line in lines:
            self.check(line)
        vars(instance).setdefault("wanted_lines", {})[self.column_name] = lines

    def export(self, instance: Any, **kwargs: Any) -> str:
        return "\n".join(self.get_value(instance))


def lines_of(text: str) -> Iterable[str]:
    """The lines that say something."""
    return (line.strip() for line in text.split("\n") if line.strip())


def two_parts(line: str, *, like: str) -> tuple[str, str]:
    """What stands before the first colon of a line and after it. Raises `ValueError`."""
    first, colon, rest = line.partition(":")
    if not colon or not rest.strip():
        message = _("“%(line)s” should be written like “%(like)s”.")
        raise ValueError(message % {"line": line, "like": like})
    return first.strip(), rest.strip()
