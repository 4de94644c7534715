"""Still in use? The author or the team's lead says so, with one tap."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kit.refusals import carried_out
from library import actions, in_use, rules
from library.forms.adaptations import UseForm
from library.models import Item, UseQuestion


def answer(request, pk):
    """Where it was changed, the author goes on to the new version."""
    joined = Item.objects.readable_by(request.user).select_related("withdrawal", "published_revision")
    item = get_object_or_404(joined, pk=pk)
    if not in_use.may_answer(request.user, item):
        raise PermissionDenied
    form = UseForm(request.POST or None)
    verb = partial(actions.answer_use, item=item, by=request.user, request=request)
    is_done, kept = carried_out(request, form, verb, done=_("Thank you. Readers see your answer."))
    if is_done:
        is_changed = kept.answer == UseQuestion.Answer.CHANGED and rules.may_edit(request.user, item)
        return redirect("library:edit" if is_changed else "library:item", pk=item.pk)
    last = item.use_questions.answered().order_by("-answered_at", "-pk").first()
    context = {"item": item, "form": form, "last": last}
    return render(request, "library/adaptation_use.html", context, status=422 if form.errors else 200)
