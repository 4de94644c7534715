"""Files that are refused before they cost anything: bombs, programs, two files in one, names that lie."""

import tracemalloc
import unicodedata

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kit.files import Refused, inspect, safe_name
from kit.files.names import MAX_BYTES, OVERRIDES
from tests.factories import kit as files

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ZIP = files.archive({"a.txt": b"hello"})
RELS = (
    b'<Relationships><Relationship Type="x/attachedTemplate" Target="https://elsewhere.example/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)

REFUSED = {
    "empty": ("a.pdf", b"", "empty"),
    "page as PDF": ("a.pdf", HTML, "mismatch"),
    "page as text": ("a.txt", HTML, "mismatch"),
    "page as text after a space": ("a.md", b" \n\t" + HTML, "mismatch"),
    "drawing with code as text": ("a.txt", SVG, "mismatch"),
    "drawing with code as picture": ("a.png", SVG, "mismatch"),
    "page": ("a.html", HTML, "kind"),
    "drawing": ("a.svg", SVG, "kind"),
    "program": ("a.exe", b"MZ\x90\x00", "kind"),
    "program as PDF": ("a.pdf", b"MZ\x90\x00" * 30, "mismatch"),
    "program as text": ("a.txt", b"MZ\x90\x00" * 30, "mismatch"),
    "shell as text": ("a.txt", b"#!/bin/sh\nrm -rf /", "mismatch"),
    "archive": ("a.zip", ZIP, "kind"),
    "archive as document": ("a.docx", ZIP, "mismatch"),
    "sheet as document": ("a.docx", files.xlsx("a"), "mismatch"),
    "PDF as picture": ("a.jpg", files.PDF, "mismatch"),
    "PDF as text": ("a.txt", files.PDF, "mismatch"),
    "PNG as JPEG": ("a.jpg", files.picture("PNG"), "mismatch"),
    "half a picture": ("a.png", files.picture("PNG", (300, 300))[:80], "damaged"),
    "half a document": ("a.docx", files.docx("a")[:-30], "damaged"),
    "binary as text": ("a.txt", b"a\x00b\x01", "mismatch"),
    "PDF and archive": ("a.pdf", files.PDF + ZIP, "polyglot"),
    "picture and archive": ("a.jpg", files.picture() + ZIP, "polyglot"),
    "picture and page": ("a.png", files.picture("PNG")[:60] + HTML, "polyglot"),
    "picture and PDF": ("a.jpg", files.picture()[:100] + files.PDF, "polyglot"),
    "film and page": ("a.mp4", files.MP4[:40] + HTML, "polyglot"),
    "PDF and page": ("a.pdf", files.PDF[:20] + HTML, "polyglot"),
    "picture before a document": ("a.docx", files.picture() + files.docx("a"), "mismatch"),
    "something after a document": ("a.docx", files.docx("a") + HTML, "damaged"),
    "macros": ("a.docx", files.office("docx", {"word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        "a.xlsx",
        files.archive({"[Content_Types].xml": "macroEnabled", "xl/workbook.xml": ""}),
        "macros",
    ),
    "macros in OpenDocument": ("a.odt", files.archive({"mimetype": "x", "Basic/a.xml": ""}), "macros"),
    "a template from elsewhere": (
        "a.docx",
        files.office("docx", {"word/_rels/settings.xml.rels": RELS}),
        "macros",
    ),
    "program inside": ("a.pptx", files.office("pptx", {"ppt/embeddings/run.EXE": b"MZ"}), "program"),
    "page inside": ("a.docx", files.office("docx", {"word/a.html": HTML}), "program"),
    "climbing member": ("a.docx", files.office("docx", {"../../etc/passwd": b"x"}), "damaged"),
    "virus": ("a.txt", files.EICAR, "virus"),
    "virus in the middle": ("a.pdf", files.PDF + b"x" * 1_048_560 + files.EICAR, "virus"),
    "virus inside": ("a.docx", files.office("docx", {"word/media/a.bin": files.EICAR}), "virus"),
    "picture bomb": ("a.png", files.huge_png(30_000, 30_000), "pixels"),
    "picture over the limit": ("a.png", files.huge_png(10_000, 6_000), "pixels"),
    "many members": ("a.docx", files.office("docx", {f"word/{n}.xml": b"" for n in range(5_001)}), "bomb"),
    "the same bytes many times": ("a.docx", files.overlapping(), "bomb"),
    "entities": (
        "a.docx",
        files.archive({"[Content_Types].xml": "<!DOCTYPE x>", "word/document.xml": ""}),
        "dtd",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_are_refused_with_a_reason(case):
    name, content, reason = REFUSED[case]

    with override("ar"), pytest.raises(Refused) as refused:
        inspect(files.upload(name, content))

    assert refused.value.reason == reason
    assert "⟦" not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_an_archive_bomb_is_refused_without_being_unpacked():
    bomb = files.office("docx", {"word/media/a.bin": b"\0" * 60_000_000})
    assert len(bomb) < 100_000
    tracemalloc.start()

    with pytest.raises(Refused) as refused:
        inspect(files.upload("a.docx", bomb))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.reason == "bomb"
    assert peak < 2_000_000


def test_a_file_over_its_limit_is_refused_unread():
    class Heavy:
        name, size = "a.pdf", 10**12

        def read(self, *args):
            raise AssertionError("read")

    with pytest.raises(Refused) as refused:
        inspect(Heavy())
    assert refused.value.reason == "size"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "a/b.pdf",
        "C:\\temp\\a.pdf",
        "invoice\u202efdp.exe",
        "\u2066a.pdf",
        "a\x00.pdf",
        "a\r\nSet-Cookie: x.pdf",
        "a\x7f.pdf",
        "a\u2028b.pdf",
        ".pdf",
        "pdf",
        "",
        "..",
        "...pdf",
        " .pdf",
    ],
)
def test_names_that_lie_are_refused(name):
    with pytest.raises(Refused) as refused:
        safe_name(name)
    assert refused.value.reason == "name"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  تقرير   نهائي .pdf", "تقرير نهائي.pdf"),
        ("پلانی کار.docx", "پلانی کار.docx"),
        ("مي\u200cخواهم.pdf", "مي\u200cخواهم.pdf"),
        ("\u200fتقرير\u200e.pdf", "تقرير.pdf"),
        ("a?b*c:d.pdf", "a-b-c-d.pdf"),
        ("archive.tar.pdf", "archive.tar.pdf"),
        ("report.pdf.", "report.pdf"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("e\u200e\u0301tude.pdf", "étude.pdf"),
        ("#1 <b>.pdf", "#1 -b-.pdf"),
    ],
)
def test_honest_names_are_kept(name, kept):
    assert safe_name(name) == kept


def test_long_names_are_cut_and_keep_their_ending():
    kept = safe_name("محافظة " * 60 + ".docx")

    assert len(kept.encode()) <= MAX_BYTES
    assert kept.endswith(".docx")
    assert kept.startswith("محافظة محافظة")


NAMES = st.one_of(
    st.text(max_size=150),
    st.text(st.sampled_from("aب./\\ \u202e\u200f\u0301\u200d\x00\n%;\"'é٣"), max_size=300).map(
        lambda stem: stem + ".pdf"
    ),
)


@given(NAMES)
def test_any_name_is_refused_or_safe(name):
    try:
        kept = safe_name(name)
    except Refused:
        return

    assert 0 < len(kept.encode()) <= MAX_BYTES
    assert kept == safe_name(kept) == unicodedata.normalize("NFC", kept)
    assert not set(kept) & set('/\\\r\n\0<>:"|?*')
    assert not OVERRIDES.search(kept)
    assert not kept.startswith(".")
    assert kept.rpartition(".")[0]
