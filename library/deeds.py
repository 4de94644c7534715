"""What people have done for the library, as their profile shows it (members.deeds)."""

import datetime

from django.db.models import F, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from kit.bilingual import pair_of
from kit.clock import BAGHDAD
from library.models import Contributor, Item, Transfer
from members.registries import Deed, Deeds, Rows


def _rows(people):
    """Published practices of each person, written or contributed to, each once, and transfers achieved: for
    who led them and for whose practice it was.
    """
    shown = Item.objects.published()
    named = Contributor.objects.filter(person__in=people, item__in=shown)
    by_others = named.exclude(item__created_by=F("person"))
    carried = Transfer.objects.achieved().filter(item__in=shown).with_days()
    return [
        Rows(shown.filter(created_by__in=people), "created_by", _practice("", kind="written")),
        Rows(by_others, "person", _practice("item__", kind="contributed")),
        Rows(carried.filter(lead__in=people), "lead", _transfer("source", kind="adopted")),
        Rows(
            carried.filter(item__created_by__in=people),
            "item__created_by",
            _transfer("adopter", kind="given"),
        ),
    ]


def _practice(item, kind):
    return {
        "kind": Value(kind),
        "key": f"{item}pk",
        "title_ar": f"{item}published_revision__title_ar",
        "title_en": f"{item}published_revision__title_en",
        "on": TruncDate(f"{item}published_at", tzinfo=BAGHDAD),
    }


def _transfer(province, kind):
    return {
        "kind": Value(kind),
        "key": "pk",
        "title_ar": "revision__title_ar",
        "title_en": "revision__title_en",
        "on": TruncDate("achieved_at", tzinfo=BAGHDAD),
        "name_ar": f"{province}__name_ar",
        "name_en": f"{province}__name_en",
    }


def _told(facts):
    title, on = pair_of(facts, "title"), datetime.date.fromisoformat(facts["on"])
    if facts["kind"] in ("written", "contributed"):
        words = _("Published practice") if facts["kind"] == "written" else _("Contribution to a practice")
        return Deed(kind=words, title=title, path=f"library/{facts['key']}/", on=on)
    words = _("Adopted from %(province)s") if facts["kind"] == "adopted" else _("Adopted in %(province)s")
    words %= {"province": pair_of(facts, "name")}
    return Deed(kind=words, title=title, path=Transfer(pk=facts["key"]).path, on=on)


deeds = Deeds(_rows, _told)
