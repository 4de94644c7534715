"""Topics of a meeting: their words, order, state and papers; the minutes that come of them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import minutes_draft
from committee.actions import agenda
from committee.actions import minutes as minutes_verbs
from committee.forms.meetings import ItemForm, ItemRecordForm, MinutesForm, PaperForm
from committee.models import AgendaItem, Minutes, Paper
from committee.since import since
from committee.views.meetings import answer, kept_meeting, to_meeting, visible_meeting
from kit.files import Refused, serve
from kit.files.serving import disposition


def new_item(request, pk):
    """A topic at the end of the agenda."""
    meeting = kept_meeting(request, pk)
    return answer(
        request,
        ItemForm(request.POST or None),
        partial(agenda.add_item, meeting=meeting, by=request.user, request=request),
        title=_("Add a topic"),
        lead=_("It comes last; move it up on the meeting's page."),
        done=_("The topic is on the agenda."),
        meeting=meeting,
    )


def item(request, pk):
    """Other words for a topic, another time, and what came of it."""
    item = kept_item(request, pk)
    return answer(
        request,
        ItemRecordForm(request.POST or None, item=item),
        partial(agenda.change_item, item=item, by=request.user, request=request),
        title=_("Change the topic"),
        lead=item.title,
        done=_("The topic is kept."),
        meeting=item.meeting,
    )


@require_safe
def item_since(request, pk):
    """What happened since the decision at which a topic looks back."""
    found = get_object_or_404(AgendaItem.objects.exclude(looks_back_at=None), pk=pk)
    item = kept_item(request, found.pk)
    motion = item.looks_back_at
    context = {"item": item, "meeting": item.meeting, "motion": motion, "told": since(motion, kit.today())}
    return render(request, "committee/since.html", context)


@require_POST
def item_state(request, pk):
    """Take a topic up, finish it, postpone it."""
    item, state = kept_item(request, pk), request.POST.get("state")
    if state not in AgendaItem.State:
        raise Http404
    _try(request, partial(agenda.set_state, item=item, by=request.user, state=state, request=request))
    return to_meeting(item.meeting, "agenda")


@require_POST
def item_up(request, pk):
    """One place earlier."""
    item = kept_item(request, pk)
    _try(request, partial(agenda.move_up, item=item, by=request.user, request=request))
    return to_meeting(item.meeting, "agenda")


def item_paper(request, pk):
    """Lay a paper beside a topic."""
    item = kept_item(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["paper"]
        try:
            agenda.attach_paper(item=item, upload=upload, by=request.user, request=request)
        except Refused as refusal:
            form.add_error("paper", str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The paper is there for all seats to read."))
            return to_meeting(item.meeting, "agenda")
    context = {"form": form, "title": _("Add a paper"), "lead": item.title, "meeting": item.meeting}
    return render(request, "committee/meeting_form.html", context, status=422 if form.errors else 200)


@require_safe
def paper(request, uuid):
    """A paper, for who may read the meeting."""
    found = get_object_or_404(Paper.objects.visible_to(request.user), uuid=uuid)
    return serve(request, found.path, found.name, found.content_type, etag=found.sha256)


def minutes(request, pk):
    """The minutes of a meeting: their newest words, their versions, and a form until they are approved."""
    meeting = visible_meeting(request, pk)
    record = Minutes.objects.filter(meeting=meeting).select_related("approved_in").first()
    newest = record.newest if record else None
    initial = {"text_ar": newest.text_ar, "text_en": newest.text_en} if newest else None
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        verb = partial(minutes_verbs.revise_minutes, meeting=meeting, by=request.user, request=request)
        if _try(request, partial(verb, **form.cleaned_data)):
            messages.success(request, _("This version is kept."))
        return redirect("committee:minutes", pk=meeting.pk)
    context = {
        "meeting": meeting,
        "record": record,
        "newest": newest,
        "revisions": record.revisions.select_related("written_by").order_by("-number") if record else [],
        "form": form,
    }
    return render(request, "committee/minutes.html", context, status=422 if form.errors else 200)


@require_POST
def minutes_draft_again(request, pk):
    """Draft them from what was recorded."""
    meeting = kept_meeting(request, pk)
    if _try(request, partial(minutes_verbs.draft_minutes, meeting=meeting, by=request.user, request=request)):
        messages.success(request, _("The draft is written in both languages. Read it and mend it."))
        return redirect("committee:minutes", pk=meeting.pk)
    return redirect(meeting)


@require_POST
def minutes_approve(request, pk):
    """A later meeting approves them; `at` names it."""
    record = get_object_or_404(Minutes.objects.select_related("meeting"), meeting=kept_meeting(request, pk))
    at = request.POST.get("at", "")
    meeting = kept_meeting(request, int(at) if at.isdigit() else 0)
    verb = partial(minutes_verbs.approve_minutes, minutes=record, at_meeting=meeting, by=request.user)
    if _try(request, partial(verb, request=request)):
        messages.success(request, _("The minutes are approved. Nothing of them changes any more."))
    return redirect(meeting)


@require_safe
def minutes_pdf(request, pk, language):
    """The minutes as a PDF in Arabic or English."""
    if language not in ("ar", "en"):
        raise Http404
    meeting = visible_meeting(request, pk)
    records = Minutes.objects.select_related("meeting", "approved_in").filter(revisions__isnull=False)
    record = get_object_or_404(records.distinct(), meeting=meeting)
    content = minutes_draft.as_pdf(record, language)
    name = f"minutes-{kit.day_of(meeting.starts_at)}-{language}.pdf"
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def kept_item(request, pk):
    """The topic, for who may act as secretary of its meeting."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting", "motion", "looks_back_at"), pk=pk)
    item.meeting = kept_meeting(request, item.meeting_id)
    return item


def _try(request, verb):
    """Carry a verb out; what it refuses is said above the page. Returns whether it was done."""
    try:
        verb()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except minutes_verbs.Locked:
        messages.warning(request, _("The minutes are approved: nothing of this meeting changes any more."))
    else:
        return True
    return False
