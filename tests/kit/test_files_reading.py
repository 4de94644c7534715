"""Words and previews out of files: Arabic in its right order, broken and hostile files give nothing."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kit import text
from kit.files import KINDS, archives, extract_text, pdf, preview
from tests.factories import kit as files

DATA = Path(__file__).parent / "data"
DOCX, PPTX, XLSX, ODT = (KINDS[extension].content_type for extension in ("docx", "pptx", "xlsx", "odt"))
PDF = "application/pdf"


def words_of(content, content_type):
    return extract_text(io.BytesIO(content), content_type)


@pytest.mark.parametrize("made_by", ["printed", "typeset"])
def test_arabic_pdfs_of_two_producers_are_read_in_their_right_order(made_by):
    written = set(text.words((DATA / "rights.txt").read_text()))

    read = text.words(words_of((DATA / f"{made_by}.pdf").read_bytes(), PDF))

    assert len(written & set(read)) / len(written) > 0.95


def test_the_better_of_two_readings_is_taken():
    right, reversed_ = "في المحافظة من الديوان إلى القسم", "يف ةظفاحملا نم ناويدلا ىلإ مسقلا"

    assert pdf.arabic_share(right) > pdf.CLEARLY_ARABIC > pdf.arabic_share(reversed_)


def test_english_pdf():
    assert words_of(files.PDF, PDF) == "Procurement"


@pytest.mark.parametrize(
    ("content", "content_type", "words"),
    [
        (files.docx("خطة العمل", "second"), DOCX, "خطة العمل\nsecond"),
        (files.pptx("one", "two"), PPTX, "one\ntwo"),
        (files.xlsx("بابل", "12"), XLSX, "بابل\n12"),
        (files.odt("وثيقة"), ODT, "وثيقة"),
        ("نص".encode("utf-16"), "text/plain", "نص"),
        ("نص".encode("cp1256"), "text/plain", "نص"),
        (b"a,b\n1,2", "text/csv", "a,b\n1,2"),
        (b"x\x00y", "text/plain", "xy"),
    ],
)
def test_words_of_every_kind(content, content_type, words):
    assert words_of(content, content_type) == words


def test_slides_are_read_in_their_order():
    read = words_of(files.pptx(*[f"slide {n}" for n in range(1, 12)]), PPTX)

    assert read.splitlines()[9:] == ["slide 10", "slide 11"]


def test_a_stored_file_is_read_by_its_path():
    path = default_storage.save("ab/" + "1" * 32, ContentFile(files.docx("stored")))

    assert extract_text(path, DOCX) == "stored"
    default_storage.delete(path)


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "unknown/kind"])
def test_pictures_and_films_have_no_words(content_type):
    assert words_of(b"anything", content_type) == ""


@given(st.sampled_from([PDF, DOCX, PPTX, XLSX, ODT]), st.binary(max_size=300), st.integers(0, 400))
def test_broken_files_give_nothing_and_no_error(content_type, noise, place):
    good = {
        PDF: files.PDF,
        DOCX: files.docx("a"),
        PPTX: files.pptx("a"),
        XLSX: files.xlsx("a"),
        ODT: files.odt("a"),
    }
    broken = good[content_type][:place] + noise + good[content_type][place:]

    assert isinstance(words_of(broken, content_type), str)
    assert isinstance(words_of(noise, content_type), str)


def test_entities_are_not_unfolded():
    laughs = (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
    )

    assert words_of(files.office("docx", {"word/document.xml": laughs}), DOCX) == ""


def test_a_part_that_unpacks_to_too_much_is_not_read(monkeypatch):
    monkeypatch.setattr("kit.files.extract.MAX_XML", 10_000)

    assert words_of(files.docx("a" * 20_000), DOCX) == ""


def test_reading_stops_at_a_million_characters():
    assert len(words_of(files.docx(*["word " * 2_000] * 150), DOCX)) <= 1_000_000


def test_an_archive_that_is_locked_is_not_read():
    content = bytearray(files.docx("a"))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + flag] |= 1
            start = content.find(mark, start + 4)

    with pytest.raises(archives.Refused) as refused:
        archives.check_office(io.BytesIO(bytes(content)), "docx")
    assert refused.value.reason == "locked"


@pytest.mark.parametrize(
    ("content", "content_type", "size"),
    [
        (files.PDF, PDF, (800, 400)),
        (files.picture("PNG", (2_000, 1_000), "RGBA"), "image/png", (960, 480)),
        (files.picture("JPEG", (300, 300)), "image/jpeg", (300, 300)),
    ],
)
def test_previews_are_small_pictures(content, content_type, size):
    seen = Image.open(io.BytesIO(preview(io.BytesIO(content), content_type)))

    assert (seen.format, seen.size) == ("WEBP", size)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-rubbish", PDF),
        (b"", PDF),
        (b"rubbish", "image/png"),
        (files.huge_png(40_000, 40_000), "image/png"),
        (b"x", DOCX),
    ],
)
def test_what_cannot_be_shown_has_no_preview(content, content_type):
    assert preview(io.BytesIO(content), content_type) is None
