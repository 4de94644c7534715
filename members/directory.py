"""The directory: who is found by name, province, criterion, role and skill, and how many under each."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection
from django.utils.translation import gettext_lazy as _

import kit
from kit import selections
from kit.bilingual import Pair
from kit.digits import latin
from kit.text import name_key
from members.models import Listing, Role

LONGEST = 100
MOST_VALUES = 20
DIMENSIONS = {
    "province": _("Province"),
    "criterion": _("Criterion"),
    "role": _("Role"),
    "skill": _("Skill"),
}
LARGE = 5_000  # people from which on counts may be COUNTS_AGE old
COUNTS_AGE = 60  # seconds
CHOICES = 40  # of one filter: the most frequent ones

COUNTED = """
    SELECT part, facet, people, label FROM (
        SELECT *, row_number() OVER (PARTITION BY part, dimension ORDER BY people DESC, facet) AS place
        FROM (
            SELECT part, facet, split_part(facet, ':', 1) AS dimension, count(*)::int AS people,
                min(label) AS label
            FROM ({parts}) found (part, facet, label) GROUP BY part, facet
        ) counted
    ) placed WHERE place <= %s
"""
# Facets are compared byte by byte: only whether they are the same matters, and sorting them costs the most.
PART = """
    SELECT %s, unnest(facets || ''::text) COLLATE "C", unnest(labels || NULL::text)
    FROM ({listings}) listing_{part}
"""
NAMED = """
    SELECT c.part, c.facet, c.people,
        coalesce(p.name_ar, k.name_ar, c.label, ''), coalesce(p.name_en, k.name_en, '')
    FROM ({counted} UNION ALL SELECT -1, asked, 0, NULL FROM unnest(%s::text[]) asked) c
    LEFT JOIN members_province p ON c.facet = ('province:' || p.code) COLLATE "C"
    LEFT JOIN members_criterion k ON c.facet = ('criterion:' || k.number) COLLATE "C"
"""


class Selection(selections.Selection):
    """What a reader asks the directory for."""

    @classmethod
    def read(cls, query):
        """From the address; what is not understood is left out."""
        words = selections.words_of(query, LONGEST)
        return cls(words, {name: _valid(name, query.getlist(name)) for name in DIMENSIONS})


def _valid(name, values):
    values = [latin(value).replace("\x00", "").strip() for value in values]
    if name == "role":
        values = [value for value in values if value in Role.values]
    if name == "skill":
        values = [name_key(value) for value in values]
    return list(dict.fromkeys(value[:60] for value in values if value))[:MOST_VALUES]


@dataclass
class Choice:
    """A value of a filter: what the address says, its names, how many people have it."""

    value: str
    name_ar: str
    name_en: str
    count: int
    name = Pair("name")

    def title(self, dimension):
        if dimension == "role":
            return Role(self.value).label
        return self.name if self.name_ar or self.name_en else self.value


@dataclass
class Counts:
    """How many people each value of each filter has, and how many there are in all."""

    total: int = 0
    by: dict = field(default_factory=lambda: {name: {} for name in DIMENSIONS})


@dataclass
class Found:
    """The listings of a day that a selection asks for, by name: pages cut out of it what they show."""

    rows: object
    words: str

    def __getitem__(self, part):
        if not self.words:
            return self.rows.order_by("name_key", "pk")[part]
        return self.rows.as_written_first(self.words, part.stop)[part]


def found(selection, on=None):
    """Who is found on that day."""
    return Found(_named(selection.words, on or kit.today()).under(selection.chosen), selection.words)


def _named(words, on):
    rows = Listing.objects.on(on)
    if not words:
        return rows
    return rows.named(words) if name_key(words) else rows.none()


def count(selection, on=None):
    """Counts of every filter under the choices in the *other* ones; one query, or none while they are kept.

    They say nothing of who asks: everybody who may read the directory finds the same people.
    """
    on = on or kit.today()
    active = [name for name, values in selection.chosen.items() if values]
    parts = [selection.chosen, *({**selection.chosen, name: []} for name in active)]
    keys = [_cache_key(selection.words, chosen, on) for chosen in parts]
    tallies = cache.get_many(keys)
    is_nobody = selection.words and not name_key(selection.words)
    missing = [] if is_nobody else [row for row in zip(keys, parts, strict=True) if row[0] not in tallies]
    asked = [f"{name}:{value}" for name in active for value in selection.chosen[name]]
    named, read = _read(missing, selection.words, on, asked) if missing else ({}, {})
    cache.set_many({key: tally for key, tally in read.items() if _total(tally) > LARGE}, COUNTS_AGE)
    tallies |= read
    return _joined(selection, active, [tallies.get(key, {}) for key in keys], named)


def _cache_key(words, chosen, on):
    asked = f"{on} {name_key(words)} {sorted((name, sorted(values)) for name, values in chosen.items())}"
    return f"members.directory.{hashlib.sha256(asked.encode()).hexdigest()[:32]}"


def _total(tally):
    return tally.get("", ("", "", 0))[-1]


def _read(missing, words, on, asked):
    """(names of what was asked for, {key: tally}); a tally is {facet: (name_ar, name_en, people)}."""
    texts, params = [], []
    for part, (_key, chosen) in enumerate(missing):
        rows = _named(words, on).under(chosen).order_by().values("facets", "labels")
        sql, values = rows.query.sql_with_params()
        texts.append(PART.format(listings=sql, part=part))
        params += [part, *values]
    counted = COUNTED.format(parts=" UNION ALL ".join(texts))
    with connection.cursor() as cursor:
        cursor.execute(NAMED.format(counted=counted), [*params, CHOICES, asked])
        rows = cursor.fetchall()
    tallies = defaultdict(dict)
    for part, facet, people, name_ar, name_en in rows:
        tallies[part][facet] = (name_ar, name_en, people)
    named = tallies.pop(-1, {})
    return named, {key: tallies[part] for part, (key, _chosen) in enumerate(missing)}


def _joined(selection, active, tallies, named):
    """Each filter's own choices do not narrow it: they come out of the tally without them."""
    whole, *others = tallies
    counts = Counts(total=_total(whole))
    shown = [(whole, set(DIMENSIONS) - set(active)), *zip(others, [{name} for name in active], strict=True)]
    for tally, names in shown:
        for facet, (name_ar, name_en, people) in tally.items():
            name, _colon, value = facet.partition(":")
            if name in names:
                counts.by[name][value] = Choice(value, name_ar, name_en, people)
    for name in active:  # a chosen value is shown also where it finds nobody
        for value in selection.chosen[name]:
            name_ar, name_en, _none = named.get(f"{name}:{value}", ("", "", 0))
            counts.by[name].setdefault(value, Choice(value, name_ar, name_en, 0))
    return counts
