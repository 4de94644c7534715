"""A person's one page to membership: profile, service, conditions, application."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import kit
from members import actions
from members.forms.application import LONGEST, AnswerForm, NoteForm
from members.models import Service
from members.way import way_of


def application(request):
    """The steps, and what the person does with them."""
    if request.method == "POST":
        return _act(request)
    return _page(request)


def _page(request, *, note_form=None, answer_form=None, unmet=()):
    person = request.user
    way = way_of(person, kit.today())
    services = Service.objects.of(person).select_related("team__province", "confirmed_by", "refused_by")
    context = {
        "way": way,
        "steps": way.application.steps.select_related("by", "policy") if way.application else (),
        "today": kit.today(),
        "services": services.prefetch_related("criteria"),
        "was_refused": Service.objects.of(person).refused().exists,
        "unmet": unmet,
        "has_name": bool(person.name_ar or person.name_latin),
        "has_position": bool(person.position_ar or person.position_en),
        "note_form": note_form or NoteForm(initial={"note": way.note}),
        "answer_form": answer_form or AnswerForm(),
    }
    is_refused = unmet or (note_form and note_form.errors) or (answer_form and answer_form.errors)
    return render(request, "members/application.html", context, status=422 if is_refused else 200)


def _act(request):
    verbs = {
        "save": _save,
        "submit": _submit,
        "answer": _answer,
        "withdraw": _withdraw,
        "take_back": _take_back,
    }
    verb = verbs.get(request.POST.get("then"))
    if verb is None:
        return _page(request)
    try:
        return verb(request)
    except actions.AlreadyDecided:
        messages.warning(request, _("Your application has moved on meanwhile. Nothing was changed."))
    except actions.NotReady as refusal:
        unmet = [condition for condition in refusal.conditions if not condition.is_met]
        return _page(
            request, note_form=NoteForm(initial={"note": request.POST.get("note", "")[:LONGEST]}), unmet=unmet
        )
    return redirect("members:application")


def _save(request):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, note_form=form)
    actions.keep_note(person=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Your words are kept. Nobody else reads them until you submit."))
    return redirect("members:application")


def _submit(request):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, note_form=form)
    actions.submit(person=request.user, note=form.cleaned_data["note"], request=request)
    messages.success(request, _("Your application is submitted. You will be told of the decision by e-mail."))
    return redirect("members:application")


def _own(request, *states):
    found = request.user.applications.filter(state__in=states).first()
    if found is None:
        raise actions.AlreadyDecided
    return found


def _answer(request):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, answer_form=form)
    application = _own(request, "asked")
    actions.answer(
        application=application, by=request.user, text=form.cleaned_data["answer"], request=request
    )
    messages.success(request, _("Your answer is on its way to the committee."))
    return redirect("members:application")


def _withdraw(request):
    application = _own(request, "draft", "submitted", "asked")
    actions.withdraw(application=application, by=request.user, request=request)
    messages.success(request, _("Your application is withdrawn. You may apply again at any time."))
    return redirect("members:application")


def _take_back(request):
    """A service that was declared wrongly."""
    pk = request.POST.get("service", "")
    try:
        actions.take_back(pk=int(pk) if pk.isdecimal() else None, by=request.user, request=request)
    except actions.AlreadyAnswered:
        messages.warning(request, _("This service has been answered already. Nothing was changed."))
    else:
        messages.success(request, _("Your service is taken back. You can declare it again."))
    return redirect("members:application")
