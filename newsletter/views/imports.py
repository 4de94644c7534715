"""Lists of readers who agreed elsewhere: shown row by row with their proof, confirmed or thrown away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import limits
from kit.sheets import writing
from newsletter import actions, importing
from newsletter.forms.readers import ReadersForm
from newsletter.models import ReaderImport, ReaderRow
from newsletter.views.readers import as_file, for_staff

IMPORTS, ROWS = 20, 50
BROUGHT, AN_HOUR = 20, 3_600
SHIFTED = "shifted"


@require_safe
@for_staff
def imports(request):
    """What was brought, and what became of it."""
    brought = Paginator(ReaderImport.objects.select_related("by"), IMPORTS).get_page(request.GET.get("page"))
    return render(request, "newsletter/readers/imports.html", {"page": brought})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def new(request):
    """The sheet is read and every row judged; nothing changes before it is confirmed."""
    form = ReadersForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not limits.is_within(request, "readers", most=BROUGHT, seconds=AN_HOUR):
            return render(request, "429.html", status=429)
        if form.is_valid():
            kept = actions.bring(
                by=request.user,
                sheet=form.cleaned_data["file"],
                proof=form.proof,
                language=form.cleaned_data["language"],
                request=request,
            )
            return redirect("newsletter:reader_import", pk=kept.pk)
    status = 422 if form.errors else 200
    return render(request, "newsletter/readers/import_new.html", {"form": form}, status=status)


@require_safe
@for_staff
def one(request, pk):
    """The rows with their fates: before confirming what would happen, afterwards what did."""
    kept = get_object_or_404(ReaderImport.objects.select_related("by", "confirmed_by"), pk=pk)
    fate = request.GET.get("fate", "")
    shifted = kept.rows.shifted().count() if kept.done_at else 0
    context = {
        "kept": kept,
        "page": Paginator(_rows(kept, fate), ROWS).get_page(request.GET.get("page")),
        "fate": fate,
        "fates": _fates(kept, shifted),
        "shifted": shifted,
        "total": sum(kept.result.values()) + shifted,
        "deeds": sum(kept.result.get(fate, 0) for fate in ReaderRow.Fate.deeds()),
    }
    return render(request, "newsletter/readers/import.html", context)


def _rows(kept, fate):
    if fate == SHIFTED:
        return kept.rows.shifted()
    return kept.rows.filter(fate=fate, was="") if fate in ReaderRow.Fate.values else kept.rows.all()


def _fates(kept, shifted):
    """[(key, words, how many)] of the fates that occur."""
    found = [(fate.value, fate.label, kept.result.get(fate.value, 0)) for fate in ReaderRow.Fate]
    found.append((SHIFTED, _("left out, since something has changed"), shifted))
    return [one for one in found if one[2]]


@require_POST
@for_staff
def confirm(request, pk):
    """What was shown is carried out, once."""
    try:
        actions.confirm(reader_import=_kept(pk), by=request.user, request=request)
    except actions.NotShown:
        messages.warning(request, _("This list was confirmed already. Nothing was changed."))
    else:
        messages.success(request, _("The list is carried out."))
    return redirect("newsletter:reader_import", pk=pk)


@require_POST
@for_staff
def discard(request, pk):
    """The rows are thrown away, and nothing has changed."""
    try:
        actions.discard(reader_import=_kept(pk), by=request.user, request=request)
    except actions.NotShown:
        messages.warning(request, _("This list was confirmed already. Nothing was changed."))
        return redirect("newsletter:reader_import", pk=pk)
    messages.success(request, _("The list is thrown away. Nothing was changed."))
    return redirect("newsletter:reader_imports")


def _kept(pk):
    return get_object_or_404(ReaderImport, pk=pk)


@require_safe
@for_staff
def template(request, ending):
    """The empty sheet, with headings in the reader's language."""
    if ending not in writing.CONTENT_TYPES:
        raise Http404
    return as_file(importing.template(ending), _("Subscribers"), ending)
