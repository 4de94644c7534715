"""Files that are taken: by content and name together, kept under names of ours."""

import hashlib
import io
import re

import pytest
from django.core.files.storage import default_storage
from django.utils.translation import override
from PIL import Image

from kit.files import ACCEPT, KINDS, Refused, inspect, store
from kit.files.intake import discard
from tests.factories import kit as files

GOOD = {
    "plan.pdf": files.PDF,
    "plan.docx": files.docx("a"),
    "plan.pptx": files.pptx("a"),
    "plan.xlsx": files.xlsx("a"),
    "plan.odt": files.odt("a"),
    "plan.txt": "خطة العمل".encode(),
    "plan.md": b"# Plan\n\n<b>bold</b>",
    "plan.csv": "الاسم,العدد\nبابل,٣".encode("utf-8-sig"),
    "plan.jpg": files.picture("JPEG"),
    "plan.jpeg": files.picture("JPEG", mode="L"),
    "plan.png": files.picture("PNG", mode="RGBA"),
    "plan.webp": files.picture("WEBP"),
    "plan.mp4": files.MP4,
    "plan.webm": files.WEBM,
    "plan.mp3": files.MP3,
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(name):
    intake = inspect(files.upload(name, GOOD[name]))

    kind = KINDS[name.partition(".")[2]]
    assert (intake.name, intake.kind, intake.content_type) == (name, kind.group, kind.content_type)
    intake.content.seek(0)
    content = intake.content.read()
    assert (intake.size, intake.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    if not kind.is_picture:
        assert content == GOOD[name]


def test_every_kind_is_tried_here_or_is_a_sibling():
    tried = {name.partition(".")[2] for name in GOOD}

    assert set(KINDS) - tried == {"ods", "odp"}
    assert ACCEPT.split(",") == [f".{extension}" for extension in KINDS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_text_of_any_program_is_taken(encoding):
    assert inspect(files.upload("نص.txt", "شكاوى المواطنين".encode(encoding))).kind == "text"


def test_arabic_names_survive():
    name = "تقرير المشتريات – الربع الرابع ٢٠٢٦ (نهائي).PDF"

    assert inspect(files.upload(name, files.PDF)).name == name


def test_a_small_picture_of_many_pixels_is_taken():
    assert inspect(files.upload("wall.jpg", files.picture("JPEG", (6_000, 4_000), "L"))).kind == "picture"


def gps_picture(**options):
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[1] = "N"
    return files.picture("JPEG", (40, 20), exif=exif, **options)


def test_a_picture_says_nothing_about_where_and_by_what_it_was_taken():
    intake = inspect(files.upload("field.jpg", gps_picture(comment=b"taken by Majid")))

    intake.content.seek(0)
    content = intake.content.read()
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (20, 40)  # upright
    assert not picture.getexif()
    assert b"Phone" not in content
    assert b"Majid" not in content


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("WEBP", "RGBA"), ("JPEG", "CMYK")]
)
def test_pictures_of_every_mode_are_written_anew(kind, mode):
    extension = {"PNG": "png", "WEBP": "webp", "JPEG": "jpg"}[kind]

    intake = inspect(files.upload(f"a.{extension}", files.picture(kind, mode=mode)))

    intake.content.seek(0)
    assert Image.open(intake.content).size == (40, 20)


def test_colours_stay(tmp_path):
    original = Image.new("RGB", (32, 32), (200, 30, 60))
    out = io.BytesIO()
    original.save(out, "JPEG", quality=95)

    intake = inspect(files.upload("red.jpg", out.getvalue()))

    intake.content.seek(0)
    seen = Image.open(intake.content).getpixel((16, 16))
    assert all(abs(a - b) < 6 for a, b in zip(seen, (200, 30, 60), strict=True))


def test_large_pictures_are_made_smaller():
    intake = inspect(files.upload("wall.png", files.picture("PNG", (5_000, 100))))

    intake.content.seek(0)
    assert Image.open(intake.content).size == (4_096, 82)


def test_a_file_is_stored_under_a_name_of_ours():
    intake = inspect(files.upload("تقرير.pdf", files.PDF))

    path = store(intake)
    again = store(files.upload("تقرير.pdf", files.PDF))

    assert re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{30}", path)
    assert again != path
    with default_storage.open(path) as kept:
        assert kept.read() == files.PDF
    discard(path)
    assert not default_storage.exists(path)


def test_only_some_kinds_fit_a_place():
    with pytest.raises(Refused) as refused:
        inspect(files.upload("a.pdf", files.PDF), groups=("picture",))
    assert refused.value.reason == "kind"


def test_a_refusal_is_a_sentence_in_the_readers_language():
    with override("ar"), pytest.raises(Refused, match="هذا الملف فارغ. اختره من جديد."):
        inspect(files.upload("a.pdf", b""))
    with override("en"), pytest.raises(Refused, match="This file is empty. Choose it again."):
        inspect(files.upload("a.pdf", b""))


def test_a_file_that_is_too_large_is_told_the_limit():
    class Heavy:
        name, size = "talk.mp3", 250_000_000

    with override("ar"), pytest.raises(Refused, match="٢٥٠ ميغابايت.*١٠٠ ميغابايت"):
        inspect(Heavy())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("old.doc", "docx"),
        ("photo.HEIC", "jpg"),
        ("clip.mov", "mp4"),
        ("macro.docm", "macros"),
        ("all.zip", "one by one"),
    ],
)
def test_what_is_not_taken_comes_with_advice(name, hint):
    with override("en"), pytest.raises(Refused, match=re.escape(hint)):
        inspect(files.upload(name, b"x"))
