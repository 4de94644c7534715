"""Readers who agreed elsewhere: brought, judged row by row, confirmed once or thrown away; or one by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

import kit
from kit import audit
from mailing import actions as mailing
from newsletter import importing, rules
from newsletter.dispatch import TOPIC
from newsletter.models import ReaderImport, ReaderRow

WRITTEN = 2_000  # rows in one statement
TRIES = 3  # a reader may subscribe between judging and carrying out


class NotShown(Exception):
    """The import was confirmed or thrown away already."""


@dataclass(frozen=True)
class Proof:
    """What was agreed to, where, and on which day."""

    consent: str
    source: str
    agreed_on: date

    def told(self, by=""):
        """Where it was agreed, as a subscription keeps it."""
        return f"{self.source}, {self.agreed_on:%Y-%m-%d}" + (f" · {by}" if by else "")


def _check(by):
    """`by` None is an operator, who has the database anyway."""
    if by is not None and not rules.may_see_readers(by):
        raise PermissionDenied


@transaction.atomic
def bring(*, by, sheet, proof, language="ar", request=None):
    """Keep the rows of a sheet (`newsletter.importing.read`) with their fates; nothing else changes."""
    _check(by)
    kept = ReaderImport.objects.create(
        by=by,
        name=sheet.name,
        consent=proof.consent,
        source=proof.source,
        agreed_on=proof.agreed_on,
        language=language,
        ignored=sheet.ignored,
    )
    rows = importing.rows_of(sheet.lines, language)
    fates = importing.judge(rows)
    for row in rows:
        row.reader_import, row.fate = kept, fates[row.number]
    ReaderRow.objects.bulk_create(rows, batch_size=WRITTEN)
    kept.result = dict(Counter(row.fate for row in rows))
    kept.save(update_fields=["result"])
    audit.record(by, "readers.brought", f"{kept.pk}: {len(rows)}", request=request)
    return kept


def _take(reader_import, by):
    _check(by)
    taken = ReaderImport.objects.select_for_update().filter(pk=reader_import.pk, done_at=None).first()
    if taken is None:
        raise NotShown
    return taken


@transaction.atomic
def confirm(*, reader_import, by, request=None):
    """Subscribe the rows whose fate is still the one that was shown: once, whoever presses the button.

    Raises NotShown, PermissionDenied.
    """
    taken = _take(reader_import, by)
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                rows = _carry_out(taken)
            break
        except IntegrityError:
            if attempt == TRIES:
                raise
    taken.done_at, taken.confirmed_by = kit.now(), by
    taken.result = dict(Counter(row.fate for row in rows if not row.was))
    taken.save(update_fields=["done_at", "confirmed_by", "result"])
    audit.record(by, "readers.confirmed", f"{taken.pk}: {taken.result}", request=request)
    return taken


def _carry_out(taken):
    rows = list(taken.rows.all())
    fates = importing.judge(rows)
    shifted = [row for row in rows if fates[row.number] != row.fate]
    for row in shifted:
        row.was, row.fate = row.fate, fates[row.number]
    ReaderRow.objects.bulk_update(shifted, ["fate", "was"], batch_size=WRITTEN)
    proof = Proof(taken.consent, taken.source, taken.agreed_on)
    _subscribe([row for row in rows if not row.was], proof, f"#{taken.pk}")
    return rows


def _subscribe(rows, proof, by):
    mailing.import_subscribers(
        rows=[(row.address, row.language) for row in rows if row.fate in ReaderRow.Fate.deeds()],
        topic=TOPIC,
        consent=proof.consent,
        source=proof.told(by),
    )


@transaction.atomic
def discard(*, reader_import, by, request=None):
    """Throw away an import that nobody has confirmed, with its rows. Raises as `confirm`."""
    taken = _take(reader_import, by)
    audit.record(by, "readers.discarded", str(taken.pk), request=request)
    taken.delete()


@transaction.atomic
def add_reader(*, address, language, proof, by, request=None):
    """One reader by hand, with their proof; returns the Fate. Who left stays away."""
    _check(by)
    row = ReaderRow(number=1, written=address, address=address, language=language)
    row.fate = importing.judge([row])[1]
    _subscribe([row], proof, str(by.name))
    audit.record(by, "readers.added", str(row.fate), request=request)
    return row.fate


@transaction.atomic
def end_subscription(*, subscription, by, request=None):
    """Take somebody off the list who asked for it in another way than by the link."""
    _check(by)
    mailing.leave(address=subscription.address, topic=TOPIC, language=subscription.language)
    audit.record(by, "readers.ended", str(subscription.pk), request=request)


def record_export(*, by, count, request=None):
    """Addresses have left the portal as a file."""
    audit.record(by, "readers.exported", str(count), request=request)


def forget_rows(as_of):
    """Deletes rows of imports that are thirty days old; returns how many."""
    return ReaderRow.objects.old(as_of).delete()[0]
