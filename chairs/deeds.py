"""What people have done for a chairing province, as their profile shows it (members.deeds)."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

import kit
from chairs.models import Term
from kit.bilingual import Text, pair_of
from kit.quarter import Quarter
from members.registries import Deed, Deeds, Rows


def _rows(people):
    """Terms whose quarter has begun, for which the person edits or edited."""
    named = Term.editors.through.objects.filter(user__in=people, term__in=Term.objects.held())
    begun = named.filter(term__quarter__lte=Quarter.of(kit.today()))
    names = {f"name_{language}": f"term__province__name_{language}" for language in ("ar", "en")}
    return [Rows(begun, "user", {"quarter": "term__quarter", **names})]


def _told(facts):
    quarter = Quarter.parse(facts["quarter"])
    words = _("%(province)s, %(quarter)s") % {"province": pair_of(facts, "name"), "quarter": quarter.label}
    title = Text(words, get_language() or "ar")
    return Deed(kind=_("Chair editor"), title=title, path="", on=quarter.first)


deeds = Deeds(_rows, _told)
