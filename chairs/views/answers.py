"""Forms that carry out one verb: shown, filled in, done, and back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chairs.actions import Changed
from kit.refusals import carried_out


def answer(request, form, verb, *, title, done, back, lead=""):
    """Show the form; once it is filled in, carry out the verb with it, and go back."""
    try:
        is_done, _result = carried_out(request, form, verb, done=done)
    except Changed:
        messages.warning(request, _("Somebody was faster: this has changed meanwhile. Nothing was done."))
        is_done = True
    if is_done:
        return redirect(*back)
    context = {"form": form, "title": title, "lead": lead, "back": back}
    return render(request, "chairs/form.html", context, status=422 if form.errors else 200)
