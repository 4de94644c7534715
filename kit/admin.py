"""The admin of the project: its site, and the base of every list and form."""

from functools import partial

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats.base_formats import CSV, JSON, XLSX
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from kit import audit, digits

LANGUAGES = ("ar", "en", "ckb")
OF_THE_HISTORY = [
    _("Changes"),
    _("Deleted %(type_name)s"),
]  # words of its page that the library says in English alone


class Site(admin.AdminSite):
    """Style attributes are allowed here alone: the import preview and the history list write them."""

    site_header = site_title = _("Excellence Network")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        view = super().admin_view(view, cacheable)
        return csp_update({"style-src-attr": ["'unsafe-inline'"]})(view)

    def get_app_list(self, request, app_label=None):
        """Made where a page shows it: that is the index alone, and it asks for the rights to every model."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """The portal's own sign-in, with its codes, limits and second factors."""
        target = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            target = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect(target)


class TimeInput(forms.TimeInput):
    input_type = "time"


class Fields:
    """Inputs that read digits of either script, pickers of the browser's own, the language of each text."""

    formfield_overrides = {
        models.DateField: {"form_class": digits.DateField, "widget": digits.DateInput},
        models.DateTimeField: {"form_class": digits.DateTimeField, "widget": digits.DateTimeInput},
        models.TimeField: {"widget": TimeInput},
        models.IntegerField: {
            "form_class": digits.IntegerField,
            "widget": forms.TextInput(attrs={"class": "vIntegerField"}),
        },
        models.BigIntegerField: {
            "form_class": digits.IntegerField,
            "widget": forms.TextInput(attrs={"class": "vIntegerField"}),
        },
        models.DecimalField: {"form_class": digits.DecimalField, "widget": forms.TextInput},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, forms.Textarea | forms.TextInput):
            language = db_field.name.rpartition("_")[2]
            if language in LANGUAGES:
                field.widget.attrs["lang"] = language
            if isinstance(db_field, models.EmailField | models.URLField | models.SlugField):
                field.widget.attrs.setdefault("dir", "ltr")
            elif isinstance(db_field, models.CharField | models.TextField):
                field.widget.attrs.setdefault("dir", "auto")
        return field


class SharedChoices(forms.models.ModelChoiceIterator):
    """The choices of a key, read once for all rows of a table."""

    def __init__(self, field, read):
        super().__init__(field)
        self.read = read

    def __iter__(self):
        if not self.read:
            self.read.extend(super().__iter__())
        return iter(self.read)

    def __len__(self):
        return len(list(iter(self)))

    def __bool__(self):
        return bool(len(self))


class TabularInline(Fields, admin.TabularInline):
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name not in self.get_autocomplete_fields(request):
            field.iterator = partial(SharedChoices, read=[])
            field.widget.choices = field.choices
        return field


class KeptRows:
    """What the verbs of the portal write: looked at, never added, changed or removed by hand."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class KeptInline(KeptRows, TabularInline):
    """Rows of a whole that are only looked at."""

    can_delete = False


class StackedInline(Fields, admin.StackedInline):
    extra = 0


class ModelAdmin(Fields, admin.ModelAdmin):
    """A list in a constant number of queries: keys that it shows are joined, rows are counted once."""

    show_full_result_count = False
    list_per_page = 50
    empty_value_display = "–"

    def get_list_select_related(self, request):
        if self.list_select_related:
            return self.list_select_related
        return [name for name in self.get_list_display(request) if name in self._keys()]

    def _keys(self) -> set[str]:
        return {field.name for field in self.opts.fields if field.many_to_one or field.one_to_one}


class Outward(ExportMixin):
    """Export, remembered in the trail; what an import could write past the verbs stays out."""

    export_formats = (XLSX, CSV, JSON)

    def get_export_data(self, file_format, request, queryset, **kwargs):
        data = super().get_export_data(file_format, request, queryset, **kwargs)
        audit.record(request.user, "admin.exported", f"{self.opts.label} ({queryset.count()})", request)
        return data


class Exchange(Outward, ImportExportMixin):
    """Import and export, both remembered in the trail."""

    import_formats = (XLSX, CSV, JSON)

    def process_result(self, result, request):
        audit.record(request.user, "admin.imported", f"{self.opts.label} ({result.total_rows})", request)
        return super().process_result(result, request)


class Changes(HistoricalRecordContextHelper):
    """What a version changed, as people read it: the words of a choice, and a dash where nothing stood."""

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        if value is None or isinstance(value, DeletedObject) and value.pk is None:
            return "–"  # the library calls an empty key a deleted row
        words = dict(self.model._meta.get_field(change.field).flatchoices or [])
        return value if isinstance(value, list) else words.get(value, value)


class HistoryAdmin(SimpleHistoryAdmin, ModelAdmin):
    """For models with history."""

    history_list_per_page = 50

    def history_form_view(self, request, *args, **kwargs):
        if request.method == "POST":  # the library asks only for the right to look
            raise PermissionDenied
        return super().history_form_view(request, *args, **kwargs)

    def revert_disabled(self, request, obj=None):
        """Versions are read. Writing an old one back would pass by the rules, rights included."""
        return True

    def get_historical_record_context_helper(self, request, historical_record):
        return Changes(self.model, historical_record)

    def get_history_queryset(self, *args, **kwargs):
        # simple-history forgets who did it on models without keys of their own.
        return super().get_history_queryset(*args, **kwargs).select_related("history_user")


class KeptAdmin(KeptRows, ModelAdmin):
    """Rows that the verbs of the portal write."""


class ExchangeAdmin(Exchange, ModelAdmin):
    """With import and export."""


class OutwardAdmin(Outward, HistoryAdmin):
    """With history and export: rows come in by forms and verbs alone."""


class FullAdmin(Exchange, HistoryAdmin):
    """With history, import and export."""
