"""Composite pages: they only call the apps' QuerySets."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import check_for_language, get_language_from_request
from django.utils.translation import gettext as _

import kit
from chairs.models import Term
from en_portal import hexmap
from kit.formats import day, number
from kit.quarter import Quarter
from library.models import Item
from members.models import Province, Solution, User
from newsletter.models import Edition
from themes.models import Goal

READY_SHOWN = 3


@login_not_required
def choose_language(request):
    """`/` leads to /ar/ or /en/: the person's language, else the reader's or the browser's choice."""
    own = getattr(request.user, "language", "")
    language = own if check_for_language(own) else get_language_from_request(request)
    response = redirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@login_not_required
def too_many(request, exception=None):
    """Tries are counted in Redis: too many of them, or nobody there to count and so nobody may try."""
    is_counted = cache.is_answering()
    status = 429 if is_counted else 503
    return render(request, "429.html", {"is_counted": is_counted}, status=status)


@login_not_required
def home(request):
    """What the network has, who leads it now and what it works on, and how to follow it."""
    today = kit.today()
    items = Item.objects.visible_to(request.user).published()
    shared = dict(
        items.filter(province__isnull=False).order_by().values_list("province").annotate(Count("pk"))
    )
    provinces = list(Province.objects.all())
    term = Term.objects.of(today).select_related("province").first()
    following = Term.objects.held().filter(quarter=Quarter.of(today).next).select_related("province").first()
    context = {
        "ready": items.select_related("province", "published_revision").order_by("-published_at", "-pk")[
            :READY_SHOWN
        ],
        "practices": items.count(),
        "sharing": len(shared),
        "members": User.objects.members(today).count(),
        "map": hexmap.cells(provinces, shared, chair=term.province if term else None),
        "map_size": hexmap.size(provinces),
        "term": term,
        "following": following,
        "goal": _goal(term, today),
        "edition": Edition.objects.public().order_by("-number").first(),
        "reform": _reform(today),
        "today": today,
    }
    return render(request, "home/home.html", context)


def _reform(today):
    """The public reform goal that is due next, with how many are open, late and achieved; in one query."""
    goals = Solution.objects.public().select_related("team__province", "criterion")
    reform = goals.with_totals(today).nearest_first(today).first()
    if reform is not None:
        reform.is_behind, reform.behind = reform.is_late(today), reform.days_late(today)
    return reform


def _goal(term, today):
    """The first goal of the active theme, with its newest value, percent and pace."""
    if term is None:
        return None
    goal = (
        Goal.objects.of_active_theme(term).select_related("theme__term").prefetch_related("progress").first()
    )
    if goal is None:
        return None
    newest = next(iter(goal.progress.all()), None)
    value = newest.value if newest else goal.baseline
    return {
        "goal": goal,
        "percent": goal.percent(value),
        "pace": goal.pace(today),
        "done": f"{number(value)} {goal.unit}",
        "aim": _("goal: %(target)s by %(day)s") % {"target": number(goal.target), "day": day(goal.due_on)},
    }
