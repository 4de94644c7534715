"""The desk of subscribers, for staff: found, added by hand with proof, ended, taken along as a sheet."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import kit
from kit.files.serving import disposition
from kit.sheets import writing
from newsletter import actions, rules
from newsletter import readers as book
from newsletter.forms.readers import FindForm, ReaderForm
from newsletter.models import ReaderRow

A_PAGE = 25


def for_staff(view):
    """Addresses are for staff alone."""

    @wraps(view)
    def check(request, *args, **kwargs):
        if not rules.may_see_readers(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return check


@require_safe
@for_staff
def readers(request):
    """Who follows the newsletter, by address, state and language."""
    form, asked = _asked(request)
    page = Paginator(book.found(**asked), A_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.state = book.state_of(row)
    context = {"form": form, "page": page, "states": book.counts(), "asked": asked, "wants": _wants(asked)}
    return render(request, "newsletter/readers/list.html", context)


def _asked(request):
    form = FindForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("q", "language")}
    state = request.GET.get("state", "")
    return form, {**asked, "state": state if state in book.STATES else ""}


def _wants(asked):
    """What is asked, as the end of an address."""
    return urlencode({name: value for name, value in asked.items() if value})


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def add(request):
    """One reader by hand, with what they agreed to, where and when."""
    form = ReaderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {"address": data["email"], "language": data["language"], "proof": form.proof}
        fate = actions.add_reader(by=request.user, request=request, **words)
        if fate in ReaderRow.Fate.deeds():
            messages.success(request, _("Subscribed. The proof is kept beside the address."))
            return redirect("newsletter:readers")
        form.add_error("email", _("Nothing was changed: %(fate)s.") % {"fate": fate.label})
    return render(request, "newsletter/readers/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_staff
def reader(request, pk):
    """One subscription and the proof that its owner wanted it."""
    row = get_object_or_404(book.all_of_them().select_related("left_through__edition"), pk=pk)
    row.state = book.state_of(row)
    return render(request, "newsletter/readers/reader.html", {"row": row})


@require_POST
@for_staff
def end(request, pk):
    """Take somebody off the list who asked for it in another way than by the link."""
    row = get_object_or_404(book.all_of_them(), pk=pk)
    actions.end_subscription(subscription=row, by=request.user, request=request)
    messages.success(request, _("This address gets no more newsletters."))
    return redirect("newsletter:reader", pk=pk)


@require_safe
@for_staff
def export(request, ending):
    """What the list shows, with the proofs, as a sheet."""
    if ending not in writing.CONTENT_TYPES:
        raise Http404
    rows = book.found(**_asked(request)[1])
    content = book.sheet(rows, ending)
    actions.record_export(by=request.user, count=rows.count(), request=request)
    return as_file(content, f"{_('Subscribers')} {kit.today():%Y-%m-%d}", ending)


def as_file(content, name, ending):
    response = HttpResponse(content, content_type=writing.CONTENT_TYPES[ending])
    response["Content-Disposition"] = disposition(f"{name}.{ending}")
    return response
