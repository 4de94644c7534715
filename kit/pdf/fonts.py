"""The portal's fonts as typst reads them: made once from those of the pages, kept under var/."""

import hashlib
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

# A family holds one script, as in the style sheets: its name in the file → the source.
SOURCES = {
    "Vazirmatn": "vazirmatn-arabic-wght-normal.woff2",
    "IBM Plex Sans": "ibm-plex-sans-latin-wght-normal.woff2",
    "Alexandria Arabic": "alexandria-arabic-wght-normal.woff2",
    "Alexandria": "alexandria-latin-wght-normal.woff2",
}
FAMILY, TYPOGRAPHIC_FAMILY = 1, 16


@cache
def folder() -> Path:
    """Where the fonts lie as TTF. Two processes may make them at once: files come into place whole."""
    sources = Path(settings.BASE_DIR, "static", "fonts")
    digest = hashlib.sha256(b"".join((sources / name).read_bytes() for name in SOURCES.values()))
    made = Path(settings.VAR_DIR, "fonts", digest.hexdigest()[:16])
    made.mkdir(parents=True, exist_ok=True)
    for family, source in SOURCES.items():
        target = made / Path(source).with_suffix(".ttf").name
        if not target.exists():
            _unpack(sources / source, family, target)
    return made


def _unpack(source: Path, family: str, target: Path) -> None:
    font = TTFont(source)
    font.flavor = None
    font["name"].removeNames(nameID=TYPOGRAPHIC_FAMILY)
    for record in font["name"].names:
        if record.nameID == FAMILY:
            record.string = family
    with tempfile.TemporaryDirectory(dir=target.parent) as fresh:
        half = Path(fresh, target.name)
        font.save(half)
        half.replace(target)
