"""What was published since a decision was taken (committee.happenings)."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.registries import Happening
from kit.formats import number
from library.models import Item, Step, TransferStep


def published_since(motion, began, until):
    """How many practices were published in between, adapted, taken up, achieved; two questions."""
    published = (
        Item.objects.published()
        .filter(published_at__date__range=(began, until))
        .aggregate(all=Count("pk"), adapted=Count("pk", filter=Q(adaptation__isnull=False)))
    )
    count = published["all"]
    words = ngettext("%(count)s practice was published.", "%(count)s practices were published.", count)
    points = _points(published["adapted"], _transfers(began, until))
    return [Happening(_("Library"), words % {"count": number(count)}, points=points, path="library/")]


def _transfers(began, until):
    return TransferStep.objects.filter(at__date__range=(began, until)).aggregate(
        begun=Count("pk", filter=Q(number=Step.INTERESTED)),
        achieved=Count("pk", filter=Q(number=Step.ACHIEVED)),
    )


def _points(made, transfers):
    begun, achieved = transfers["begun"], transfers["achieved"]
    words = [
        (
            made,
            ngettext("%(count)s adaptation was published.", "%(count)s adaptations were published.", made),
        ),
        (begun, ngettext("%(count)s transfer was begun.", "%(count)s transfers were begun.", begun)),
        (
            achieved,
            ngettext("%(count)s transfer was achieved.", "%(count)s transfers were achieved.", achieved),
        ),
    ]
    return tuple(text % {"count": number(count)} for count, text in words if count)
