"""Themes to read: all of them, and one with its goals as lines."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

import kit
from kit.files import serve
from themes import chart, completeness, following, rules
from themes.models import Goal, Proof, Theme
from themes.registries import words_of

A_PAGE = 20


@login_not_required
@require_safe
def themes(request):
    """Every quarter's theme, the newest first."""
    shown = Theme.objects.visible_to(request.user, kit.today()).select_related("term__province")
    page = Paginator(shown.prefetch_related("goals"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "themes/list.html", {"page": page})


@login_not_required
@require_safe
def theme(request, pk):
    """One theme: what it is about, its goals against target and pace, what was learned."""
    shown = Theme.objects.visible_to(request.user, kit.today()).select_related("term__province", "motion")
    theme = get_object_or_404(shown.prefetch_related(with_reports()), pk=pk)
    user, goals = request.user, list(theme.goals.all())
    may_change = rules.may_change(user, theme)
    context = {
        "theme": theme,
        "goals": [standing(goal, theme, kit.today()) for goal in goals],
        "may_change": may_change,
        "may_report": theme.state == Theme.State.ACTIVE and rules.speaks_for_chair(user, theme.term),
        "may_close": rules.may_close(user, theme),
        "conditions": completeness.check(theme, goals) if may_change else [],
        "consent": following.consent(theme),
    }
    context["is_complete"] = completeness.is_complete(context["conditions"])
    return render(request, "themes/theme.html", context)


@login_not_required
@require_safe
def proof(request, uuid):
    """The file of a progress report, for who may read its theme."""
    found = get_object_or_404(Proof.objects.visible_to(request.user, kit.today()), uuid=uuid)
    return serve(request, found.path, found.name, found.content_type, etag=found.sha256)


def with_reports():
    """The goals of a theme with their reports and files, to prefetch."""
    return Prefetch("goals", Goal.objects.with_reports())


def standing(goal, theme, on):
    """How a goal stands on a day, for its card: nothing more is asked of the database."""
    goal.theme = theme
    percent, pace = goal.percent(goal.value), goal.pace(on)
    return {
        "goal": goal,
        "value": goal.value,
        "percent": percent,
        "pace": pace,
        "is_reached": percent >= 100,
        "is_ahead": percent >= pace,
        "query": words_of(goal),
        "chart": chart.line(goal, on),
        "reports": list(goal.progress.all()),
    }
