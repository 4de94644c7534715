"""Conversations between two members, blocks, and what staff were shown."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import kit
from kit.bilingual import in_language
from kit.digits import latin
from kit.formats import clock_time, moment
from members import actions, rules
from members.forms.messages import MessageForm, ReportForm
from members.models import Message, MessageReport, User

ROWS = 20
SHOWN = 30  # messages of a conversation at once

may_show_and_act = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def conversations(request):
    """Whom I write with: their last words, and what I have not read."""
    page = Paginator(Message.objects.newest_of_each(request.user), ROWS).get_page(request.GET.get("page"))
    rows = [
        {
            "message": message,
            "person": message.recipient if message.sender_id == request.user.pk else message.sender,
            "is_mine": message.sender_id == request.user.pk,
        }
        for message in page
    ]
    return render(request, "members/messages/list.html", {"page": page, "rows": rows})


@may_show_and_act
def conversation(request, public_id):
    """What two people wrote to each other, the newest at the bottom, and the box for the next words."""
    person = _person(request, public_id)
    if request.method == "POST":
        return _send(request, person)
    return _page(request, person, MessageForm(initial={"form_key": uuid.uuid4()}))


@require_safe
def write(request, public_id):
    """The box in which one writes to this person."""
    return redirect(_box(_person(request, public_id)))


@require_POST
def read(request, public_id):
    """The words of this person are seen; a script asks for nothing in return."""
    person = _person(request, public_id)
    actions.read_conversation(person=request.user, other=person)
    return HttpResponse() if request.htmx else redirect(_box(person))


@require_POST
def block(request, public_id):
    """Hear nothing from this person any more, or again."""
    is_undone = "undo" in request.POST
    person = get_object_or_404(User, public_id=public_id) if is_undone else _person(request, public_id)
    if is_undone:
        actions.unblock(person=request.user, blocked=person)
        messages.success(request, _("You have lifted the block."))
    else:
        actions.block(person=request.user, blocked=person)
        messages.success(request, _("Blocked. This person is not told."))
    is_of_list = request.POST.get("next") == "blocks"
    return redirect("members:blocks") if is_of_list else redirect("members:conversation", person.public_id)


@require_safe
def blocks(request):
    """Whom I have blocked."""
    mine = request.user.blocks.select_related("blocked")
    page = Paginator(mine, ROWS).get_page(request.GET.get("page"))
    return render(request, "members/messages/blocks.html", {"page": page})


@may_show_and_act
def report(request, pk):
    """Show one message to Taqadum staff, with the reason."""
    message = get_object_or_404(request.user.messages.select_related("sender"), pk=pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.report(message=message, by=request.user, reason=form.cleaned_data["reason"], request=request)
        messages.success(request, _("Taqadum staff have been told. You may also block this person."))
        return redirect("members:conversation", message.sender.public_id)
    context = {"message": message, "form": form}
    return render(request, "members/messages/report.html", context, status=422 if form.errors else 200)


@require_safe
def reports(request):
    """What staff were shown: what waits first, then what was dealt with."""
    if not rules.may_read_reports(request.user):
        raise PermissionDenied
    shown = MessageReport.objects.waiting_first().select_related(
        "message__sender", "message__recipient", "by", "closed_by"
    )
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    return render(request, "members/messages/reports.html", {"page": page})


@require_POST
def close_report(request, pk):
    """Dealt with."""
    if not rules.may_read_reports(request.user):
        raise PermissionDenied
    actions.close_report(report=get_object_or_404(MessageReport, pk=pk), by=request.user, request=request)
    messages.success(request, _("Marked as dealt with."))
    return redirect("members:reports")


def _person(request, public_id):
    person = get_object_or_404(User, public_id=public_id)
    if not rules.may_open_conversation(request.user, person):
        raise Http404
    return person


def _box(person):
    return reverse("members:conversation", args=[person.public_id]) + "#write"


def _send(request, person):
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        actions.send(sender=request.user, recipient=person, request=request, **form.cleaned_data)
    except PermissionDenied:
        return _page(request, person, form, status=403)
    except actions.TooMany as limit:
        form.add_error("body", too_many(limit.until))
        return _page(request, person, form, status=429)
    return redirect(_box(person))


def too_many(until):
    """That one has written much, and from when one may go on."""
    is_today = kit.day_of(until) == kit.today()
    words = _("You have written much in a short time. Your text is kept here: send it after %(time)s.")
    return words % {"time": clock_time(until) if is_today else moment(until)}


def _page(request, person, form, status=200):
    exchanged = Message.objects.between(request.user, person)
    before = latin(request.GET.get("before", ""))
    anchor = exchanged.filter(pk=before).first() if before.isdecimal() and len(before) < 19 else None
    shown = exchanged.before(anchor) if anchor else exchanged
    rows = list(shown.order_by("-at", "-pk")[: SHOWN + 1])
    has_earlier, rows = len(rows) > SHOWN, rows[:SHOWN][::-1]
    may_write = rules.may_write_to(request.user, person)
    unread = [row.pk for row in rows if row.recipient_id == request.user.pk and row.read_at is None]
    context = {
        "person": person,
        "position": in_language(person, "position", get_language()),
        "rows": rows,
        "first_unread": unread[0] if unread else None,
        "earlier": rows[0].pk if has_earlier else None,
        "is_newest": anchor is None,
        "form": form,
        "may_write": may_write,
        "is_member": may_write or rules.is_member(request.user),
        "is_blocked": request.user.blocks.filter(blocked=person).exists(),
    }
    return render(request, "members/messages/conversation.html", context, status=status)
