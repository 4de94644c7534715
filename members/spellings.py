"""How people name provinces and criteria in sheets: by code or number, in any language, in any spelling."""

from kit.sheets import spelt
from members.models import Criterion, Province

COUNTRY = "iq"


def provinces():
    """Spelling → Province: its code with the country or without, its names, and what else it is called."""
    found = {}
    for province in Province.objects.all():
        names = (province.code, province.name_ar, province.name_en, province.name_ckb, *province.spellings)
        for name in names:
            found.setdefault(spelt(name), province)
            found.setdefault(spelt(name).removeprefix(f"{COUNTRY} "), province)
    return found


def criteria():
    """Spelling → Criterion: its number and its names."""
    found = {}
    for criterion in Criterion.objects.all():
        for name in (str(criterion.number), criterion.name_ar, criterion.name_en):
            found[spelt(name)] = criterion
    return found
