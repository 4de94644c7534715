"""A file that someone brings: looked at from the cheapest question to the dearest, then stored."""

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import formats
from kit.files import archives, contents, pictures
from kit.files.kinds import KINDS, Kind, advice
from kit.files.names import extension_of, safe_name
from kit.files.refusal import Refused

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
    kind = _kind(name, groups)
    _check_size(upload.size, kind)
    file = getattr(upload, "file", upload)
    contents.check(file, kind)
    if kind.is_picture:
        content = ContentFile(pictures.rewritten(file, kind.extension), name)
        return Intake(name, kind.group, kind.content_type, content.size, _digest(content), content)
    digest = _digest(file)
    return Intake(name, kind.group, kind.content_type, upload.size, digest, upload)


def store(intake) -> str:
    """Writes the content of an Intake (or an upload) under a name of ours and returns that path."""
    content = (intake if isinstance(intake, Intake) else inspect(intake)).content
    content.seek(0)
    key = uuid.uuid4().hex
    return default_storage.save(f"{key[:2]}/{key}", content)


def discard(path: str) -> None:
    """Removes a stored file, when its row is gone."""
    default_storage.delete(path)


def _kind(name: str, groups) -> Kind:
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise Refused("kind", advice(extension_of(name)))
    if groups is not None and kind.group not in groups:
        raise Refused("kind", _("This kind of file does not fit here."))
    return kind


def _check_size(size, kind: Kind) -> None:
    if not size:
        raise Refused("empty", _("This file is empty. Choose it again."))
    if size > kind.limit:
        sentence = gettext("This file is too large (%(size)s). The limit is %(limit)s.")
        raise Refused("size", sentence % {"size": formats.size(size), "limit": formats.size(kind.limit)})


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
