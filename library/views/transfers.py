"""The way of a practice into another province, page by page."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import kit
from committee.rules import provinces_of
from kit.refusals import carried_out
from library import actions, readiness, rules
from library.forms.transfers import BeginForm, LeadForm, StepForm, StopForm, VerifyForm
from library.models import Item, Step, Transfer
from library.outcome_picture import pictures
from library.reminders import due

DESK_ROWS = 100


@login_not_required
@require_safe
def transfer(request, pk):
    """Where it stands, what is next and whose turn it is; the public reads steps and outcomes alone."""
    found = visible_transfer(request, pk)
    record = readiness.Record.of(found)
    may_read = rules.may_read_record(request.user)
    part = rules.part_in(request.user, found)
    conditions = readiness.check(found, record, kit.today()) if may_read else []
    context = {
        "transfer": found,
        "record": record,
        "may_read_record": may_read,
        "part": part,
        "steps": _way(found),
        "conditions": conditions,
        "is_ready": readiness.is_ready(conditions),
        "next_step": found.next_step,
        "is_sources_turn": found.next_step == Step.AGREED,
        "may_declare": bool(part.sides) and found.is_open and found.step < Step.AGREED,
        "pictures": pictures(record.measures),
        "today": kit.today(),
    }
    return render(request, "library/transfer.html", context)


def _way(found):
    """The six steps, taken or not yet."""
    taken = {row.number: row for row in found.steps.select_related("by")}
    return [{"step": step, "taken": taken.get(step), "is_next": step == found.next_step} for step in Step]


@require_safe
def mine(request):
    """What my provinces take up, what is taken up from them, and what waits for somebody here."""
    ours = provinces_of(request.user)
    rows = list(Transfer.objects.of(ours).visible_to(request.user).for_list()[:DESK_ROWS])
    asked = {row.pk for row, _months, _day in due(on=kit.today(), of=ours)} if rows else set()
    for row in rows:
        row.waits = _waits(row, ours, asked)
    context = {
        "waiting": [row for row in rows if row.waits],
        "incoming": [row for row in rows if row.adopter_id in ours],
        "outgoing": [row for row in rows if row.source_id in ours],
        "to_verify": _to_verify(request.user, ours),
        "has_province": bool(ours),
    }
    return render(request, "library/transfers_mine.html", context)


def _waits(row, ours, asked):
    """What is asked of these provinces now; empty where nothing is."""
    if row.pk in asked and row.adopter_id in ours:
        return _("An outcome is due")
    if row.is_open and (row.source_id if row.next_step == Step.AGREED else row.adopter_id) in ours:
        return _("Next: %(step)s") % {"step": row.next_step.label}
    if row.step == Step.INTERESTED and row.is_open and row.source_id in ours:
        return _("Declare your facts for the fit check")
    return ""


def _to_verify(user, ours):
    """Achieved elsewhere, between two other provinces, for who holds a seat."""
    if not rules.open_seats(user):
        return []
    others = Transfer.objects.achieved().filter(verified_at__isnull=True).visible_to(user)
    for side in ("source", "adopter", "item__partners"):
        others = others.exclude(**{f"{side}__in": ours})
    return list(others.for_list()[:DESK_ROWS])


def begin(request, pk):
    """Take a practice up for one's province."""
    items = Item.objects.readable_by(request.user).select_related("province", "withdrawal")
    item = get_object_or_404(items.select_related("published_revision"), pk=pk)
    provinces = rules.adopting_provinces(request.user, item)
    if not provinces:
        raise PermissionDenied
    form = BeginForm(request.POST or None, provinces=provinces)
    verb = partial(actions.begin, item=item, by=request.user, request=request)
    return answer(
        request,
        form,
        verb,
        title=_("Adopt this in our province"),
        lead=item.published_revision.title,
        done=_("Your province takes it up. The source has been told. Next: the fit check."),
        back=item.get_absolute_url(),
    )


def step(request, pk):
    """Go on: what the next step needs, and a word on it."""
    found = visible_transfer(request, pk)
    if not rules.part_in(request.user, found).may_step:
        raise PermissionDenied
    form = StepForm(request.POST or None)
    verb = partial(actions.take_step, transfer=found, step=found.next_step, by=request.user, request=request)
    record = readiness.Record.of(found)
    conditions = readiness.check(found, record, kit.today())
    return answer(
        request,
        form,
        verb,
        found,
        title=found.next_step.label,
        done=_("The step is kept, and the other side is told."),
        extra={"conditions": conditions, "is_ready": readiness.is_ready(conditions)},
    )


def stop(request, pk):
    """It ends here, and says why."""
    return _ask(
        request,
        pk,
        StopForm,
        actions.stop,
        lambda part: part.may_stop,
        title=_("Stop this transfer"),
        done=_("It is stopped, and the other side is told why."),
    )


def verify(request, pk):
    """A third province has looked."""
    return _ask(
        request,
        pk,
        VerifyForm,
        actions.verify,
        lambda part: part.verifying,
        title=_("Verify what was achieved"),
        done=_("It is verified, and both provinces are told."),
    )


def hand_to(request, pk):
    """Another member of the province leads it."""
    return _ask(
        request,
        pk,
        LeadForm,
        actions.hand_to,
        lambda part: part.may_keep or part.may_report,
        title=_("Who leads this transfer"),
        done=_("The lead is kept."),
    )


def _ask(request, pk, form_class, verb, may, **words):
    """The form of a verb that has a transfer for its subject, for who may."""
    found = visible_transfer(request, pk)
    if not may(rules.part_in(request.user, found)):
        raise PermissionDenied
    form = form_class(request.POST or None, transfer=found)
    verb = partial(verb, transfer=found, by=request.user, request=request)
    return answer(request, form, verb, found, **words)


def visible_transfer(request, pk):
    """404 for who may not read the practice."""
    joined = Transfer.objects.visible_to(request.user).for_list()
    return get_object_or_404(joined.select_related("contact", "verified_by", "stopped_by"), pk=pk)


def answer(request, form, verb, found=None, *, title, done, lead="", back="", extra=None):
    """Show a form; once it is filled in, carry out the verb with it, and go to the transfer."""
    try:
        is_done, kept = carried_out(request, form, verb, done=done)
    except actions.NotNow:
        messages.warning(request, _("It has moved on meanwhile. Nothing was changed."))
        return redirect(found or back)
    if is_done:
        return redirect(found or kept)
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "transfer": found,
        "back": back or found.get_absolute_url(),
        **(extra or {}),
    }
    return render(request, "library/transfer_form.html", context, status=422 if form.errors else 200)
