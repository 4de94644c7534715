"""A file that someone brings: looked at from the cheapest question to the dearest, then stored."""

import contextlib
import hashlib
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from kit.files import archives, contents, pictures, scanner
from kit.files.kinds import KINDS, Kind, advice
from kit.files.names import extension_of, safe_name
from kit.files.refusal import Refused, StorageAway

log = structlog.get_logger(__name__)
CHUNK = 1 << 20


@dataclass(frozen=True)
class Intake:
    """What was found out about a file; `content` is what will be stored (pictures are written anew)."""

    name: str
    kind: str  # document, sheet, slides, text, picture, video, sound
    content_type: str
    size: int
    sha256: str
    content: Any = field(repr=False, compare=False)


def inspect(upload, groups=None) -> Intake:
    """Looks at an upload (`.name`, `.size`, a file); raises Refused. `groups` narrows the kinds."""
    name = safe_name(upload.name)
    kind = kind_of(name, upload.size, groups)
    file = getattr(upload, "file", upload)
    contents.check(file, kind)
    digest = _digest(file)
    scanner.scan(file)
    if kind.is_picture:
        content = ContentFile(pictures.rewritten(file, kind.extension), name)
        return Intake(name, kind.group, kind.content_type, content.size, _digest(content), content)
    return Intake(name, kind.group, kind.content_type, upload.size, digest, upload)


def store(intake) -> str:
    """Writes the content of an Intake (or an upload) under a name of ours and returns that path."""
    content = (intake if isinstance(intake, Intake) else inspect(intake)).content
    content.seek(0)
    key = uuid.uuid4().hex
    return default_storage.save(f"{key[:2]}/{key}", content)


def store_bytes(data: bytes) -> str:
    """The same for bytes that we made ourselves."""
    return store_unread(ContentFile(data))


def store_unread(file) -> str:
    """The same for a file that is never given back: what is inside is inspected when it is taken out."""
    key = uuid.uuid4().hex
    file.seek(0)
    return default_storage.save(f"{key[:2]}/{key}", file)


def discard(path: str) -> None:
    """Removes a stored file, when its row is gone. Where the storage is away the log and a row name what
    stays, and the schedule tries again; the caller goes on.
    """
    try:
        default_storage.delete(path)
    except (StorageAway, OSError) as error:
        from kit.files import left_behind  # the reader of files comes by here without a database

        log.exception("file_left_behind", path=path)
        left_behind.keep(path, error)


@contextlib.contextmanager
def on_disk(path: str, folder: str):
    """Where the file lies, or a copy of it in the folder where the storage is far away."""
    with default_storage.open(path) as file:
        try:
            source = default_storage.path(path)
        except NotImplementedError:
            source = str(Path(folder, "source"))
            with Path(source).open("wb") as copy:
                shutil.copyfileobj(file, copy, CHUNK)
    yield source


def kind_of(name: str, size: int, groups=None) -> Kind:
    """The kind that a name and a size say; asked before any byte is there. Raises Refused."""
    kind = KINDS.get(extension_of(name))
    if kind is None:
        sentence, facts = advice(extension_of(name))
        raise Refused("kind", sentence, **facts)
    if groups is not None and kind.group not in groups:
        raise Refused("kind", _("This kind of file does not fit here."))
    _check_size(size, kind)
    return kind


def _check_size(size, kind: Kind) -> None:
    if not size:
        raise Refused("empty", _("This file is empty. Choose it again."))
    if size > kind.limit:
        sentence = _("This file is too large (%(size)s). The limit is %(limit)s.")
        raise Refused("size", sentence, size=size, limit=kind.limit)


def _digest(file) -> str:
    """SHA-256, and a look for the test virus on the way."""
    digest, tail = hashlib.sha256(), b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        if archives.EICAR in tail + chunk:
            raise Refused("virus", archives.VIRUS)
        digest.update(chunk)
        tail = chunk[-len(archives.EICAR) :]
    file.seek(0)
    return digest.hexdigest()
