"""The words of a PDF: two readers, each at home with other producers; the more Arabic reading is right."""

import ctypes
import io
import logging
import re
import threading
import unicodedata

import pypdfium2
from pypdfium2 import raw

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file says so in dozens of lines
MAX_PAGES = 500
MAX_CHARACTERS = 1_000_000
ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
LEFT_TO_RIGHT = re.compile("[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9]")
_STOPS = """
    في من على إلى الى عن أن ان إن التي الذي هذا هذه ما لا كل أو او ثم مع قد كان كانت هو هي بين بعد قبل عند
    غير ذلك تلك لم لن حتى إذا اذا كما وفي ومن وهو وهي
"""
STOP_WORDS = frozenset(_STOPS.split())
ALEFS = "اأإآ"
ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for threads
CLEARLY_ARABIC = 0.1  # prose has 0.15 and more; a reading with its letters in disorder has less than 0.05


def read(file) -> str:
    """The text of at most 500 pages; "" where neither reader finds any."""
    file.seek(0)
    data = file.read()
    first = _by_pdfium(data)
    is_other_language = len(first) > 200 and len(ARABIC.findall(first)) < len(first) / 20
    if is_other_language or arabic_share(first) > CLEARLY_ARABIC:
        return first
    return max(first, _by_pypdf(data), key=lambda text: (arabic_share(text), bool(text.strip())))


def arabic_share(text: str) -> float:
    """How Arabic a reading is: the share of its words that are stop words, in hundredths."""
    words = text.split()
    return round(sum(word in STOP_WORDS for word in words) / max(len(words), 1), 2)


def _by_pdfium(data: bytes) -> str:
    with ONE_AT_A_TIME:
        return _read_by_pdfium(data)


def _read_by_pdfium(data: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    try:
        return _joined(_page_text(document, number) for number in range(min(len(document), MAX_PAGES)))
    except pypdfium2.PdfiumError:
        return ""
    finally:
        document.close()


def _by_pypdf(data: bytes) -> str:
    import pypdf  # 16 MB of memory that no other process of the portal needs
    from pypdf.errors import PyPdfError

    try:
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return _joined(pages[number].extract_text() for number in range(min(len(pages), MAX_PAGES)))
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError):
        return ""  # pypdf raises whatever a broken file makes it stumble over


def _joined(pages) -> str:
    """Pages until there are enough words; letters, not their shapes: PDFs hold ﻓﻲ where people write في."""
    read, total = [], 0
    for page in pages:
        read.append(unicodedata.normalize("NFKC", page))
        total += len(page)
        if total > MAX_CHARACTERS:
            break
    return "\n".join(read)


def _page_text(document, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        written = text.get_text_bounded()
        return _by_place(text) if ARABIC.search(written) else written
    finally:
        text.close()
        page.close()


def _by_place(text) -> str:
    """The page's text, the letters of each Arabic word in the order of their places: right to left."""
    edges = [ctypes.c_double() for _ in range(4)]
    words, word = [], []
    for index in range(min(raw.FPDFText_CountChars(text.raw), MAX_CHARACTERS)):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if character.isspace():
            words += [_in_order(word), character]
            word = []
        else:
            raw.FPDFText_GetCharBox(text.raw, index, *edges)
            word.append((character, edges[0].value))
    return "".join([*words, _in_order(word)])


def _in_order(word: list[tuple[str, float]]) -> str:
    written = "".join(character for character, _ in word)
    if not ARABIC.search(written) or LEFT_TO_RIGHT.search(written):
        return written
    placed = sorted(word, key=lambda one: -one[1])
    for index in range(len(placed) - 1):
        # Lam-alef is one shape with two letters in one place; some readings turn the two round.
        (one, place), (other, same) = placed[index], placed[index + 1]
        if place == same and one in ALEFS and other == "ل":
            placed[index : index + 2] = (other, place), (one, place)
    return "".join(character for character, _ in placed)
