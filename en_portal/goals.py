"""Public reform goals: what the provinces change for citizens, by when, and what came of it."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import kit
from en_portal import hexmap
from en_portal.following import FollowForm
from kit.bilingual import Pair
from members import following
from members.models import Criterion, Province, Solution

A_PAGE = 30
STATES = {
    "open": _("open"),
    "late": _("late"),
    "achieved": _("achieved"),
    "stopped": _("stopped"),
}


@dataclass(frozen=True)
class Selection:
    """What a reader chose; what is not known is as if nothing was chosen."""

    province: Province | None
    criterion: Criterion | None
    state: str

    def of(self, solutions, on):
        """The solutions that were asked for."""
        if self.province:
            solutions = solutions.filter(team__province=self.province)
        if self.criterion:
            solutions = solutions.filter(criterion=self.criterion)
        return solutions.late(on) if self.state == "late" else _in_state(solutions, self.state)


@login_not_required
@require_safe
def goals(request, code=None):
    """All provinces, or one of them, with filters; lateness is said as it is."""
    today = kit.today()
    provinces = list(Province.objects.all())
    criteria = list(Criterion.objects.all())
    selection = _selection(request, provinces, criteria, code)
    counted = Solution.objects.public().counted_by_province(today)
    found = selection.of(Solution.objects.public(), today).select_related("team__province", "criterion")
    by_name = Pair("team__province__name").expression()
    page = Paginator(found.nearest_first(today, by_name), A_PAGE).get_page(request.GET.get("page"))
    for solution in page:
        solution.is_behind, solution.behind = solution.is_late(today), solution.days_late(today)
    province = selection.province if code else None
    context = {
        "page": page,
        "selection": selection,
        "province": province,
        "today": today,
        "states": STATES.items(),
        **_totals(counted, province),
        **_choices(counted, provinces, criteria),
        **({"form": FollowForm(), "consent": following.consent(province)} if province else {}),
    }
    return render(request, "goals/province.html" if code else "goals/goals.html", context)


def _in_state(solutions, state):
    verbs = {"open": solutions.open, "achieved": solutions.achieved, "stopped": solutions.stopped}
    return verbs.get(state, solutions.all)()


def _selection(request, provinces, criteria, code):
    asked = code or request.GET.get("province", "")
    province = next((province for province in provinces if province.code == asked), None)
    if code and province is None:
        raise Http404
    number = request.GET.get("criterion", "")
    criterion = next((criterion for criterion in criteria if str(criterion.number) == number), None)
    state = request.GET.get("state", "")
    return Selection(province, criterion, state if state in STATES else "")


def _totals(counted, province):
    """How many goals are open, late, achieved; of one province where one is shown."""
    of_state, late = Counter(), 0
    for where, _criterion, state, count, behind in counted:
        if province is None or where == province.pk:
            of_state[state] += count
            late += behind
    states = Solution.State
    return {
        "open_total": of_state[states.PLANNED] + of_state[states.UNDER_WAY],
        "late_total": late,
        "achieved_total": of_state[states.ACHIEVED],
    }


def _choices(counted, provinces, criteria):
    """The map, and only such provinces and criteria to choose from as have public goals."""
    of_province, of_criterion = Counter(), Counter()
    for where, criterion, _state, count, _behind in counted:
        of_province[where] += count
        of_criterion[criterion] += count
    having = [province for province in provinces if of_province[province.pk]]
    for province in having:
        province.goals = of_province[province.pk]
    return {
        "provinces": sorted(having, key=lambda province: str(province.name)),
        "criteria": [criterion for criterion in criteria if of_criterion[criterion.pk]],
        "map": hexmap.cells(provinces, of_province),
        "map_size": hexmap.size(provinces),
    }
