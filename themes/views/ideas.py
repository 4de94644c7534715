"""The bank of ideas for themes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from themes import actions, rules
from themes.forms import IdeaForm
from themes.models import Idea

A_PAGE = 30


@login_not_required
@require_safe
def ideas(request):
    """What a theme could be, the most supported first."""
    page = Paginator(Idea.objects.with_support(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "themes/ideas.html", {"page": page, "may_support": rules.may_support(request.user)}
    )


def suggest(request):
    """An idea more."""
    if not rules.may_support(request.user):
        raise PermissionDenied
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.suggest(by=request.user, request=request, **form.cleaned_data)
        messages.success(request, _("Your idea is in the bank."))
        return redirect("themes:ideas")
    context = {"form": form, "title": _("Suggest an idea for a theme"), "theme": None, "lead": ""}
    return render(request, "themes/form.html", context, status=422 if form.errors else 200)


@require_POST
def support(request, pk):
    """Support an idea, or no longer."""
    idea = get_object_or_404(Idea, pk=pk)
    actions.support(idea=idea, by=request.user, is_wanted="undo" not in request.POST)
    return redirect("themes:ideas")
