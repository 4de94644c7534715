"""What people have done for the library, as their profile shows it (members.deeds)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from kit.clock import BAGHDAD
from library.models import Contributor, Item
from members.registries import Deed


def deeds(people):
    """Published practices of each person, written or contributed to, each once; two queries, however many."""
    done = defaultdict(dict)
    shown = Item.objects.published().select_related("published_revision")
    facts = ["published_at", "published_revision__title_ar", "published_revision__title_en"]
    for item in shown.filter(created_by__in=people).only("created_by", *facts):
        done[item.created_by_id][item.pk] = _deed(item, _("Published practice"))
    rows = Contributor.objects.filter(person__in=people, item__in=Item.objects.published())
    rows = rows.select_related("item__published_revision")
    for row in rows.only("person", *(f"item__{name}" for name in facts)):
        done[row.person_id].setdefault(row.item_id, _deed(row.item, _("Contribution to a practice")))
    return {person: list(items.values()) for person, items in done.items()}


def _deed(item, kind):
    path = f"library/{item.pk}/"
    return Deed(
        kind=kind,
        title=item.published_revision.title,
        path=path,
        on=item.published_at.astimezone(BAGHDAD).date(),
    )
