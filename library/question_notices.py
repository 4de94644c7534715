"""What askers and answerers are told, in the portal and by mail, once."""

from django.utils.translation import gettext as _

from library.questions import serving, who_hears
from mailing.kinds import TALK
from members.actions.notices import tell
from members.models import User
from members.reasons import ByOffice, ByRecord


def asked(question):
    """Who serves the criterion, else the representatives."""
    return _tell(
        who_hears(question),
        question,
        "asked",
        lambda: _("Who has solved this? %(question)s"),
        lambda: question.text or _("A member of the network asks. A few sentences help already."),
    )


def answered(answer):
    return _tell(
        User.objects.filter(pk=answer.question.asker_id),
        answer.question,
        f"answer:{answer.pk}",
        lambda: _("An answer to your question: %(question)s"),
        lambda: answer.text,
        but=answer.author_id,
    )


def solved(answer):
    """Whose answer it was, and the others who answered."""
    question = answer.question
    _tell(
        User.objects.filter(pk=answer.author_id),
        question,
        "solution",
        lambda: _("Your answer solved it: %(question)s"),
        lambda: _("It can become a practice of the library: one tap makes a draft of it."),
        but=question.asker_id,
    )
    _tell(
        User.objects.filter(answers__in=question.answers.shown()).exclude(pk=answer.author_id),
        question,
        "solved",
        lambda: _("A question that you answered is solved: %(question)s"),
        lambda: _("The page shows the answer that solved it."),
        but=question.asker_id,
    )


def _tell(people, question, what, title, body, but=None):
    people = people.filter(is_active=True, erased_at__isnull=True).exclude(pk=but).distinct()
    return tell(
        list(people),
        title=lambda: title() % {"question": question.title},
        body=body,
        path=question.path,
        key=f"question:{question.pk}:{what}",
        kind=TALK,
        why=_why(question),
    )


def _why(question):
    """Who asked, who answered, who serves the criterion, or their seat."""
    return ByRecord(
        ({question.asker_id}, lambda: _("You get this because you asked the network.")),
        (
            set(question.answers.values_list("author", flat=True)),
            lambda: _("You get this because you answered the question."),
        ),
        (
            serving(question),
            lambda: (
                _("You get this because you serve the criterion “%(criterion)s”.")
                % {"criterion": question.criterion.name}
            ),
        ),
        otherwise=ByOffice(),
    )
