"""What a file really is, by its bytes: every kind has its own mark, and only its own."""

import codecs
import re

from django.utils.translation import gettext_lazy as _

from kit.files import archives
from kit.files.kinds import Kind
from kit.files.refusal import Refused

HEAD = 4_096
SURE = 64  # bytes in which every kind shows its mark
PAGE = re.compile(rb"<\s*(!doctype\s+html|html|script|svg|iframe|body|head|\?php)\b|<\?php", re.I)
TEXT_STARTS = re.compile(
    r"\s*(<\s*(!doctype|html|script|svg|\?xml|\?php|head|body|iframe)\b|%PDF-|\{\\rtf|#!|MZ.?\x90)", re.I
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VP",
    b"dash",
    b"MSNV",
    b"mmp4",
    b"3gp4",
    b"3gp5",
}
OFFICE = {"docx", "pptx", "xlsx", "odt", "ods", "odp"}
PICTURES = {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}

ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ORDER = re.compile(r"(?:^|[,;\t])\s*\"?[=+@-][^,;\n]*\|[^,;\n]*!", re.M)  # a cell that starts a program (DDE)

MISMATCH = _("This file is not what its name says. Save it anew in the right format and try again.")
TWO_IN_ONE = _("This file holds a second file of another kind and was not kept.")
ACTIVE_PDF = _("This PDF holds a program or another file. Print it anew as PDF and upload that.")
ACTIVE_SHEET = _("A cell of this table starts a program. Remove it and try again.")


def check(file, kind: Kind) -> None:
    """Raises Refused unless the bytes are of this kind and of no other."""
    file.seek(0)
    head = file.read(HEAD)
    if kind.group == "text" or kind.extension == "csv":
        _check_text(file, kind)
        return
    if not _is_marked(head, kind.extension):
        raise Refused("mismatch", MISMATCH)
    if kind.extension in OFFICE:
        archives.check_office(file, kind.extension)
        return
    if PAGE.search(head) or (kind.extension != "pdf" and b"%PDF-" in head) or archives.is_archive(file):
        raise Refused("polyglot", TWO_IN_ONE)
    if kind.extension == "pdf":
        _check_pdf(file)


def _check_pdf(file) -> None:
    """Nothing in it acts by itself; names may be written with escapes."""
    file.seek(0)
    tail = b""
    while piece := file.read(1 << 20):
        if ACTIVE.search(ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), tail + piece)):
            raise Refused("active", ACTIVE_PDF)
        tail = piece[-64:]


def check_start(head: bytes, kind: Kind) -> None:
    """The same of the first bytes alone, while the rest is on its way. Raises Refused."""
    if kind.group == "text" or kind.extension == "csv":
        if TEXT_STARTS.match(head[:HEAD].decode("latin-1")):
            raise Refused("mismatch", MISMATCH)
    elif len(head) >= SURE and not _is_marked(head[:HEAD], kind.extension):
        raise Refused("mismatch", MISMATCH)


def _is_marked(head: bytes, extension: str) -> bool:
    if extension in OFFICE:
        return head.startswith(b"PK\x03\x04")
    if extension in PICTURES:
        return head.startswith(PICTURES[extension]) and (extension != "webp" or head[8:12] == b"WEBP")
    return {"pdf": _is_pdf, "mp4": _is_mp4, "webm": _is_webm, "mp3": _is_mp3}[extension](head)


def _is_pdf(head: bytes) -> bool:
    return head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t ").startswith(b"%PDF-")


def _is_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in MP4_BRANDS


def _is_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _check_text(file, kind: Kind) -> None:
    file.seek(0)
    text = decoded(file.read())
    if text is None or CONTROLS.search(text) or TEXT_STARTS.match(text):
        raise Refused("mismatch", MISMATCH)
    if kind.extension == "csv" and ORDER.search(text):
        raise Refused("formula", ACTIVE_SHEET)


def decoded(data: bytes) -> str | None:
    """Text in UTF-8, in UTF-16 with its mark, or as Arabic Windows writes it; else None."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1256")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
