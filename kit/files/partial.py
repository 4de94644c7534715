"""Bytes of uploads under way: each in a file of its own that grows at its end, outside the storage."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files import File

KEY = re.compile(r"[0-9a-f]{32}")
STEP = 1 << 16
BLOCK = 512 * 1024


def path_of(key: str) -> Path:
    if not KEY.fullmatch(key):
        raise ValueError(key)
    return Path(settings.UPLOADS_ROOT, key)


def write(key: str, at: int, data: bytes) -> None:
    """Puts bytes at their place; whatever a writer that was cut off left behind it goes."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "xb") as file:
        file.seek(at)
        file.truncate()
        file.write(data)


def opened(key: str, name: str) -> File:
    """All that has arrived, read from the disk and never held in memory."""
    return File(path_of(key).open("rb"), name=name)


def remove(key: str) -> None:
    path_of(key).unlink(missing_ok=True)


def keys() -> set[str]:
    """Every upload of which bytes lie here."""
    root = Path(settings.UPLOADS_ROOT)
    return {path.name for path in root.iterdir() if KEY.fullmatch(path.name)} if root.is_dir() else set()


def blocks(stream):
    """What a request brings, at most 512 KB at a time; what came before the line broke is given too."""
    held = bytearray()
    try:
        while piece := stream.read(STEP):
            held += piece
            if len(held) >= BLOCK:
                yield bytes(held)
                held.clear()
    except OSError:  # the line broke
        pass
    if held:
        yield bytes(held)
