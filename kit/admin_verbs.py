"""Verbs in the admin: buttons above a row, each a page that asks and a POST that acts; or for many rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.formats import number

MOST_ROWS = 500  # that one page asks about; a form may not have many more fields
FATES_SHOWN = 20  # messages above a list; what is more is counted


class ReasonForm(forms.Form):
    """Why: what is done without a reason cannot be explained later."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Say why.")},
    )


@dataclass(frozen=True)
class Verb:
    """What staff may do to one row: `act(row, by=, request=, **fields of the form)`, and who may by `may`."""

    label: str
    act: Callable
    may: Callable
    form: type[forms.Form] = forms.Form
    explained: str = ""
    is_grave: bool = False


class WithVerbs:
    """Beside a ModelAdmin: `verbs` by name, and `refusals`: errors of the verbs and the words for them."""

    verbs: dict[str, Verb] = {}
    refusals: dict[type[Exception], Callable] = {}
    change_form_template = "admin/verbs/change_form.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/verbs/<slug:name>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["verbs"] = [
                (name, verb) for name, verb in self.verbs.items() if verb.may(request.user, obj)
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def verb_view(self, request, object_id, name):
        """The page of one verb; a refusal is said in words, and the row stays as it is."""
        row, verb = self.get_object(request, object_id), self.verbs.get(name)
        if row is None or verb is None:
            raise Http404
        if not self.has_view_permission(request, row) or not verb.may(request.user, row):
            raise PermissionDenied
        form = verb.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            refused = self.try_verb(request, verb, row, **form.cleaned_data)
            if not refused:
                messages.success(request, _("Done: %(verb)s.") % {"verb": verb.label})
                return redirect(self.address_of(row))
            form.add_error(None, refused)
        return self._verb_page(request, row, verb, form)

    def _verb_page(self, request, row, verb, form):
        context = self._context_of(verb, form) | self.admin_site.each_context(request)
        context |= {"original": row, "back": self.address_of(row)}
        return TemplateResponse(request, "admin/verbs/page.html", context, status=422 if form.errors else 200)

    def address_of(self, row):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def try_verb(self, request, verb, row, **fields):
        """Act, and return "" or why it was refused."""
        try:
            verb.act(row, by=request.user, request=request, **fields)
        except (PermissionDenied, ValidationError, *self.refusals) as error:
            return self.words_of(error)
        return ""

    def words_of(self, error):
        for kind, words in self.refusals.items():
            if isinstance(error, kind):
                return words(error)
        if isinstance(error, ValidationError):
            return " ".join(error.messages)
        return _("The rules do not let you do this here.")

    def ask_for_all(self, request, queryset, name):
        """A page that lists the rows whom the verb fits and asks; once it is confirmed, `do_to_all`."""
        verb = self.verbs[name]
        rows = [row for row in queryset[: MOST_ROWS + 1] if verb.may(request.user, row)]
        if not rows:
            messages.warning(request, _("This fits none of the chosen rows."))
            return None
        if len(rows) > MOST_ROWS:
            words = _("Choose at most %(count)s rows at once.") % {"count": number(MOST_ROWS)}
            messages.warning(request, words)
            return None
        form = verb.form(request.POST if "confirmed" in request.POST else None)
        if form.is_valid():
            self.do_to_all(request, rows, name, **form.cleaned_data)
            return None
        context = self._context_of(verb, form) | self.admin_site.each_context(request)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        context |= {"rows": rows, "action": request.POST["action"], "back": back}
        return TemplateResponse(request, "admin/verbs/many.html", context, status=422 if form.errors else 200)

    def _context_of(self, verb, form):
        return {
            "title": verb.label,
            "opts": self.opts,
            "verb": verb,
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
            "media": self.media + form.media,
        }

    def do_to_all(self, request, rows, name, **fields):
        """The verb for each row, one after the other; what stays is told by name, with the reason."""
        verb, done, left = self.verbs[name], 0, []
        for row in rows:
            refused = self.try_verb(request, verb, row, **fields)
            done += not refused
            if refused:
                left.append(f"{row}: {refused}")
        if done:
            words = ngettext("%(count)s row: %(verb)s.", "%(count)s rows: %(verb)s.", done)
            messages.success(request, words % {"count": number(done), "verb": verb.label})
        for fate in left[:FATES_SHOWN]:
            messages.warning(request, fate)
        if more := len(left[FATES_SHOWN:]):
            words = ngettext("%(count)s more stays as it was.", "%(count)s more stay as they were.", more)
            messages.warning(request, words % {"count": number(more)})
