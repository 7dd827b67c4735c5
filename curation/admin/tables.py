"""How do tables leave the admin and come back? Looked at first, then all of them or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.tmp_storages import CacheStorage

from curation.formats import FORMATS

KINDS = [(str(number), kind.__name__) for number, kind in enumerate(FORMATS)]


class ChooseForm(ImportForm):  # type: ignore[misc]  # untyped
    """A file, and what kind it is."""

    @property
    def media(self) -> forms.Media:
        return forms.Media()  # the kind is chosen by hand: no script has to guess it


class SureForm(ConfirmImportForm):  # type: ignore[misc]
    """That what was looked at should be written."""

    format = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    resource = forms.ChoiceField(choices=[("0", "0")], required=False, widget=forms.HiddenInput)

    def clean_import_file_name(self) -> str:
        name: str = super().clean_import_file_name()
        if CacheStorage(name=name).read() is None:
            raise ValidationError(_("The file is kept here for a day. Please send it once more."))
        return name


class TablesMixin(ImportExportMixin):  # type: ignore[misc]
    """Import and export for a list of the admin; whoever may look at it may export it."""

    formats = FORMATS
    tmp_storage_class = CacheStorage
    skip_admin_log = True  # the history of each record says more
    import_form_class = ChooseForm
    confirm_form_class = SureForm
    export_form_class = ExportForm
    import_template_name = "admin/curation/import.html"
    export_template_name = "admin/curation/export.html"
    import_export_change_list_template = "admin/curation/list.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "add") and self._may(request, "change")

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "view")

    def get_export_queryset(self, request: HttpRequest) -> Any:
        """What the list shows, with what its columns need, in as many queries for many rows."""
        try:
            shown = super().get_export_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        [resource] = self.resource_classes
        return resource().get_queryset().filter(pk__in=shown.order_by().values("pk"))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Say what was written; or that nothing was, where the catalogue has changed since."""
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was written: the catalogue has changed. Look at the file once more.")
            messages.error(request, text)
            return redirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))
        answer: HttpResponse = super().process_result(result, request)
        return answer

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        numbers = {name: result.totals[name] for name in ("new", "update", "skip")}
        text = _("Imported: %(new)s new, %(update)s changed, %(skip)s unchanged.")
        messages.success(request, text % numbers)

    def _may(self, request: HttpRequest, action: str) -> bool:
        codename = get_permission_codename(action, self.opts)
        return bool(request.user.has_perm(f"{self.opts.app_label}.{codename}"))
