"""What people have done for a chairing province, as their profile shows it (members.deeds)."""

from collections import defaultdict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

import kit
from chairs.models import Term
from kit.bilingual import Text
from kit.quarter import Quarter
from members.registries import Deed


def deeds(people):
    """Terms whose quarter has begun, for which the person edits or edited; one query, however many."""
    named = Term.editors.through.objects.filter(user__in=people, term__in=Term.objects.held())
    begun = named.filter(term__quarter__lte=Quarter.of(kit.today()))
    done = defaultdict(list)
    for row in begun.select_related("term__province"):
        done[row.user_id].append(_deed(row.term))
    return dict(done)


def _deed(term):
    words = _("%(province)s, %(quarter)s") % {"province": term.province.name, "quarter": term.quarter.label}
    title = Text(words, get_language() or "ar")
    return Deed(kind=_("Chair editor"), title=title, path="", on=term.quarter.first)
