"""What a person was told, newest first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mailing import choosing
from mailing.links import Reader
from members import actions

ROWS = 20


@require_safe
def notices(request):
    """My notices; looking at the list marks nothing."""
    mine = request.user.notices.all()
    context = {
        "page": Paginator(mine, ROWS).get_page(request.GET.get("page")),
        "has_unread": mine.unread().exists(),
    }
    return render(request, "members/notices/list.html", context)


@require_POST
def open_notice(request, pk):
    """Mark one as read and go where it leads."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    actions.mark_read(person=request.user, notices=request.user.notices.filter(pk=pk))
    return redirect(notice.address)


@require_POST
def read_all(request):
    """Mark every notice as read."""
    actions.mark_read(person=request.user, notices=request.user.notices.all())
    messages.success(request, _("All notices are marked as read."))
    return redirect("members:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request):
    """What comes by mail too, kind by kind, and how often."""
    if not request.user.email:
        messages.info(request, _("Your account has no e-mail address yet."))
        return redirect("members:notices")
    reader = Reader(request.user.email, request.user.language, "")
    return choosing.page(request, reader, "members/notices/mail.html")
