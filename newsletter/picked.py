"""What the committee has picked, as entries of an edition: its titles, its reasons, its order."""

import re

from django.db.models import Max

from committee.models import Pick
from library.models import Item
from newsletter.models import Edition, Entry, Section

OF_ITEM = re.compile(r"library/(\d{1,9})/")


def new_picks(edition):
    """Chosen for months since that of the last released edition, in no other edition so far."""
    earlier = Edition.objects.released().filter(month__lt=edition.month).order_by("-month").first()
    taken = Entry.objects.exclude(edition=edition).filter(pick__isnull=False)
    picks = Pick.objects.filter(month__lte=edition.month).exclude(newsletter_entries__in=taken)
    if earlier:
        picks = picks.filter(month__gt=earlier.month)
    return picks.order_by("month", "rank", "pk")


def add(edition, most):
    """Propose them, up to so many in their section; returns how many were added."""
    entries = edition.entries.filter(section=Section.PICKS)
    room = most - entries.standing().count()
    position = entries.aggregate(last=Max("position"))["last"] or 0
    offered = set(edition.entries.filter(pick__isnull=False).values_list("pick_id", flat=True))
    used = set(edition.entries.filter(item__isnull=False).values_list("item_id", flat=True))
    added = [pick for pick in new_picks(edition) if pick.pk not in offered][: max(0, room)]
    items = _items(added, used)
    for number, pick in enumerate(added, position + 1):
        words = {name: getattr(pick, name) for name in ("title_ar", "title_en")}
        words |= {"text_ar": pick.why_ar[:800], "text_en": pick.why_en[:800]}
        place = {"edition": edition, "section": Section.PICKS, "position": number}
        Entry.objects.create(pick=pick, item=items.get(pick.path), **words, **place)
    return len(added)


def _items(picks, used):
    """address of a pick → its item, where readers may open it and it does not stand in the edition yet."""
    numbers = {pick.path: int(found[1]) for pick in picks if (found := OF_ITEM.fullmatch(pick.path))}
    public = Item.objects.published().filter(is_public=True).exclude(pk__in=used)
    items = public.in_bulk(numbers.values())
    return {path: items[number] for path, number in numbers.items() if number in items}
