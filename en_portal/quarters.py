"""The page of a quarter: who chairs, how far the goals are, what is done and what waits."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

import kit
from chairs.duties import duties_of
from chairs.models import Term
from chairs.views.order import timeline
from committee.models import Motion, Review
from en_portal.offices import offices_of
from kit.quarter import Quarter
from library.models import Item
from members.models import Province, Team
from themes.models import Theme
from themes.views.pages import standing, with_reports

BEFORE, AFTER = 2, 5  # quarters on the line of time around the one that is shown
WAITING_SHOWN = 8


@login_not_required
@require_safe
def quarter(request, quarter=None):
    """One quarter, this one where none is named; in a constant number of queries."""
    today = kit.today()
    now = Quarter.of(today)
    quarter = quarter or now
    terms = _terms_around(quarter)
    term = next((term for term in terms if term.quarter == quarter), None)
    if term is None and quarter != now:
        raise Http404
    themes = {theme.term_id: theme for theme in Theme.objects.decided().filter(term__in=terms)}
    theme = themes.get(term.pk) if term else None
    context = {
        "quarter": quarter,
        "term": term,
        "theme": theme,
        "is_now": quarter == now,
        "day": (today - quarter.first).days + 1,
        "days": (quarter.last - quarter.first).days + 1,
        "timeline": _with_themes(timeline(terms, now), themes),
        "goals": _goals(theme, term, min(today, quarter.next.last)),
        "duties": duties_of(term) if term else [],
        "near": [term.quarter for term in terms if abs(term.quarter - quarter) == 1],
        **_sharing(quarter),
        **_waiting(request),
    }
    return render(request, "quarters/quarter.html", context)


def _terms_around(quarter):
    held = Term.objects.held().select_related("province", "coach")
    around = held.filter(quarter__gte=quarter.plus(-BEFORE), quarter__lte=quarter.plus(AFTER))
    return list(around.order_by("quarter"))


def _with_themes(steps, themes):
    for step in steps:
        theme = themes.get(step["term"].pk) if step["term"] else None
        step["note"] = theme.title if theme else ""
    return steps


def _goals(theme, term, on):
    if theme is None:
        return []
    theme.term = term
    prefetch_related_objects([theme], with_reports())
    return [standing(goal, theme, on) for goal in theme.goals.all()]


def _sharing(quarter):
    """The provinces with a team, and what each has published in the quarter; one query."""
    of_quarter = Item.objects.published().filter(
        province=OuterRef("pk"),
        is_public=True,
        published_at__date__gte=quarter.first,
        published_at__date__lte=quarter.last,
    )
    counted = of_quarter.order_by().values("province").annotate(count=Count("pk")).values("count")
    with_team = Province.objects.filter(Exists(Team.objects.filter(province=OuterRef("pk"))))
    found = with_team.annotate(shared=Coalesce(Subquery(counted), 0))
    provinces = sorted(found, key=lambda province: (-province.shared, str(province.name)))
    return {"provinces": provinces, "sharing": sum(1 for province in provinces if province.shared)}


def _waiting(request):
    """What waits for the POCC: by name for its representatives and staff, as numbers for everybody else."""
    motions = Motion.objects.undecided().order_by("closes_at")
    reviews = Review.objects.waiting().select_related("province")
    user = request.user
    may_read = user.is_authenticated and (user.is_staff or offices_of(request).get("is_representative"))
    if may_read:
        return {"motions": motions[:WAITING_SHOWN], "reviews": reviews[:WAITING_SHOWN], "may_read": True}
    return {"motions_count": motions.count(), "reviews_count": reviews.count(), "may_read": False}
