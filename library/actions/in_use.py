"""Still in use? Asked a year after publication or the last answer, on a working day; answered at any time."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.calendar import add_months, is_working
from library import adaptation_notices, in_use
from library.models import Item, UseQuestion
from members.models import Holiday

MONTHS = 12
Answer = UseQuestion.Answer


def due(*, on):
    """Items to ask about by that day, with `known_at`: when it was last known that they are in use."""
    last = UseQuestion.objects.last_of("pk")
    standing = Item.objects.published().filter(kind__in=in_use.KINDS, province__isnull=False)
    known = standing.annotate(
        last_answer=Subquery(last.values("answer")[:1]),
        known_at=Greatest(
            F("published_at"),
            F("published_revision__review__decided_at"),
            Subquery(last.values("answered_at")[:1]),
            output_field=DateTimeField(),
        ),
    )
    is_asked = Exists(UseQuestion.objects.open().filter(item=OuterRef("pk")))
    is_on = Q(last_answer__isnull=True) | ~Q(last_answer=Answer.ENDED)
    return known.filter(~is_asked, is_on, known_at__date__lte=add_months(on, -MONTHS))


def ask_what_is_in_use(*, on):
    """Ask what is due where offices are open today; late and twice asks the same once. Returns how many."""
    free, count = {}, 0
    for item in due(on=on).order_by("pk").values("pk", "province"):
        place = item["province"]
        if place not in free:
            free[place] = Holiday.objects.free_days(place)
        if is_working(on, free[place]):
            count += _ask(item["pk"], on)
    return count


@transaction.atomic
def _ask(pk, on):
    """Looked at again with the item held: another worker may have asked, or the author answered."""
    list(Item.objects.select_for_update().filter(pk=pk).values_list("pk"))
    item = due(on=on).select_related("published_revision").filter(pk=pk).first()
    if item is None:
        return 0
    due_on = add_months(kit.day_of(item.known_at), MONTHS)
    question = UseQuestion.objects.create(item=item, due_on=due_on)
    adaptation_notices.asked(question)
    return 1


@transaction.atomic
def answer_use(*, item, by, answer, reason="", request=None):
    """What stands from now on; the open question is answered by it. The same again today changes nothing.

    Raises PermissionDenied, ValidationError without the reason why it is no longer in use.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=item.pk)
    if not in_use.may_answer(by, item):
        raise PermissionDenied
    reason = reason.strip()
    if answer == Answer.ENDED and not reason:
        raise ValidationError({"reason": _("Say why it is no longer in use: others learn from it.")})
    question = item.use_questions.open().first()
    if question is None:
        last = item.use_questions.answered().order_by("-answered_at", "-pk").first()
        if last and last.answered_on == kit.today() and (last.answer, last.reason) == (answer, reason):
            return last
        question = UseQuestion(item=item, due_on=kit.today())
    question.answer, question.reason, question.by, question.answered_at = answer, reason, by, kit.now()
    question.save()
    audit.record(by, f"library.use_{answer}", f"{item.pk}: {item}", request=request)
    return question
