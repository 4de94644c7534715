"""Forms that carry out one verb: shown, filled in, done, and back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chairs.actions import Changed
from kit.refusals import say_above


def answer(request, form, verb, *, title, done, back, lead=""):
    """Show the form; once it is filled in, carry out the verb with it, and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(**form.cleaned_data)
        except ValidationError as error:
            say_above(form, error)
        except Changed:
            messages.warning(request, _("Somebody was faster: this has changed meanwhile. Nothing was done."))
            return redirect(*back)
        else:
            messages.success(request, done)
            return redirect(*back)
    context = {"form": form, "title": title, "lead": lead, "back": back}
    return render(request, "chairs/form.html", context, status=422 if form.errors else 200)
