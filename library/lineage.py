"""Where an item comes from, what became of it elsewhere and whether it is in use: in the item's own query."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q

from kit.bilingual import pair_of
from kit.rows import Row
from library import adapting, in_use
from library.models import Adaptation, Item, UpdateProposal, UseQuestion
from library.standing import acting_for
from members.models import Province


@dataclass(frozen=True)
class Kin:
    """An item of the line as a reader sees it; without a title where they may not read it."""

    pk: int
    title: str
    province: str

    @classmethod
    def of(cls, row):
        return cls(row["item"], pair_of(row, "title"), pair_of(row, "name"))


@dataclass(frozen=True)
class Use:
    """The newest answer to whether it is in use."""

    is_ended: bool
    on: datetime.date
    reason: str


def with_lineage(items, reader):
    """Annotates what `lineage_of` reads; no further query."""
    readable = Item.objects.readable_by(reader)
    is_readable = lambda name: Exists(readable.filter(pk=OuterRef(name)))  # noqa: E731
    is_open = Q(proposals__state=UpdateProposal.State.OPEN)
    own = Adaptation.objects.filter(item=OuterRef("pk")).annotate(
        reads_source=is_readable("source"),
        reads_original=is_readable("original"),
        waiting=Count("proposals", filter=is_open),
    )
    origin = Row(
        source=_kin("source"),
        original=_kin("original"),
        reads_source="reads_source",
        reads_original="reads_original",
        waiting="waiting",
    )
    made = Adaptation.objects.filter(Q(source=OuterRef("pk")) | Q(original=OuterRef("pk")))
    made = made.filter(is_readable("item")).order_by("-item__published_at")
    last = UseQuestion.objects.last_of("pk").values(
        row=Row(answer="answer", on="answered_at__date", reason="reason")
    )
    items = items.annotate(
        origin_rows=ArraySubquery(own.values(row=origin)),
        made_rows=ArraySubquery(made.values(row=_kin("item"))),
        use_rows=ArraySubquery(last[:1]),
    )
    if not reader.is_authenticated:
        return items
    provinces = Province.objects.filter(pk__in=acting_for(reader))
    shown = Row(pk="pk", name_ar="name_ar", name_en="name_en")
    return items.annotate(own_provinces=ArraySubquery(provinces.values(row=shown)))


def _kin(name):
    """What a line about an item of the line says."""
    title = f"{name}__published_revision__title"
    place = f"{name}__province__name"
    pairs = {"title_ar": f"{title}_ar", "title_en": f"{title}_en"}
    return Row(item=f"{name}__pk", **pairs, name_ar=f"{place}_ar", name_en=f"{place}_en")


def lineage_of(item):
    """What the page says, from an item of `with_lineage`."""
    made = [Kin.of(row) for row in item.made_rows]
    use = item.use_rows[0] if item.use_rows else None
    own = item.own_provinces
    may = adapting.adapting_provinces(None, item, [row["pk"] for row in own])
    return {
        "origin": _origin(item.origin_rows[0]) if item.origin_rows else None,
        "made": made,
        "made_in": len({kin.province for kin in made}),
        "adapts_for": [pair_of(row, "name") for row in own if row["pk"] in may],
        "use": _use(use) if use else None,
        "asks_use": bool(item.published_at and item.province_id and item.kind in in_use.KINDS),
    }


def _origin(row):
    source, original = Kin.of(row["source"]), Kin.of(row["original"])
    return {
        "source": source,
        "original": original if original.pk != source.pk else None,
        "reads_source": row["reads_source"],
        "reads_original": row["reads_original"],
        "waiting": row["waiting"],
    }


def _use(row):
    is_ended = row["answer"] == UseQuestion.Answer.ENDED
    return Use(is_ended, datetime.date.fromisoformat(row["on"]), row["reason"])
