"""The form of a draft keeps itself while one types; the answer says what was kept, and when."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import kit
from kit.formats import clock_time
from library import actions, rules
from library.forms.drafts import DraftForm, result_forms
from library.models import Sealed
from library.views.drafts import initial_of, kept_by, own_item, results_of


@require_POST
def autosave(request, pk):
    """All that can be kept is kept; 409 where another window was faster, or the draft was handed in."""
    item = own_item(request, pk)
    revision = item.revisions.order_by("-number").first()
    revision.item = item
    if revision.review_id is not None:
        return _not(_("Not saved: this draft has been handed in."))
    may_change_facts = rules.may_change_facts(request.user, revision.item)
    form = DraftForm(request.POST, initial=initial_of(revision), may_change_facts=may_change_facts)
    results = result_forms(request.POST, initial=results_of(revision))
    form.is_valid()
    base = request.POST.get("base", "")
    if not base.isdecimal() or len(base) > 9:
        return _not(_("Not saved."), status=422)
    try:
        kept = kept_by(form, results)
        revision = actions.autosave(revision=revision, by=request.user, base=int(base), **kept)
    except actions.Changed:
        said = _(
            "Not saved: this draft was changed in another window. Copy your words and load the page anew."
        )
        return _not(said)
    except Sealed:
        return _not(_("Not saved: this draft has been handed in."))
    return JsonResponse({"said": _said(form, results), "base": revision.saves})


def _not(said, status=409):
    return JsonResponse({"said": said}, status=status)


def _said(form, results):
    """When it was kept, and what was not."""
    time = clock_time(kit.now())
    left = [str(form.fields[name].label) for name in form.errors if name in form.fields]
    left += [] if results.is_valid() else [_("Results")]
    if not left:
        return _("Saved at %(time)s") % {"time": time}
    return _("Saved at %(time)s, except: %(fields)s") % {"time": time, "fields": _(", ").join(left)}
