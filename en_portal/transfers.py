"""Who learned from whom: every public transfer on the map, as figures and as a list."""

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from en_portal import hexmap
from library.models import Step, Transfer
from library.transfer_figures import public_figures
from members.models import Province

A_PAGE = 30


@login_not_required
@require_safe
def transfers(request):
    """The map with an arrow for each pair of provinces, the figures, and the transfers themselves."""
    provinces = list(Province.objects.all())
    public = Transfer.objects.public()
    pairs = _pairs(public)
    page = Paginator(public.for_list().order_by("-pk"), A_PAGE).get_page(request.GET.get("page"))
    learned = Counter()
    for pair in pairs:
        learned[pair["source"]] += pair["count"]
        learned[pair["adopter"]] += pair["count"]
    names = {province.pk: province for province in provinces}
    context = {
        "page": page,
        "figures": public_figures(),
        "map": hexmap.cells(provinces, learned),
        "map_size": hexmap.size(provinces),
        "arrows": [_arrow(pair, names) for pair in pairs],
    }
    return render(request, "transfers/transfers.html", context)


def _pairs(public):
    """Each pair of provinces once: how many practices went that way, how many were achieved. Without those
    that were stopped.
    """
    standing = public.filter(stopped_at__isnull=True).order_by("source__code", "adopter__code")
    achieved = Count("pk", filter=Q(step=Step.ACHIEVED))
    return list(standing.values("source", "adopter").annotate(count=Count("pk"), achieved=achieved))


def _arrow(pair, names):
    source, adopter = names[pair["source"]], names[pair["adopter"]]
    return {
        **pair,
        "source": source,
        "adopter": adopter,
        "is_achieved": pair["achieved"] > 0,
        **hexmap.arrow(source, adopter),
    }
