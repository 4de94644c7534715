"""Folders of documents for Taqadum staff: brought, shown row by row, confirmed or thrown away."""

from contextlib import closing

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.admin import KeptAdmin
from kit.files.refusal import StorageAway
from kit.files.serving import disposition
from library import rules
from library.actions import intake
from library.forms.intake import DocumentsForm
from library.importing import reasons, writing
from library.models import DocumentImport, DocumentRow

ROWS = 50
SHIFTED = "shifted"


def _for_staff(view):
    def guarded(self, request, *args, **kwargs):
        if not rules.may_import(request.user):
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return guarded


@admin.register(DocumentImport)
class DocumentImportAdmin(KeptAdmin):
    """Who brought what, when, and what came of it."""

    list_display = ["shown_name", "folder", "by", "at", "for_review", "confirmed_at", "done_at"]
    list_display_links = None
    list_select_related = ["by"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "for_review"]
    search_fields = ["name", "folder", "by__name_key"]
    date_hierarchy = "at"
    change_list_template = "library/admin/imports.html"

    def get_urls(self):
        views = [
            ("new/", self.new, "new"),
            ("template.<str:ending>", self.template, "template"),
            ("<int:pk>/rows/", self.rows, "rows"),
            ("<int:pk>/confirmation/", self.confirm, "confirm"),
            ("<int:pk>/removal/", self.discard, "discard"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"library_documentimport_{name}")
            for route, view, name in views
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("sheet"), ordering="name")
    def shown_name(self, brought):
        return format_html('<a href="{}"><bdi>{}</bdi></a>', _address(brought), brought.name)

    @_for_staff
    def new(self, request):
        """The folder is looked at and every row judged; nothing changes before it is confirmed."""
        form = DocumentsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            words = form.cleaned_data
            given = {name: words[name] for name in ("sheet", "folder", "name", "for_review")}
            try:
                with closing(words["folder"]):
                    return redirect(_address(intake.bring(by=request.user, request=request, **given)))
            except StorageAway as away:
                form.add_error(None, str(away))
        return self._page(request, "import_new", _("Import documents"), form.errors, form=form)

    def _page(self, request, template, title, is_wrong=False, **words):
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | words
        status = 422 if is_wrong else 200
        return TemplateResponse(request, f"library/admin/{template}.html", context, status=status)

    @_for_staff
    def rows(self, request, pk):
        """Before confirming what would happen, afterwards what did."""
        return _rows_page(self, request, get_object_or_404(DocumentImport, pk=pk))

    @_for_staff
    def confirm(self, request, pk):
        return _act(request, pk, intake.confirm, _("The import is confirmed."))

    @_for_staff
    def discard(self, request, pk):
        return _act(request, pk, intake.discard_import, _("The import is thrown away. Nothing was changed."))

    @_for_staff
    def template(self, request, ending):
        """The empty sheet, with headings in the reader's language."""
        if ending not in writing.CONTENT_TYPES:
            raise Http404
        response = HttpResponse(writing.template(ending), content_type=writing.CONTENT_TYPES[ending])
        response["Content-Disposition"] = disposition(f"{_('Documents')}.{ending}")
        return response


def _address(brought):
    return reverse("admin:library_documentimport_rows", args=[brought.pk])


def _rows_page(model_admin, request, brought):
    fate, shown = request.GET.get("fate", ""), brought.rows.select_related("item")
    shifted = brought.rows.exclude(was="")
    if fate == SHIFTED:
        shown = shown.exclude(was="")
    elif fate in DocumentRow.Fate.values:
        shown = shown.filter(fate=fate, was="")
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.because = reasons.because(row)
    found = intake.results(brought)
    fates = [(one.value, one.label, found[one.value]) for one in DocumentRow.Fate if found[one.value]]
    if shifted := shifted.count():
        fates.append((SHIFTED, _("other than was shown"), shifted))
    words = {"brought": brought, "page": page, "fate": fate, "fates": fates}
    words["deeds"] = sum(found[one] for one in DocumentRow.Fate.deeds())
    return model_admin._page(request, "import_rows", brought.name, **words)


def _act(request, pk, verb, words):
    brought = get_object_or_404(DocumentImport, pk=pk)
    if request.method != "POST":
        return redirect(_address(brought))
    try:
        verb(brought=brought, by=request.user, request=request)
    except intake.NotShown:
        messages.warning(request, _("This import was confirmed already. Nothing was changed."))
        return redirect(_address(brought))
    messages.success(request, words)
    is_there = DocumentImport.objects.filter(pk=pk).exists()
    return redirect(_address(brought) if is_there else "admin:library_documentimport_changelist")


@admin.register(DocumentRow)
class DocumentRowAdmin(KeptAdmin):
    """Rows of all imports: where an item came from."""

    list_display = ["title", "number", "fate", "because", "document_import", "item"]
    list_select_related = ["document_import", "item__published_revision"]
    list_filter = ["fate"]
    search_fields = ["document_import__name"]
    ordering = ["-document_import", "number"]
    fields = ["document_import", "number", "title", "fate", "was", "because", "item", "done_at"]

    @admin.display(description=gettext_lazy("title"))
    def title(self, row):
        return format_html("<bdi>{}</bdi>", row.title)

    @admin.display(description=gettext_lazy("reason"))
    def because(self, row):
        return reasons.because(row)
