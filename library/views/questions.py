"""Who has solved this? Open questions, one question with its answers, and the draft that comes of it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kit.refusals import carried_out
from library import actions, rules
from library.forms.questions import KINDS, AnswerForm, DraftOfQuestionForm, QuestionForm
from library.models import Answer, Question
from library.selection import Selection
from members.models import Criterion

ROWS = 20
SHELVES = {
    "open": capfirst(Question.State.OPEN.label),
    "solved": capfirst(Question.State.SOLVED.label),
    "mine": gettext_lazy("My questions"),
}


@require_safe
def questions(request):
    """Open ones first of all: whoever knows something answers."""
    if not rules.may_ask(request.user):
        raise PermissionDenied
    shelf = request.GET.get("show", "")
    shelf = shelf if shelf in SHELVES else "open"
    rows = _on(shelf, request.user).for_list()
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "shelves": [(name, title, name == shelf) for name, title in SHELVES.items()],
        "shelf": shelf,
    }
    return render(request, "library/questions.html", context)


def _on(shelf, user):
    visible = Question.objects.visible_to(user)
    if shelf == "mine":
        return visible.filter(asker=user)
    return visible.filter(state=shelf, hidden_at__isnull=True)


def ask(request):
    """Ask the network; what was looked for stands there already."""
    if not rules.may_ask(request.user):
        raise PermissionDenied
    form = QuestionForm(request.POST or None, initial=_looked_for(request.GET))
    verb = partial(actions.ask_network, by=request.user)
    done = _("Your question is on its way. You hear of every answer.")
    is_done, question = carried_out(request, form, verb, done=done)
    if is_done:
        return redirect(question)
    return render(request, "library/question_form.html", {"form": form}, status=422 if form.errors else 200)


def _looked_for(query):
    selection = Selection.read(query)
    numbers = selection.chosen["criterion"]
    criterion = Criterion.objects.filter(number=numbers[0]).first() if len(numbers) == 1 else None
    return {"title": selection.words, "criterion": criterion}


def question(request, pk):
    """The question and its answers; a POST answers."""
    found = _visible(request, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        verb = partial(actions.answer, question=found, by=request.user)
        return _deed(request, found, verb, form, done=_("Thank you. Who asked has been told."))
    return _page(request, found, form)


@require_POST
def solution(request, pk):
    """The asker says which answer solved it."""
    found = _visible(request, pk)
    number = request.POST.get("answer", "")
    answer = get_object_or_404(found.answers, pk=number if number.isdecimal() and len(number) < 15 else 0)
    verb = partial(actions.mark_solution, answer=answer, by=request.user)
    return _deed(request, found, verb, done=_("Solved. Whoever answered has been told."))


@require_POST
def end(request, pk):
    """The asker needs no more answers."""
    found = _visible(request, pk)
    verb = partial(actions.end_question, question=found, by=request.user)
    done = _("The question is closed. Its answers stay.") if found.answers_number else _("You took it back.")
    return _deed(request, found, verb, done=done)


@require_POST
def draft(request, pk):
    """A draft of question and answer; whoever makes it is its author."""
    found = _visible(request, pk)
    form = DraftOfQuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, AnswerForm(), status=422)
    item = actions.make_draft(question=found, by=request.user, **form.cleaned_data)
    if not rules.may_edit(request.user, item):
        messages.warning(request, _("There is a draft of it already."))
        return redirect(found)
    messages.success(request, _("Here is the draft. Complete it, then hand it in for review."))
    return redirect("library:edit", pk=item.pk)


def _deed(request, found, verb, form=None, *, done):
    """Carry out the verb and come back; what was settled meanwhile is said."""
    form = AnswerForm() if form is None else form
    try:
        if form.is_bound:
            is_done, _kept = carried_out(request, form, verb, done=done)
        else:
            is_done = bool(verb())
            messages.success(request, done)
    except actions.Settled:
        messages.warning(request, _("It has been settled meanwhile. Nothing was changed."))
        is_done = True
    return redirect(found) if is_done else _page(request, found, form, status=422)


def _page(request, found, form, status=200):
    answers = list(Answer.objects.visible_to(request.user).filter(question=found).select_related("author"))
    solved_by = next((one for one in answers if one.is_solution), None)
    context = {
        "question": found,
        "answers": answers,
        "form": form,
        "may_settle": found.is_open and found.asker_id == request.user.pk,
        "may_answer": found.is_open and rules.may_ask(request.user),
        "may_read_item": found.item is not None and _may_open(request.user, found.item),
        "may_draft": found.item is None and rules.may_make_draft(request.user, found, solved_by),
        "kinds": [(kind.value, capfirst(kind.label)) for kind in KINDS],
    }
    return render(request, "library/question.html", context, status=status)


def _may_open(user, item):
    return item.published_at is not None or rules.may_edit(user, item)


def _visible(request, pk):
    joined = Question.objects.visible_to(request.user).for_list().select_related("item__withdrawal")
    return get_object_or_404(joined, pk=pk)
