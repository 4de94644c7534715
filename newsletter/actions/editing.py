"""The words of an edition and its blocks, for several editors at once."""

from django.db import transaction
from django.db.models import Max

import kit
from kit import audit
from newsletter import drafting
from newsletter.actions.locked import locked


class Changed(Exception):
    """Another window has kept other words meanwhile."""


@transaction.atomic
def save_edits(*, edition, by, head=None, blocks=None, base=None, has_version=True):
    """Keep what differs: `head` is field → value, `blocks` the key of an entry → {field: value}.

    `base`: how often the words had been kept when these were begun. Raises Changed where it is more by now
    and these are other words, NotOpen, PermissionDenied. A block that changes its section goes to its end.
    """
    edition = locked(edition, by=by, is_open=True)
    changes = differing(edition, head, blocks)
    if not changes:
        return edition
    if base not in (None, edition.saves):
        raise Changed(str(edition))
    for row, words in changes:
        if "section" in words:
            row.position = _last(edition, words["section"]) + 1
        for name, value in words.items():
            setattr(row, name, value)
        if row is not edition:  # which is written once, below
            _write(row, has_version)
    kept(edition, by, has_version=has_version)
    if has_version:
        audit.record(by, "newsletter.edited", str(edition))
    return edition


def differing(edition, head=None, blocks=None):
    """[(edition or entry, {field: new value})] of what is not as it is kept."""
    entries = edition.entries.select_related("item__province").in_bulk(blocks or {})
    given = [(edition, head or {}), *((entry, blocks[key]) for key, entry in entries.items())]
    changes = [(row, _other(row, words)) for row, words in given]
    return [(row, words) for row, words in changes if words]


def _other(row, words):
    one_way = {name: _with_plain_ends(value) for name, value in words.items()}
    return {name: value for name, value in one_way.items() if value != _with_plain_ends(getattr(row, name))}


def _with_plain_ends(value):
    """Browsers send the ends of lines as two signs."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def kept(edition, by, *, has_version=True):
    """Write down that its words have changed, and by whom."""
    edition.saves, edition.saved_by, edition.saved_at = edition.saves + 1, by, kit.now()
    _write(edition, has_version)


def _write(row, has_version):
    return row.save() if has_version else row.save_without_historical_record()


@transaction.atomic
def add_item(*, edition, item, section, by):
    """Put an item into the edition by hand; one that was taken out comes back."""
    edition = locked(edition, by=by, is_open=True)
    entry = edition.entries.filter(item=item).first()
    if entry is None:
        entry = drafting.entry_of(item, edition=edition)
    elif entry.removed_at is None:
        return entry
    return _placed(entry, edition, section)


@transaction.atomic
def add_entry(*, edition, entry, by):
    """Put news written by hand at the end of its section; `entry` is not saved yet."""
    edition = locked(edition, by=by, is_open=True)
    entry.edition = edition
    return _placed(entry, edition, entry.section)


def _placed(entry, edition, section):
    entry.section, entry.position, entry.removed_at = section, _last(edition, section) + 1, None
    entry.save()
    return entry


def _last(edition, section):
    return edition.entries.filter(section=section).aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def move(*, edition, entry, step, by):
    """Move a block within its section: -1 is one up, 1 is one down; at the end nothing happens."""
    edition = locked(edition, by=by, is_open=True)
    rows = list(_standing_beside(edition, entry))
    at = next((place for place, row in enumerate(rows) if row.pk == entry.pk), None)
    if at is None or not 0 <= at + step < len(rows):
        return
    rows.insert(at + step, rows.pop(at))
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    audit.record(by, "newsletter.edited", str(edition))


def _standing_beside(edition, entry):
    return edition.entries.standing().filter(section=entry.section).order_by("position", "pk")


@transaction.atomic
def take_out(*, edition, entry, by):
    """Take a block out; it can be put back, and drafting again does not bring it."""
    _set_removed(edition, entry, by, kit.now())


@transaction.atomic
def put_back(*, edition, entry, by):
    """Put a block back where it stood."""
    _set_removed(edition, entry, by, None)


def _set_removed(edition, entry, by, at):
    edition = locked(edition, by=by, is_open=True)
    entry = edition.entries.get(pk=entry.pk)
    if (entry.removed_at is None) != (at is None):
        entry.removed_at = at
        entry.save()
        audit.record(by, "newsletter.edited", str(edition))
