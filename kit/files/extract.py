"""The words inside a document, for search, with limits for hostile files."""

import re
from xml.etree import ElementTree

from kit.files import archives, contents, pdf
from kit.files.refusal import Refused, StorageAway

MAX_CHARACTERS = 1_000_000
MAX_XML = 60_000_000
MAX_TEXT_FILE = 10_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "application/vnd.openxmlformats-officedocument."
NUMBERED = re.compile(r"(\d+)\.xml$")


def extract_text(file, content_type: str) -> str:
    """The words, at most a million characters; "" where there are none or the file cannot be read."""
    reader = READERS.get(content_type)
    if reader is None:
        return ""
    if isinstance(file, str):
        from django.core.files.storage import default_storage

        with default_storage.open(file) as opened:
            return extract_text(opened, content_type)
    try:
        text = reader(file)
    except StorageAway:
        raise
    except (Refused, ElementTree.ParseError, OSError, ValueError):
        return ""
    return text.replace("\x00", "")[:MAX_CHARACTERS].strip()


def _plain(file) -> str:
    file.seek(0)
    return contents.decoded(file.read(MAX_TEXT_FILE)) or ""


def _docx(file) -> str:
    archive = archives.open_archive(file)
    parts = ["word/document.xml", *_numbered(archive, r"word/(header|footer|footnotes|endnotes)\d*\.xml")]
    return "\n".join(_paragraphs(archive, part, f"{_W}p", f"{_W}t", f"{_W}tab") for part in parts)


def _pptx(file) -> str:
    archive = archives.open_archive(file)
    slides = _numbered(archive, r"ppt/slides/slide\d+\.xml")
    notes = _numbered(archive, r"ppt/notesSlides/notesSlide\d+\.xml")
    return "\n".join(_paragraphs(archive, part, f"{_A}p", f"{_A}t", f"{_A}br") for part in (*slides, *notes))


def _xlsx(file) -> str:
    archive = archives.open_archive(file)
    strings = [name for name in archive.namelist() if name == "xl/sharedStrings.xml"]
    inline = _numbered(archive, r"xl/worksheets/sheet\d+\.xml")
    lines = [_paragraphs(archive, name, f"{_S}si", f"{_S}t", "") for name in strings]
    return "\n".join([*lines, *(_paragraphs(archive, name, f"{_S}is", f"{_S}t", "") for name in inline)])


def _odf(file) -> str:
    archive = archives.open_archive(file)
    root = ElementTree.fromstring(archives.read_member(archive, "content.xml", MAX_XML))
    blocks = (node for node in root.iter() if node.tag in (f"{_T}p", f"{_T}h"))
    return "\n".join("".join(block.itertext()) for block in blocks)


def _numbered(archive, pattern: str) -> list[str]:
    names = (name for name in archive.namelist() if re.fullmatch(pattern, name))
    return sorted(names, key=lambda name: int(match[1]) if (match := NUMBERED.search(name)) else 0)


def _paragraphs(archive, part: str, block: str, run: str, gap: str) -> str:
    root = ElementTree.fromstring(archives.read_member(archive, part, MAX_XML))
    return "\n".join(_words(node, run, gap) for node in root.iter(block))


def _words(block, run: str, gap: str) -> str:
    pieces = (" " if node.tag == gap else node.text or "" for node in block.iter() if node.tag in (run, gap))
    return "".join(pieces)


READERS = {
    "text/plain": _plain,
    "text/markdown": _plain,
    "text/csv": _plain,
    "application/pdf": pdf.read,
    OFFICE + "wordprocessingml.document": _docx,
    OFFICE + "presentationml.presentation": _pptx,
    OFFICE + "spreadsheetml.sheet": _xlsx,
    "application/vnd.oasis.opendocument.text": _odf,
    "application/vnd.oasis.opendocument.spreadsheet": _odf,
    "application/vnd.oasis.opendocument.presentation": _odf,
}
