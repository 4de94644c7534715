"""Meetings: the list, one page a meeting with attendance, agenda and action items, and its small verbs."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import invitations, rules
from committee.actions import follow_up
from committee.actions import meetings as verbs
from committee.forms.meetings import AttendanceForm, CancelForm, MeetingForm
from committee.models import ActionItem, Attendance, Meeting, Seat
from committee.quorum import presence
from committee.views.meeting_page import new_action_form, page_of
from kit import calendars
from kit.refusals import carried_out

A_PAGE = 20


@require_safe
def meetings(request):
    """Meetings to come, and those that are over with their minutes."""
    if not rules.may_keep_meetings(request.user):
        raise PermissionDenied
    visible = Meeting.objects.visible_to(request.user)
    past = visible.exclude(state=Meeting.State.SCHEDULED).select_related("record")
    context = {
        "to_come": visible.to_come(),
        "past": Paginator(past, A_PAGE).get_page(request.GET.get("page")),
        "may_keep": True,
        "open_actions": ActionItem.objects.open().visible_to(request.user).count(),
    }
    return render(request, "committee/meetings.html", context)


@require_safe
def meeting(request, pk):
    """Everything of one meeting, for a phone in a call."""
    meeting = visible_meeting(request, pk)
    return render(request, "committee/meeting.html", page_of(request.user, meeting))


def new_meeting(request):
    """Call a meeting besides the monthly ones."""
    if not rules.may_keep_meetings(request.user):
        raise PermissionDenied
    return answer(
        request,
        MeetingForm(request.POST or None),
        partial(verbs.schedule, by=request.user, request=request),
        title=_("Call a meeting"),
        lead=_("Representatives and alternates get an invitation for their calendar."),
        done=_("The meeting is called, and the invitations are on their way."),
    )


def change_meeting(request, pk):
    """Another time, place or way; all who were invited get the new version."""
    meeting = kept_meeting(request, pk)
    return answer(
        request,
        MeetingForm(request.POST or None, initial=MeetingForm.of(meeting)),
        partial(verbs.change, meeting=meeting, by=request.user, request=request),
        title=_("Change the meeting"),
        lead=_("All who were invited get the new version for their calendar."),
        done=_("The change is kept, and the new invitations are on their way."),
        meeting=meeting,
    )


def cancel_meeting(request, pk):
    """Call it off, with a reason."""
    meeting = kept_meeting(request, pk)
    return answer(
        request,
        CancelForm(request.POST or None),
        partial(verbs.cancel, meeting=meeting, by=request.user, request=request),
        title=_("Cancel the meeting"),
        lead=_("Its topics go to the next meeting."),
        done=_("The meeting is cancelled, and all who were invited are told."),
        meeting=meeting,
    )


@require_POST
def open_meeting(request, pk):
    """It begins."""
    return _step(request, pk, verbs.open_meeting, _("The meeting is open."))


@require_POST
def close_meeting(request, pk):
    """It ends."""
    return _step(request, pk, verbs.close_meeting, _("The meeting is closed. Draft its minutes now."))


@require_POST
def attendance(request, pk):
    """One tap: who is there for one seat."""
    meeting = kept_meeting(request, pk)
    form = AttendanceForm(request.POST)
    if not form.is_valid() or form.cleaned_data["status"] not in Attendance.Status:
        raise Http404
    seat = get_object_or_404(
        Seat.objects.select_related("representative", "alternate", "province"), pk=form.cleaned_data["seat"]
    )
    verb = partial(verbs.record_attendance, seat=seat, status=form.cleaned_data["status"])
    try:
        verb(meeting=meeting, by=request.user, request=request)
    except verbs.NotNow:
        messages.warning(request, _too_late())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_meeting(meeting, "attendance")


@require_POST
def add_action(request, pk):
    """Something agreed on the spot."""
    meeting = kept_meeting(request, pk)
    form = new_action_form(meeting, presence(meeting), meeting.items.all(), request.POST)
    if not form.is_valid():
        return render(request, "committee/meeting.html", page_of(request.user, meeting, form), status=422)
    follow_up.add_action(meeting=meeting, by=request.user, request=request, **form.cleaned_data)
    messages.success(request, _("The action item is kept, and its owner has been told."))
    return to_meeting(meeting, "actions")


@require_safe
def actions(request):
    """Open action items that I may read, the most urgent first; what I finished lately."""
    visible = ActionItem.objects.visible_to(request.user).select_related("owner", "province", "meeting")
    context = {
        "open": visible.open(),
        "done": visible.filter(done_at__isnull=False).order_by("-done_at", "-pk")[:A_PAGE],
        "today": kit.today(),
        "may_keep": rules.may_keep_meetings(request.user),
    }
    return render(request, "committee/actions.html", context)


@require_POST
def finish_action(request, pk):
    """It is done."""
    action = get_object_or_404(ActionItem.objects.visible_to(request.user), pk=pk)
    follow_up.finish(action=action, by=request.user, request=request)
    messages.success(request, _("Marked as done."))
    if request.POST.get("back", "").isdigit() and rules.may_keep_meetings(request.user):
        return redirect(f"{Meeting(pk=int(request.POST['back'])).get_absolute_url()}#actions")
    return redirect("committee:actions")


@require_safe
def invitation(request, pk):
    """The meeting as a calendar file."""
    meeting = visible_meeting(request, pk)
    content = calendars.feed(_("Meeting of the POCC"), [invitations.event_of(meeting)])
    return calendars.answer(content, f"pocc-{meeting.pk}")


def visible_meeting(request, pk):
    """The meeting, for who may read it; 404 for everybody else."""
    return get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)


def kept_meeting(request, pk):
    """The meeting, for who may act as its secretary."""
    meeting = visible_meeting(request, pk)
    if not rules.may_keep_meetings(request.user):
        raise PermissionDenied
    return meeting


def to_meeting(meeting, part):
    return redirect(f"{meeting.get_absolute_url()}#{part}")


def _too_late():
    return _("The meeting has moved on meanwhile. Nothing was changed.")


def _step(request, pk, verb, done):
    meeting = kept_meeting(request, pk)
    try:
        verb(meeting=meeting, by=request.user, request=request)
    except verbs.NotNow:
        messages.warning(request, _too_late())
    else:
        messages.success(request, done)
    return redirect(meeting)


def answer(request, form, verb, *, title, lead, done, meeting=None):
    """Show a form; once it is filled in, carry out the verb with it, and go to the meeting."""
    try:
        is_done, result = carried_out(request, form, verb, done=done)
    except verbs.NotNow:
        messages.warning(request, _too_late())
        return redirect(meeting)
    if is_done:
        return redirect(result if isinstance(result, Meeting) else result.meeting)
    context = {"form": form, "title": title, "lead": lead, "meeting": meeting}
    return render(request, "committee/meeting_form.html", context, status=422 if form.errors else 200)
