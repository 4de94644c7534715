"""What a person was told, newest first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit.limits import client_ip
from members import actions

ROWS = 20


@require_safe
def notices(request):
    """My notices; looking at the list marks nothing."""
    mine = request.user.notices.all()
    context = {
        "page": Paginator(mine, ROWS).get_page(request.GET.get("page")),
        "has_unread": mine.unread().exists(),
        "wants_mail": actions.wants_mail(request.user),
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


@require_POST
def choose_mail(request):
    """Whether notices come by mail too."""
    is_wanted = request.POST.get("wanted") == "1"
    if request.user.email:
        consent = _("Send them by e-mail too")
        actions.choose_mail(
            person=request.user, is_wanted=is_wanted, consent_text=consent, ip=client_ip(request)
        )
    messages.success(
        request,
        _("Notices come by e-mail too.") if is_wanted else _("Notices stand here alone from now on."),
    )
    return redirect("members:notices")
