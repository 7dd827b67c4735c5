"""What was it before? The versions of what curators keep for everybody.

A version is written when a row is saved. Starting data, search texts and the like are written to
many rows at once and make none; so before a row is saved, what stands there is written down as a
version too, unless the newest one says the same. It names nobody: no curator did that.
"""

from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from simple_history.models import HistoricalRecords

NOT_BY_HAND = "Not by hand"


class History(HistoricalRecords):  # type: ignore[misc]  # untyped
    """The versions of a model's rows.

    `owner` is the way from a row to the person who alone sees it, such as "organisation.owner_id":
    what is one person's own leaves no version, for it would outlive their account.
    """

    def __init__(self, *, owner: str = "", **options: Any) -> None:
        self.owner = owner
        super().__init__(**options)

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            pre_save.connect(self.keep_what_stands, sender=sender, weak=False)

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        if not self._is_ones_own(instance):
            super().create_historical_record(instance, history_type, using)

    def keep_what_stands(self, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
        """Write down the row as the database holds it, where no version says so."""
        if raw or instance.pk is None or self._is_ones_own(instance):
            return
        before = self.cls._default_manager.filter(pk=instance.pk).first()
        if before is None:
            return
        newest = before.history.first()
        if newest is None or self._differ(before, newest):
            before._history_user = None  # noqa: SLF001 - the package's own way to be told
            before._change_reason = NOT_BY_HAND  # noqa: SLF001 - as above
            self.create_historical_record(before, "+" if newest is None else "~")

    def _is_ones_own(self, instance: models.Model) -> bool:
        return bool(self.owner) and attrgetter(self.owner)(instance) is not None

    def _differ(self, row: models.Model, version: models.Model) -> bool:
        names = [field.attname for field in self.fields_included(row)]
        return any(getattr(row, name) != getattr(version, name) for name in names)
