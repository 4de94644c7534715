"""What the library proves by itself: counts for goals of themes, and the successes of a chairing province."""

from django.utils.translation import gettext as _

import kit
from chairs.registries import Evidence
from library.models import Item, Kind, Step, Transfer, TransferStep
from themes.registries import Measure

SHOWN = 10


def _published(theme, until):
    """Public items of the theme that were published from the first day of its quarter until that day."""
    items = Item.objects.published().filter(theme=theme, is_public=True)
    first = theme.term.quarter.first
    return items.filter(published_at__date__gte=first, published_at__date__lte=until)


def _practices(theme, until):
    return _published(theme, until).count()


def _stories(theme, until):
    return _published(theme, until).filter(kind=Kind.SUCCESS_STORY).count()


def _provinces(theme, until):
    sharing = _published(theme, until).filter(province__isnull=False)
    return sharing.order_by().values("province").distinct().count()


def _adopting(theme, until):
    """Provinces that have achieved a transfer of a public item of the theme in these days."""
    days = {"at__date__gte": theme.term.quarter.first, "at__date__lte": until}
    taken = TransferStep.objects.filter(number=Step.ACHIEVED, **days)
    achieved = Transfer.objects.public().filter(item__theme=theme, pk__in=taken.values("transfer"))
    return achieved.order_by().values("adopter").distinct().count()


MEASURES = {
    "adopting": Measure(
        lambda theme: _(
            "provinces that have achieved a transfer of a public item on this theme since the quarter began"
        ),
        _adopting,
    ),
    "practices": Measure(
        lambda theme: _("public items of this theme in the library, published since the quarter began"),
        _practices,
    ),
    "success_stories": Measure(
        lambda theme: _("success stories on this theme in the library, published since the quarter began"),
        _stories,
    ),
    "provinces": Measure(
        lambda theme: _("provinces that have published an item on this theme since the quarter began"),
        _provinces,
    ),
}


def highlights(term):
    """What the chairing province has published in its quarter, the newest first."""
    quarter = term.quarter
    items = Item.objects.published().filter(province=term.province_id, is_public=True)
    items = items.filter(published_at__date__gte=quarter.first, published_at__date__lte=quarter.last)
    return [
        Evidence(
            item.published_revision.title,
            f"library/{item.pk}/",
            kit.day_of(item.published_at),
        )
        for item in items.select_related("published_revision").order_by("-published_at")[:SHOWN]
    ]
