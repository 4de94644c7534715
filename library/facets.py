"""Filters of the list, each choice with the number of items it would show."""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.bilingual import Pair
from kit.formats import digits
from library.models import Item, Kind

LARGE = 5_000  # items from which on the counts of the whole library may be COUNTS_AGE old
COUNTS_AGE = 60  # seconds
LANGUAGES = {"ar": ("is_in_arabic", _("Arabic")), "en": ("is_in_english", _("English"))}


@dataclass(frozen=True)
class Dimension:
    """A filter: its name in the address, its columns, and what to call it.

    Where `table` is given the column holds a key of it, and the address says its `code`.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    value: str  # SQL: what the address says, several words where an item has several values
    table: str = ""
    code: str = ""

    @property
    def grouping(self):
        return f"({', '.join(self.columns)})"

    def condition(self, values):
        path = f"{self.columns[0].removesuffix('_id')}__{self.code}" if self.table else self.columns[0]
        return Q(**{f"{path}__in": values})

    def sql(self, values):
        if self.table:
            return f"{self.columns[0]} IN (SELECT id FROM {self.table} WHERE {self.code} = ANY(%s))", [values]
        return f"{self.columns[0]} = ANY(%s)", [values]


class LanguageDimension(Dimension):
    def condition(self, values):
        return Q(*[(LANGUAGES[value][0], True) for value in values], _connector=Q.OR)

    def sql(self, values):
        return "(" + " OR ".join(LANGUAGES[value][0] for value in values) + ")", []


class ProvinceDimension(Dimension):
    """A practice of several provinces stands under each of them, not under the leading one alone."""

    def condition(self, values):
        shared = Item.partners.through.objects.filter(province__code__in=values)
        return super().condition(values) | Q(pk__in=shared.values("item"))

    def sql(self, values):
        # as arrays, so that both indexes answer
        leading = f"province_id = ANY(ARRAY(SELECT id FROM {self.table} WHERE code = ANY(%s)))"
        shared = f"id = ANY(ARRAY(SELECT item_id FROM ({SHARED}) s WHERE code = ANY(%s)))"
        return f"({leading} OR {shared})", [values, values]


def _key(name, title, table, code, of_kind=Dimension):
    return of_kind(name, title, (f"{name}_id",), f"{name}_id::text", table, code)


SHARED = """
    SELECT shared.item_id, shared.province_id, province.code
    FROM library_item_partners shared JOIN members_province province ON province.id = shared.province_id
"""
BOTH = "concat_ws(' ', CASE WHEN is_in_arabic THEN 'ar' END, CASE WHEN is_in_english THEN 'en' END)"
DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("kind", _("What you need"), ("kind",), "kind"),
        _key("theme", _("Theme"), "themes_theme", "id"),
        _key("criterion", _("Criterion"), "members_criterion", "number"),
        _key("province", _("Province"), "members_province", "code", ProvinceDimension),
        Dimension("year", _("Year of the reform"), ("year",), "year::text"),
        LanguageDimension("language", _("Language"), ("is_in_arabic", "is_in_english"), BOTH),
    )
}
PARTNERS = f"""
    SELECT 'province', s.province_id::text, count(*)
    FROM (SELECT id, province_id FROM base{{where}}) f
    JOIN ({SHARED}) s ON s.item_id = f.id AND s.province_id IS DISTINCT FROM f.province_id
    GROUP BY 2
"""
COLUMNS = [column for dimension in DIMENSIONS.values() for column in dimension.columns]
NAMED = """
    SELECT c.name, coalesce(p.code, cr.number::text, c.value),
        coalesce(p.name_ar, cr.name_ar, t.title_ar, ''),
        coalesce(p.name_en, cr.name_en, t.title_en, ''), sum(c.items)::int
    FROM ({counted}) c (name, value, items)
    LEFT JOIN members_province p ON c.name = 'province' AND p.id::text = c.value
    LEFT JOIN members_criterion cr ON c.name = 'criterion' AND cr.id::text = c.value
    LEFT JOIN themes_theme t ON c.name = 'theme' AND t.id::text = c.value
    GROUP BY 1, 2, 3, 4
"""


@dataclass
class Choice:
    """A value of a dimension: what the address says, its names, how many items have it."""

    value: str
    name_ar: str
    name_en: str
    count: int
    name = Pair("name")

    def title(self, dimension):
        if dimension == "kind":
            return Kind(self.value).label
        if dimension == "language":
            return LANGUAGES[self.value][1]
        return self.name if self.name_ar or self.name_en else digits(self.value)


@dataclass
class Counts:
    """How many items each value of each dimension has, and how many there are in all."""

    total: int = 0
    by: dict = field(default_factory=dict)


def narrowed(items, chosen):
    """The items under all chosen values."""
    for name, values in chosen.items():
        if values:
            items = items.filter(DIMENSIONS[name].condition(values))
    return items


def count(items, chosen, audience=None):
    """Counts of every dimension under the choices in the *other* ones, in one query.

    `audience` names who may see `items` when they are the whole library: its counts are kept for a minute.
    """
    whole = cache.get(f"library.counts.{audience}") if audience else None
    active = [name for name in DIMENSIONS if chosen.get(name)]
    if whole is not None and not active:
        return whole
    parts = [([name for name in DIMENSIONS if name not in active], chosen)]
    if len(active) != 1 or whole is None:
        parts += [([name], {**chosen, name: []}) for name in active]
    counts = _read(items, parts, chosen)
    if len(parts) == 1 and active:
        counts.by[active[0]] |= whole.by[active[0]]
    if audience and not active and counts.total > LARGE:
        cache.set(f"library.counts.{audience}", counts, COUNTS_AGE)
    return counts


def _read(items, parts, chosen):
    """Runs all parts as one query; a row is (dimension, value, names, count), the total has no dimension."""
    base, params = items.order_by().values("id", *COLUMNS).query.sql_with_params()
    params, texts = list(params), []
    for number, (names, under) in enumerate(parts):
        conditions, values = _conditions(under)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        sets = ", ".join([DIMENSIONS[name].grouping for name in names] + ([] if number else ["()"]))
        texts.append(f"SELECT {_cases(names)}, count(*) FROM base{where} GROUP BY GROUPING SETS ({sets})")
        params += values
        if "province" in names:
            texts.append(PARTNERS.format(where=where))
            params += values
    for name, values in chosen.items():  # a chosen value is shown with its name even where it finds nothing
        table, code = DIMENSIONS[name].table, DIMENSIONS[name].code
        if values and table:
            texts.append(f"SELECT '{name}', id::text, 0 FROM {table} WHERE {code} = ANY(%s)")
            params.append(values)
    named = NAMED.format(counted=" UNION ALL ".join(texts))
    with connection.cursor() as cursor:  # not materialized: each part goes by the index of its own filters
        cursor.execute(f"WITH base AS NOT MATERIALIZED ({base}) {named}", params)
        return _noted(cursor.fetchall(), chosen)


def _noted(rows, chosen):
    counts = Counts(by={name: {} for name in DIMENSIONS})
    for name, several, name_ar, name_en, number in rows:
        if not name:
            counts.total = number
        for value in several.split() if name and several else []:
            choice = counts.by[name].setdefault(value, Choice(value, name_ar, name_en, 0))
            choice.count += number
    for name, values in chosen.items():
        for value in values:
            counts.by[name].setdefault(str(value), Choice(str(value), "", "", 0))
    return counts


def _conditions(chosen):
    pieces = [DIMENSIONS[name].sql(values) for name, values in chosen.items() if values]
    return [text for text, _values in pieces], [value for _text, values in pieces for value in values]


def _cases(names):
    """Which dimension a row of the grouping sets is about, and its value."""
    if not names:
        return "'', NULL"
    first = {name: f"WHEN GROUPING({DIMENSIONS[name].columns[0]}) = 0 THEN" for name in names}
    name = " ".join(f"{when} '{name}'" for name, when in first.items())
    value = " ".join(f"{when} {DIMENSIONS[name].value}" for name, when in first.items())
    return f"CASE {name} ELSE '' END, CASE {value} END"
