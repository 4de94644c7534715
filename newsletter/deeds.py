"""What people have done for the newsletter, as their profile shows it (members.deeds)."""

import datetime

from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from kit.clock import BAGHDAD
from members.models import Province
from members.registries import Deed, Deeds, Rows
from newsletter.models import Edition


def _rows(people):
    """Editions that the person drafted and readers got."""
    names = {f"name_{language}": f"province__name_{language}" for language in ("ar", "en")}
    own = {name: name for name in ("number", "month", "title_ar", "title_en")}
    on = TruncDate("released_at", tzinfo=BAGHDAD)
    return [
        Rows(Edition.objects.public().filter(created_by__in=people), "created_by", {**own, **names, "on": on})
    ]


def _told(facts):
    names = {name: facts[name] for name in ("name_ar", "name_en")}
    edition = Edition(
        month=datetime.date.fromisoformat(facts["month"]),
        title_ar=facts["title_ar"],
        title_en=facts["title_en"],
        province=Province(**names) if any(names.values()) else None,
    )
    path, on = f"newsletter/{facts['number']}/", datetime.date.fromisoformat(facts["on"])
    return Deed(kind=_("Newsletter edition"), title=edition.headline(), path=path, on=on)


deeds = Deeds(_rows, _told)
