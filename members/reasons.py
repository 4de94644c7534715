"""Why somebody is told something, computed from the record that makes it concern them, in their language."""

from functools import cached_property

from django.utils.translation import gettext as _

import kit
from members.models import Province
from members.registries import Office
from members.rules import offices_on


def because(words):
    """A reason that is the same for everybody who is told: `words()` gives it in the active language."""
    return lambda person: words()


class ByRecord:
    """The reason by the record in which a person stands: [(keys of people, words)], the first that fits."""

    def __init__(self, *records, otherwise):
        self.records, self.otherwise = records, otherwise

    def __call__(self, person):
        for keys, words in self.records:
            if person.pk in keys:
                return words()
        return self.otherwise(person)


class ByOffice:
    """The office that a person holds today (of these provinces first), else that they are Taqadum staff."""

    def __init__(self, *provinces, otherwise=None):
        self.provinces = {getattr(province, "pk", province) for province in provinces}
        self.otherwise = otherwise or because(
            lambda: _("You get this because it concerns your work in the network.")
        )

    def __call__(self, person):
        office = self._held.get(person.pk)
        if office:
            words = SENTENCES[office.kind]()
            return words % {"province": self._names[office.province_id].name}
        if person.is_staff:
            return _("You get this because you are Taqadum staff.")
        return self.otherwise(person)

    @cached_property
    def _held(self):
        held = {}
        for office in sorted(offices_on(kit.today()), key=self._comes_first):
            held.setdefault(office.person_id, office)
        return held

    def _comes_first(self, office):
        return office.province_id not in self.provinces, ORDER.index(office.kind)

    @cached_property
    def _names(self):
        return Province.objects.in_bulk({office.province_id for office in self._held.values()})


ORDER = (Office.REPRESENTATIVE, Office.ALTERNATE, Office.EDITOR)
SENTENCES = {
    Office.REPRESENTATIVE: lambda: _("You get this because you represent %(province)s in the POCC."),
    Office.ALTERNATE: lambda: _("You get this because you are the alternate of %(province)s in the POCC."),
    Office.EDITOR: lambda: _("You get this because you edit for %(province)s, which chairs the network."),
}
