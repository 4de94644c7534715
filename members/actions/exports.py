"""A copy of one's data: asked for, made by the worker, told, removed after seven days."""

import datetime
import tempfile
import uuid

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.archive import Archive
from kit.enqueue import enqueue
from kit.files.intake import discard
from kit.formats import number
from kit.personal import exported
from members import rules
from members.actions.notices import tell
from members.holdings import all_kept, who_is
from members.models import DataExport
from members.reasons import because

log = structlog.get_logger(__name__)
ATTEMPTS = 3
HINT_IS_LATE = datetime.timedelta(minutes=2)
PATH = "members/me/data/"


class UnderWay(Exception):
    """A copy is being made already."""


@transaction.atomic
def ask_export(*, person, by, reason="", request=None):
    """A copy will be made and its owner told. Raises PermissionDenied, and UnderWay while one is made."""
    from members.tasks import make_export as task

    if not rules.may_ask_export(by, person):
        raise PermissionDenied
    try:
        with transaction.atomic():
            export = DataExport.objects.create(person=person, asked_by=by)
    except IntegrityError as error:
        raise UnderWay from error
    audit.record(by, "data.export_asked", f"{person.public_id}: {reason.strip()}", request=request)
    enqueue(task, export.pk)
    return export


def make_export(*, pk):
    """Make the copy, once, and tell; an attempt is counted first, so that none is tried for ever.

    Somebody else's work on it, or a copy that is there, is no error: 0 comes back, else its size.
    """
    DataExport.objects.open().filter(pk=pk).update(attempts=F("attempts") + 1)
    try:
        return _make(pk)
    except Exception:
        log.exception("data_not_exported", export=pk)
        _give_up(pk)
        return 0


@transaction.atomic
def _make(pk):
    rows = DataExport.objects.open().select_for_update(of=("self",), skip_locked=True)
    export = rows.select_related("person").filter(pk=pk).first()
    if export is None:
        return 0
    with tempfile.TemporaryFile() as file:
        with translation.override(export.person.language), Archive(file) as archive:
            write_all(archive, export.person)
        export.size = file.tell()
        file.seek(0)
        export.path = _keep(file)
    try:
        _finish(export)
    except BaseException:
        discard(export.path)
        raise
    return export.size


def _keep(file):
    key = uuid.uuid4().hex
    return default_storage.save(f"{key[:2]}/{key}", File(file))


def _finish(export):
    export.ready_at = kit.now()
    export.expires_at = export.ready_at + DataExport.KEPT_FOR
    export.save()
    for older in DataExport.objects.ready(export.ready_at).filter(person=export.person).exclude(pk=export.pk):
        _remove(older)
    told = export.person if export.person.is_reachable else export.asked_by
    tell(
        [told],
        title=lambda: _("The copy of your data is ready"),
        body=lambda: _("Download it within seven days; after that it is removed."),
        path=PATH,
        key=f"data_export:{export.pk}",
        why=because(lambda: _("You get this because a copy of the data was asked for.")),
    )


def _give_up(pk):
    """After the last attempt the person is told, and may ask again."""
    lost = DataExport.objects.open().filter(pk=pk, attempts__gte=ATTEMPTS).select_related("person").first()
    if lost is None:
        return
    DataExport.objects.filter(pk=pk).update(failed_at=kit.now())
    tell(
        [lost.person],
        title=lambda: _("The copy of your data could not be made"),
        body=lambda: _("Ask for it again. If it fails once more, write to Taqadum staff."),
        path=PATH,
        key=f"data_export:{pk}:failed",
        why=because(lambda: _("You get this because a copy of the data was asked for.")),
    )


def write_all(archive, person):
    """Everything the apps keep: a JSON list a kind, the files beside them, and what is what."""
    who, lines = who_is(person), []
    for kept in all_kept():
        name = kept.label.lower().replace(".", "/")
        files = []
        count = archive.write_rows(f"{name}.json", _rows(kept, who, files))
        for path, file_name in files:
            _copy(archive, path, f"files/{name}/{file_name}")
        lines.append((count == 0, f"{name}.json: {kept.words} ({number(count)})"))
    lines = [
        words for _is_empty, words in sorted(lines, key=lambda line: line[0])
    ]  # what there is comes first
    archive.write_text(_("Read me") + ".txt", "\n".join([_about(person), "", *lines, ""]))


def _rows(kept, who, found):
    """The values of each row; its files are noted in `found` on the way."""
    for row, values in exported(kept, who):
        if kept.files:
            found += [(path, f"{row.pk}/{name}") for path, name in kept.files(row)]
        yield values


def _copy(archive, path, name):
    try:
        with default_storage.open(path) as file:
            archive.write_file(name, file)
    except FileNotFoundError:
        log.warning("file_missing", path=path)


def _about(person):
    return _("What the Excellence Network keeps of %(name)s, one file a kind:") % {"name": person.name}


def make_waiting(*, as_of):
    """Copies whose hint to the worker was lost; returns how many were made."""
    waiting = DataExport.objects.open().filter(asked_at__lte=as_of).values_list("pk", flat=True)
    return sum(bool(make_export(pk=pk)) for pk in list(waiting))


def remove_stale(*, at):
    """Copies whose days are over; returns how many."""
    with transaction.atomic():
        stale = list(DataExport.objects.stale(at).select_for_update(skip_locked=True))
        for export in stale:
            _remove(export)
    return len(stale)


def _remove(export):
    """The file goes when the transaction has held; the row says that there was one."""
    export.removed_at = kit.now()
    export.save(update_fields=["removed_at"])
    transaction.on_commit(lambda: discard(export.path))
