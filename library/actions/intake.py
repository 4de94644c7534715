"""Folders of documents: brought, judged, confirmed once, carried out row by row, or thrown away."""

import datetime
from collections import Counter

import structlog
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import override

import kit
from kit import audit
from kit.enqueue import enqueue
from kit.files import Refused, discard
from kit.files.intake import store_unread
from kit.files.refusal import StorageAway
from kit.files.scanner import ScannerAway
from kit.sheets import Line
from library import rules
from library.actions.drafts import start_draft
from library.actions.files import attach
from library.actions.publication import submit
from library.importing import judging
from library.importing.bundle import Bundle
from library.importing.reasons import Refusal
from library.importing.reference import Reference
from library.models import DocumentImport, DocumentRow, Item

log = structlog.get_logger(__name__)
AT_ONCE = 30  # rows that are judged and carried out while the reader waits; more are work for the queue
BYTES_AT_ONCE = 10_000_000
WRITTEN = 1_000  # rows in one statement
MOST_UNNAMED = 200
KEPT_FOR = datetime.timedelta(days=14)  # what nobody confirms
HALF = 1 << 63


class NotShown(Exception):
    """The rows wait to be judged, or somebody has confirmed them already."""


class There(Exception):
    """The library holds it by now."""

    def __init__(self, item):
        super().__init__(str(item.pk))
        self.item = item


def bring(*, by, sheet, folder, name, for_review=False, request=None):
    """Keep a sheet (`kit.sheets.read`) and its folder (a ZIP that `bundle.check` has seen); judge the rows.

    Nothing else changes. What is large is judged by the queue. Raises PermissionDenied.
    """
    if not rules.may_import(by):
        raise PermissionDenied
    path = store_unread(folder)
    try:
        brought = _keep(by, sheet, path, folder.size, name, for_review, request)
    except BaseException:
        discard(path)
        raise
    _now_or_later(brought)
    return DocumentImport.objects.get(pk=brought.pk)


@transaction.atomic
def _keep(by, sheet, path, size, name, for_review, request):
    brought = DocumentImport.objects.create(
        by=by,
        name=sheet.name,
        folder=name[:200],
        path=path,
        size=size,
        for_review=for_review,
        ignored=sheet.ignored,
    )
    rows = (
        DocumentRow(
            document_import=brought, number=line.number, words=line.words, formulae=list(line.formulae)
        )
        for line in sheet.lines
    )
    DocumentRow.objects.bulk_create(rows, batch_size=WRITTEN)
    audit.record(by, "documents.brought", f"{brought.pk}: {len(sheet.lines)}", request=request)
    return brought


def _now_or_later(brought):
    from library.tasks import work_on_import

    if brought.size > BYTES_AT_ONCE or brought.rows.count() > AT_ONCE:
        enqueue(work_on_import, brought.pk)
    else:
        work_on(brought.pk)


def work_on(pk):
    """Judge the rows, or carry out what was confirmed; 0 where nothing waits, or a helper is away."""
    brought = DocumentImport.objects.waiting().select_related("by", "confirmed_by").filter(pk=pk).first()
    if brought is None:
        return 0
    try:
        with override(brought.by.language):
            return _carry_out(brought) if brought.confirmed_at else _judge(brought.pk)
    except (ScannerAway, StorageAway) as away:
        log.warning("import_waits", document_import=pk, why=type(away).__name__)
        return 0


def work_on_waiting():
    """Imports whose hint was lost, or that waited for the scanner; the longest in line first."""
    waiting = DocumentImport.objects.waiting().order_by("at").values_list("pk", flat=True)
    return sum(work_on(pk) for pk in list(waiting))


@transaction.atomic
def _judge(pk):
    brought = DocumentImport.objects.select_for_update(skip_locked=True, of=("self",))
    brought = brought.filter(pk=pk, judged_at=None).first()
    if brought is None:
        return 0
    rows = list(brought.rows.all())
    with Bundle.opened(brought.path) as bundle:
        reference = Reference(bundle)
        verdicts = judging.judge(map(_line, rows), reference, for_review=brought.for_review)
        brought.unnamed = reference.unnamed()[:MOST_UNNAMED]
    for row in rows:
        verdict = verdicts[row.number]
        row.fate, row.reason, row.about, row.item = verdict.fate, verdict.reason, verdict.about, verdict.item
    DocumentRow.objects.bulk_update(rows, ["fate", "reason", "about", "item"], batch_size=WRITTEN)
    brought.judged_at = kit.now()
    brought.save(update_fields=["judged_at", "unnamed"])
    return len(rows)


def _line(row):
    return Line(row.number, row.words, tuple(row.formulae))


def _take(brought, by):
    """The import, locked, as it waits to be confirmed."""
    if not rules.may_import(by):
        raise PermissionDenied
    taken = DocumentImport.objects.select_for_update(of=("self",)).filter(pk=brought.pk).first()
    if taken is None or taken.state != "shown":
        raise NotShown
    return taken


def confirm(*, brought, by, request=None):
    """Carry out what was shown: once, however many press the button. Raises NotShown, PermissionDenied."""
    with transaction.atomic():
        taken = _take(brought, by)
        taken.confirmed_at, taken.confirmed_by = kit.now(), by
        taken.save(update_fields=["confirmed_at", "confirmed_by"])
        label = f"{taken.pk}: {dict(results(taken))}"
        audit.record(by, "documents.confirmed", label, request=request)
    _now_or_later(taken)
    return DocumentImport.objects.get(pk=taken.pk)


def results(brought):
    """Fate → how many rows; those whose fate became another one are left out (see `shifted`)."""
    return Counter(brought.rows.filter(was="").values_list("fate", flat=True))


def _carry_out(brought):
    """Row by row, each in a transaction of its own: a worker that is killed is followed by the next."""
    done = 0
    with Bundle.opened(brought.path) as bundle:
        reference = Reference(bundle)
        for pk in list(brought.rows.to_do().values_list("pk", flat=True)):
            done += _carry_out_row(pk, brought.confirmed_by, reference)
    _finish(brought.pk)
    return done


@transaction.atomic
def _carry_out_row(pk, by, reference):
    rows = DocumentRow.objects.to_do().select_for_update(skip_locked=True, of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        return 0
    try:
        with transaction.atomic():
            row.item = _make(row, by, reference)
    except There as there:
        row.was, row.fate, row.reason, row.about = row.fate, DocumentRow.Fate.THERE, "there", {}
        row.item = there.item
    except Refusal as refusal:
        row.was, row.fate = row.fate, DocumentRow.Fate.REFUSED
        row.reason, row.about = refusal.reason, refusal.about
    row.done_at = kit.now()
    row.save()
    return int(not row.was)


def _make(row, by, reference):
    """The item of a row with its files, handed in where so shown. Raises There, Refusal, ScannerAway."""
    one = reference.understand(_line(row))
    _alone_with(one.identity)
    if item := judging.known([one]).of(one):
        raise There(item)
    words = {
        "tags": list(one.tags),
        "partners": list(one.partners),
        "contributors": one.contributors,
        **one.facts,
        **one.texts,
    }
    draft = start_draft(by=by, form_key=one.identity, **words)
    _attach_all(draft, by, one, reference.bundle)
    if row.fate == DocumentRow.Fate.REVIEW:
        submit(revision=draft, by=by)
    return Item.objects.get(pk=draft.item_id)


def _alone_with(identity):
    """Another import that makes the same item at this moment waits, and then finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [identity.int % (2 * HALF) - HALF])


def _attach_all(draft, by, one, bundle):
    kept = []
    try:
        for key, name in one.files:
            with bundle.unpacked(key, name) as file:
                kept.append(attach(revision=draft, upload=file, by=by).path)
    except (ScannerAway, StorageAway):
        _drop(kept)
        raise
    except Refused as refusal:
        _drop(kept)
        raise Refusal("file", text=name, why=refusal.code) from refusal


def _drop(paths):
    for path in paths:
        discard(path)


@transaction.atomic
def _finish(pk):
    brought = DocumentImport.objects.select_for_update(of=("self",)).get(pk=pk)
    if brought.done_at is None and not brought.rows.to_do().exists():
        _forget_folder(brought.path)
        brought.done_at, brought.path = kit.now(), ""
        brought.save(update_fields=["done_at", "path"])


def _forget_folder(path):
    transaction.on_commit(lambda: discard(path))


@transaction.atomic
def discard_import(*, brought, by, request=None):
    """Throw away an import that nobody has confirmed, with its folder. Raises as `confirm`."""
    taken = _take(brought, by)
    audit.record(by, "documents.discarded", str(taken.pk), request=request)
    _forget_folder(taken.path)
    taken.delete()


@transaction.atomic
def remove_stale_imports(*, as_of):
    """Folders that were shown and that nobody confirmed for two weeks; returns how many."""
    stale = list(DocumentImport.objects.stale(as_of - KEPT_FOR).select_for_update(skip_locked=True))
    for brought in stale:
        _forget_folder(brought.path)
        brought.delete()
    return len(stale)
