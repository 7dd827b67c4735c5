"""The page of a record's versions, on which one of them can be restored."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalogue.pages.history import list_entries
from catalogue.versions import find_version, restore_version

if TYPE_CHECKING:  # what it is mixed into, which has the methods that it asks for
    Admin = admin.ModelAdmin[Any]
else:
    Admin = object


class HistoryMixin(Admin):
    """For an admin whose model has versions; `finish` does what a write calls for."""

    def finish(self, record: Any, *, before: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_view)
        return [
            path("<int:pk>/restore/", view, name=self._name("restore")),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        record = self._record(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": record},
            "opts": self.model._meta,
            "record": record,
            "entries": list_entries(record),
            "may_restore": self.has_change_permission(request, record),
            "record_url": self._url("change", record.pk),
            "list_url": self._url("changelist"),
            "restore_url": self._url("restore", record.pk),
        }
        return TemplateResponse(request, "admin/catalogue/history.html", context)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Restore the version that is asked for, and show the versions again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record = self._record(request, str(pk))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        asked = {name: request.POST.get(name, "") for name in ("model", "version")}
        version = find_version(record, **asked)
        if version is None:
            raise Http404
        before = {field.name: getattr(record, field.attname) for field in record._meta.fields}
        try:
            with transaction.atomic():
                restore_version(version=version)
                record.refresh_from_db()
                self.finish(record, before=before)
        except ValidationError as error:
            reason = " ".join(error.messages)
            text = _("Not restored, for it can be so no longer: %(reason)s")
            messages.error(request, text % {"reason": reason})
        else:
            messages.success(request, _("Restored. What stood there before is in the list too."))
        return redirect(self._url("history", record.pk))

    def _record(self, request: HttpRequest, pk: str) -> Any:
        record = self.get_object(request, pk)
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _name(self, page: str) -> str:
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_{page}"

    def _url(self, page: str, *args: Any) -> str:
        return reverse(f"{self.admin_site.name}:{self._name(page)}", args=args)
