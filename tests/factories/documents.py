"""Folders of documents as people pack them, and the sheets beside them."""

import io
import struct
import zipfile

from django.core.files.base import ContentFile

from kit import sheets
from library.actions import intake
from library.importing.columns import COLUMNS
from tests.factories.members import staff

UTF_8 = 0x800


def folder(files):
    """A ZIP with these files: name → bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return ContentFile(out.getvalue(), "folder.zip")


def folder_of_windows(name, content, encoding):
    """A ZIP whose one name stands in this encoding, without the flag that says UTF-8."""
    raw = name.encode(encoding)
    made = folder({"x" * len(raw): content}).read().replace(b"x" * len(raw), raw)
    assert made.count(raw) == 2
    return ContentFile(made, "folder.zip")


def flags_of(made):
    """The flags in the directory of a ZIP with one file."""
    at = made.rfind(b"PK\x01\x02")
    return struct.unpack_from("<H", made, at + 8)[0]


def line(number=2, **words):
    filled = {"title_en": "A tender checklist", "kind": "tool", "files": "list.txt"} | words
    return sheets.Line(number, {column.key: filled.get(column.key, "") for column in COLUMNS})


def sheet(*rows):
    return sheets.Sheet("documents.csv", [line(n, **words) for n, words in enumerate(rows, 2)], [])


def brought(*rows, files=None, by=None, **given):
    """An import whose rows were judged: one row and one file unless told otherwise."""
    files = {"list.txt": b"Twenty checks before a tender."} if files is None else files
    given.setdefault("sheet", sheet(*(rows or ({},))))
    return intake.bring(by=by or staff(), folder=folder(files), name="folder.zip", **given)
