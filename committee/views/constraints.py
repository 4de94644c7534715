"""Shared constraints and questions of law: the list, one page each, its letters; priorities and picks."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import constraint_letter, rules
from committee.actions import constraints as verbs
from committee.forms.constraints import (
    AnswerForm,
    BodyForm,
    JoinForm,
    LetterForm,
    MergeForm,
    ReportForm,
    ResolveForm,
)
from committee.models import Constraint, Letter, Pick, Priority
from kit.files.serving import disposition
from kit.refusals import carried_out
from members.models import Province

SHOWN = 20


@require_safe
def constraints(request):
    """What is open, and whom it waits for; what was resolved; the priorities and picks of the committee."""
    today = kit.today()
    visible = Constraint.objects.visible_to(request.user).leading().select_related("body", "law")
    counted = visible.annotate(provinces=Count("reports", distinct=True))
    waiting = [with_days(one, today) for one in counted.filter(resolved_at__isnull=True)]
    context = {
        "open": waiting,
        "resolved": counted.filter(resolved_at__isnull=False).order_by("-resolved_at")[:SHOWN],
        "priorities": Priority.objects.in_force(today),
        "picks": Pick.objects.select_related("province")[:SHOWN],
        "may_report": request.user.is_staff or bool(rules.provinces_of(request.user)),
    }
    return render(request, "committee/constraints.html", context)


def report(request):
    """Report what holds a province back."""
    provinces = provinces_for(request)
    if not provinces.exists():
        if not request.user.is_staff:
            raise PermissionDenied
        messages.warning(request, _("No province is entered yet. Add the provinces in the administration."))
        return redirect("committee:constraints")
    form = ReportForm(request.POST or None, provinces=provinces)
    verb = partial(verbs.report, by=request.user, request=request)
    return answer(
        request, form, verb, title=_("Report a constraint"), done=_("It is kept. Other provinces can join.")
    )


@require_safe
def constraint(request, pk):
    """One constraint: provinces, letters, answer, and what may be done next."""
    found = visible_constraint(request, pk)
    return render(
        request,
        "committee/constraint.html",
        {
            "constraint": with_days(found, kit.today()),
            "reports": found.reports.select_related("province", "by"),
            "letters": found.letters.select_related("body"),
            "merged": found.merged.all(),
            "may_keep": rules.may_keep_meetings(request.user),
            "may_join": found.waits_for
            and provinces_for(request).exclude(pk__in=found.reports.values("province")).exists(),
            "missing": verbs.why_not_raisable(found),
        },
    )


def join(request, pk):
    """My province too."""
    found = visible_constraint(request, pk)
    form = JoinForm(request.POST or None, provinces=provinces_for(request))
    verb = partial(verbs.join, constraint=found, by=request.user, request=request)
    return answer(
        request, form, verb, found, title=_("My province too"), done=_("Your province is among them.")
    )


def merge(request, pk):
    """This is the same as another one."""
    found = kept_constraint(request, pk)
    form = MergeForm(request.POST or None, constraint=found)
    verb = partial(verbs.merge, constraint=found, by=request.user, request=request)
    return answer(request, form, verb, found, title=_("Merge with another one"), done=_("They are one now."))


def letter_new(request, pk):
    """Draft the letter to a body."""
    found = kept_constraint(request, pk)
    form = BodyForm(request.POST or None)
    verb = partial(verbs.draft_letter, constraint=found, by=request.user, request=request)
    return answer(
        request,
        form,
        verb,
        found,
        title=_("Draft a letter"),
        done=_("The letter is drafted in both languages. Read it and mend it."),
    )


def letter(request, pk):
    """The words of a letter, until it is sent."""
    found = get_object_or_404(Letter.objects.select_related("constraint", "body"), pk=pk)
    kept_constraint(request, found.constraint_id)
    form = LetterForm(request.POST or None, initial=LetterForm.of(found))
    verb = partial(verbs.revise_letter, letter=found, by=request.user, request=request)
    return answer(request, form, verb, found.constraint, title=found.reference, done=_("The letter is kept."))


@require_POST
def letter_sent(request, pk):
    """It was signed and left."""
    found = get_object_or_404(Letter.objects.select_related("constraint"), pk=pk)
    kept_constraint(request, found.constraint_id)
    try:
        verbs.send_letter(letter=found, by=request.user, request=request)
    except verbs.NotNow:
        messages.warning(request, too_late())
    else:
        messages.success(request, _("It is raised, and the affected provinces have been told."))
    return redirect("committee:constraint", pk=found.constraint_id)


@require_safe
def letter_pdf(request, pk, language):
    """The letter as a PDF in Arabic or English."""
    if language not in ("ar", "en"):
        raise Http404
    found = get_object_or_404(Letter.objects.select_related("constraint", "body"), pk=pk)
    visible_constraint(request, found.constraint_id)
    name = f"{found.reference.replace('/', '-')}-{language}.pdf"
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    content = constraint_letter.as_pdf(found, language)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def keep_answer(request, pk):
    """What the body answered."""
    found = kept_constraint(request, pk)
    verb = partial(verbs.keep_answer, constraint=found, by=request.user, request=request)
    form = AnswerForm(request.POST or None)
    return answer(request, form, verb, found, title=_("Keep the answer"), done=_("The answer is kept."))


def resolve(request, pk):
    """How it ended."""
    found = kept_constraint(request, pk)
    verb = partial(verbs.resolve, constraint=found, by=request.user, request=request)
    form = ResolveForm(request.POST or None)
    return answer(
        request, form, verb, found, title=_("Resolve it"), done=_("It is resolved, and all are told.")
    )


def visible_constraint(request, pk):
    found = Constraint.objects.visible_to(request.user).select_related(
        "body", "law", "merged_into", "reported_by"
    )
    return get_object_or_404(found, pk=pk)


def kept_constraint(request, pk):
    found = visible_constraint(request, pk)
    if not rules.may_keep_meetings(request.user):
        raise PermissionDenied
    return found


def provinces_for(request):
    """Provinces for which this person may speak."""
    if request.user.is_staff:
        return Province.objects.all()
    return Province.objects.filter(pk__in=rules.provinces_of(request.user))


def with_days(constraint, on):
    constraint.days = constraint.days_waiting(on)
    return constraint


def too_late():
    return _("It has moved on meanwhile. Nothing was changed.")


def answer(request, form, verb, constraint=None, *, title, done):
    """Show a form; once it is filled in, carry out the verb with it, and go to the constraint."""
    try:
        is_done, result = carried_out(request, form, verb, done=done)
    except verbs.NotNow:
        messages.warning(request, too_late())
        return redirect("committee:constraint", pk=constraint.pk)
    if is_done:
        return redirect("committee:constraint", pk=getattr(result, "constraint_id", None) or result.pk)
    context = {"form": form, "title": title, "constraint": constraint}
    return render(request, "committee/constraint_form.html", context, status=422 if form.errors else 200)
