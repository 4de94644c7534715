"""Who has solved this? Ask, answer, mark the solution, end; make a draft of what came of it."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from library import question_notices, rules
from library.actions.drafts import start_draft
from library.models import Answer, Question
from library.questions import as_draft
from members.models import User

QUESTIONS_A_DAY = 5
ANSWERS_A_DAY = 50
DAY = datetime.timedelta(days=1)


class Settled(Exception):
    """It is no longer open."""


@transaction.atomic
def ask_network(*, by, title, text="", criterion=None):
    """A question to who serves the criterion. Raises PermissionDenied, ValidationError (too many)."""
    if not rules.may_ask(by):
        raise PermissionDenied
    _within(by.questions.filter(asked_at__gt=kit.now() - DAY), by, QUESTIONS_A_DAY)
    given = {"title": title.strip(), "text": text.strip(), "criterion": criterion}
    question = Question.objects.create(asker=by, **given)
    question_notices.asked(question)
    return question


@transaction.atomic
def answer(*, question, by, text):
    """What somebody knows about it. Raises PermissionDenied, Settled, ValidationError without words."""
    question = _locked(question)
    if not rules.may_ask(by):
        raise PermissionDenied
    if not question.is_open:
        raise Settled(question.state)
    if not text.strip():
        raise ValidationError({"text": _("Write what you know.")})
    _within(by.answers.filter(at__gt=kit.now() - DAY), by, ANSWERS_A_DAY)
    given = Answer.objects.create(question=question, author=by, text=text.strip())
    question_notices.answered(given)
    return given


@transaction.atomic
def mark_solution(*, answer, by):
    """The asker says what solved it; once. Raises PermissionDenied, Settled."""
    question = _locked(answer.question)
    if question.asker_id != by.pk:
        raise PermissionDenied
    answer = Answer.objects.shown().filter(question=question).get(pk=answer.pk)
    if answer.is_solution:
        return answer
    if not question.is_open:
        raise Settled(question.state)
    answer.is_solution = True
    answer.save(update_fields=["is_solution"])
    _settle(question, Question.State.SOLVED)
    question_notices.solved(answer)
    return answer


@transaction.atomic
def end_question(*, question, by):
    """The asker ends it: closed once there are answers, which stay; taken back while there is none."""
    question = _locked(question)
    if question.asker_id != by.pk:
        raise PermissionDenied
    if not question.is_open:
        raise Settled(question.state)
    has_answers = question.answers.exists()
    return _settle(question, Question.State.CLOSED if has_answers else Question.State.WITHDRAWN)


@transaction.atomic
def make_draft(*, question, by, kind):
    """A draft of whoever of the two makes it, asker or answerer; where there is one, it is the answer."""
    question = _locked(question)
    solution = question.answers.filter(is_solution=True).select_related("author").first()
    if not rules.may_make_draft(by, question, solution):
        raise PermissionDenied
    if question.item_id is None:
        draft = start_draft(by=by, kind=kind, **as_draft(question, solution, by))
        question.item = draft.item
        question.save(update_fields=["item"])
    return question.item


@transaction.atomic
def hide(*, rows, by, is_hidden=True):
    """Staff take questions or answers out of sight, and put them back. Returns how many."""
    if not by.is_staff:
        raise PermissionDenied
    done = 0
    for row in rows.select_for_update(of=("self",)).filter(hidden_at__isnull=is_hidden):
        row.hidden_at = kit.now() if is_hidden else None
        row.save(update_fields=["hidden_at"])
        verb = "hidden" if is_hidden else "shown"
        audit.record(by, f"library.{row._meta.model_name}_{verb}", f"{row.pk}: {row}")
        done += 1
    return done


def _settle(question, state):
    question.state, question.settled_at = state, kit.now()
    question.save(update_fields=["state", "settled_at"])
    return question


def _locked(question):
    return (
        Question.objects.select_for_update(of=("self",))
        .select_related("asker", "criterion")
        .get(pk=question.pk)
    )


def _within(rows, by, most):
    """Counted one after the other, however many windows ask."""
    User.objects.select_for_update().get(pk=by.pk)
    if rows.count() >= most:
        raise ValidationError(_("That is very much for one day. Please go on tomorrow."))
