"""What an app keeps of a person, said once for each model: how it is found, what goes, what stays.

An app writes its `HOLDING` in `personal.py`. From it come the page that says what is held, the export,
and the erasure; nobody writes a second list.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count, ManyToManyField, Q, Value


@dataclass(frozen=True)
class Who:
    """The person, and every address by which rows without a key know them."""

    person: object
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """Rows of one model that lead to a person: by keys (`by`), or by their addresses (`by_address`).

    `goes(who)` says which of them erasure deletes (None: none; they stay, and the person in them has no name
    any more). `forget` blanks fields of what stays, where the keys `forget_by` lead to the person. `hidden`
    fields never leave: secrets, and what is only an index. `files(row)` gives (path, name) of its files.
    A row that `is_emptied` stays, and nothing stands in it any more.
    """

    model: type
    by: tuple[str, ...] = ()
    by_address: tuple[str, ...] = ()
    goes: Callable | None = None
    forget: dict = field(default_factory=dict)
    forget_by: tuple[str, ...] | None = None
    hidden: tuple[str, ...] = ()
    files: Callable | None = None
    title: str = ""
    is_emptied: bool = False

    @property
    def label(self):
        return self.model._meta.label

    @property
    def words(self):
        """What they are called, in the reader's language."""
        return self.title or self.model._meta.verbose_name_plural

    @property
    def history(self):
        """The model of earlier versions, where there are such."""
        manager = getattr(self.model._meta, "simple_history_manager_attribute", None)
        return getattr(self.model, manager).model if manager else None

    @property
    def labels(self):
        """The model's own and that of its versions."""
        return [self.label, *([self.history._meta.label] if self.history else [])]

    def rows(self, who, by=None):
        """Every row that leads to the person."""
        found = Q(pk__in=[])
        for key in self.by if by is None else by:
            found |= Q(**{key: who.person.pk})
        for name in self.by_address if by is None else ():
            for address in who.addresses:
                found |= Q(**{f"{name}__iexact": address})
        return self.model._base_manager.filter(found)

    def going(self, who):
        """The rows that erasure deletes or empties."""
        if self.is_emptied:
            return self.rows(who)
        return self.rows(who).filter(Q(pk__in=[]) if self.goes is None else self.goes(who)).distinct()


def whole(who):
    """Every row goes."""
    return Q()


def mine(model, *by, **words):
    """Rows that are the person's own: all of them go."""
    return Kept(model, by=by, goes=whole, **words)


def named(model, *by, **words):
    """Rows that stay: what the network decided, published or did; only the person's name is gone."""
    return Kept(model, by=by, **words)


@dataclass(frozen=True)
class Holding:
    """What one app keeps. `first(who, keeps_name)` does before all else what the declarations cannot say."""

    kept: tuple[Kept, ...]
    first: Callable | None = None

    @property
    def labels(self):
        return [label for kept in self.kept for label in kept.labels]


def counts(labelled):
    """label → how many rows, in one question; `labelled`: [(label, rows)]."""
    each = [
        rows.order_by().annotate(kept=Value(label)).values("kept").annotate(rows=Count("pk", distinct=True))
        for label, rows in labelled
    ]
    return {row["kept"]: row["rows"] for row in each[0].union(*each[1:], all=True)}


def erase(holding, who, keeps_name=False):
    """Deletes what goes and blanks what is to be forgotten, earlier versions included.

    In the caller's transaction. Returns the paths of stored files whose rows are gone.
    """
    if holding.first:
        holding.first(who, keeps_name)
    return [path for kept in holding.kept for path in _erase(kept, who)]


def _erase(kept, who):
    paths = []
    if kept.forget:
        keys = list(kept.rows(who, by=kept.forget_by).values_list("pk", flat=True))
        _blank(kept, keys)
    if kept.goes is not None:
        going = kept.going(who)
        if kept.files:
            paths = [path for row in going for path, _name in kept.files(row)]
        keys = list(going.values_list("pk", flat=True))
        kept.model._base_manager.filter(pk__in=keys).delete()
        if kept.history:
            kept.history._base_manager.filter(**{f"{kept.model._meta.pk.attname}__in": keys}).delete()
    return paths


def _blank(kept, keys):
    kept.model._base_manager.filter(pk__in=keys).update(**kept.forget)
    if kept.history:
        known = {one.name for one in kept.history._meta.concrete_fields}
        blanks = {name: value for name, value in kept.forget.items() if name in known}
        versions = kept.history._base_manager.filter(**{f"{kept.model._meta.pk.attname}__in": keys})
        versions.update(**blanks)


def exported(kept, who, chunk=500):
    """Each row as (row, {field: value}), in the order of keys, a few at a time."""
    fields = [one for one in kept.model._meta.concrete_fields if one.name not in kept.hidden]
    many = [one for one in kept.model._meta.many_to_many if isinstance(one, ManyToManyField)]
    many = [one for one in many if one.name not in kept.hidden]
    related = [one.name for one in fields if one.is_relation]
    rows = kept.rows(who).order_by("pk").prefetch_related(*[one.name for one in many])
    for row in rows.select_related(*related).iterator(chunk_size=chunk):
        values = {one.name: _value(row, one) for one in fields}
        yield row, values | {one.name: [str(x) for x in getattr(row, one.name).all()] for one in many}


def _value(row, one):
    """A related row by its words, anything else as it is."""
    if one.is_relation:
        related = getattr(row, one.name)
        return None if related is None else str(related)
    return one.value_from_object(row)
