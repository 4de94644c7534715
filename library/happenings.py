"""What was published since a decision was taken (committee.happenings)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.registries import Happening
from kit.formats import number
from library.models import Item


def published_since(motion, began, until):
    """How many practices were published in the days in between."""
    count = Item.objects.published().filter(published_at__date__range=(began, until)).count()
    words = ngettext("%(count)s practice was published.", "%(count)s practices were published.", count)
    return [Happening(_("Library"), words % {"count": number(count)}, path="library/")]
