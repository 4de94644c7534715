"""Papers: their words are read back from the PDF, and they look right on their pages."""

import json

import pypdf
import pypdfium2
import pytest
import typst
from django.conf import settings
from django.utils import translation

from kit import formats
from kit.files.pdf import read as words_of
from kit.pdf import render
from kit.pdf.fonts import SOURCES, folder
from kit.pdf.render import _frame

ARABIC = {
    "title": "محضر اجتماع اللجنة",
    "facts": [["التاريخ", "الثلاثاء ٣ تشرين الثاني"], ["المكان", "ديوان محافظة بابل"]],
    "lead": "عقدت اللجنة اجتماعها في بابل، ثم قررت ما يلي.\n\nهذا كل ما كان من قرارات في هذا الشهر.",
    "sections": [
        {
            "title": "الحضور",
            "table": {
                "widths": [1, 2],
                "head": ["المحافظة", "الممثل"],
                "rows": [["بابل", "نور صباح"], ["Basra", "Ali Hussein"]],
            },
        },
        {"title": "قرارات", "items": ["قرار في محور الربع", "Second decision"]},
    ],
    "signatures": [["نور صباح", "ممثلة بابل"]],
}
ENGLISH = {
    "title": "Minutes of the meeting",
    "facts": [["Date", "Tuesday 3 November"]],
    "lead": "The committee met in Babil.",
    "sections": [{"title": "Decisions", "text": "It approved the theme with نور صباح."}],
}
LETTER = {
    "title": "Letter to the Ministry of Planning",
    "number": "POCC/2026/14",
    "date": "3 November 2026",
    "to": "Ministry of Planning",
    "subject": "Late approvals",
    "greeting": "Dear Sir or Madam,",
    "body": "Two provinces wait.\n\nWe ask for an answer.",
    "closing": "With respect,",
    "signature": ["Noor Sabah", "For the committee"],
    "copies": ["Babil", "Basra"],
    "words": {
        "number": "Number",
        "date": "Date",
        "to": "To",
        "subject": "Subject:",
        "copies": "Copies to",
    },
}


def report(language, **data):
    with translation.override(language):
        return render("kit/pdf/report.typ", **data)


def text_of(content, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    with path.open("rb") as file:
        return words_of(file)


def picture_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        picture = page.render(scale=1).to_pil().convert("L")
        page.close()
        return picture
    finally:
        document.close()


def ink(picture, box):
    """Share of dark points in a part of the page, in thousandths."""
    histogram = picture.crop(box).histogram()
    return sum(histogram[:128]) * 1000 // sum(histogram)


def test_an_arabic_paper_can_be_read_back(tmp_path):
    text = text_of(report("ar", **ARABIC), tmp_path)

    for word in ("اجتماع", "بابل", "نور", "صباح", "المكان", "Basra", "Hussein", "قرارات", "decision"):
        assert word in text


def test_an_english_paper_can_be_read_back(tmp_path):
    text = text_of(report("en", **ENGLISH), tmp_path)

    assert "Minutes of the meeting" in text
    assert "Tuesday 3 November" in text
    assert "Page 1 of 1" in text
    assert "نور" in text


@pytest.mark.parametrize(
    ("language", "data", "code"), [("ar", ARABIC, "ar-IQ"), ("en", ENGLISH, "en-IQ")], ids=["ar", "en"]
)
def test_a_paper_says_its_title_and_language(tmp_path, language, data, code):
    path = tmp_path / "paper.pdf"
    path.write_bytes(report(language, **data))

    document = pypdf.PdfReader(path)

    assert document.metadata.title == data["title"]
    assert document.trailer["/Root"]["/Lang"] == code
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]  # tagged: a screen reader finds its way


def test_the_first_words_stand_where_reading_begins():
    arabic, english = picture_of(report("ar", **ARABIC)), picture_of(report("en", **ENGLISH))
    middle, width = arabic.width // 2, arabic.width

    top, bottom = 72, 105  # the title, below the head
    assert ink(arabic, (middle, top, width, bottom)) > 10
    assert ink(arabic, (0, top, middle, bottom)) == 0
    assert ink(english, (0, top, middle, bottom)) > 10
    assert ink(english, (middle, top, width, bottom)) == 0


def test_a_long_table_goes_on_with_its_head(tmp_path):
    table = {"widths": [1, 1], "head": ["Province", "Name"], "rows": [["Babil", "Noor Sabah"]] * 60}

    content = report("en", title="Long", sections=[{"title": "All", "table": table}])

    text = text_of(content, tmp_path)
    assert text.count("Province") == 2
    assert "Page2of2" in "".join(text.split())
    assert text.count("Excellence Network") == 2


def test_a_letter_has_all_its_parts(tmp_path):
    with translation.override("en"):
        text = text_of(render("kit/pdf/letter.typ", **LETTER), tmp_path)

    said = "POCC/2026/14", "Ministry of Planning", "Subject: Late approvals", "Copies to", "Noor Sabah"
    for words in said:
        assert words in text


def test_what_people_wrote_is_never_read_as_markup(tmp_path):
    hostile = '#panic("x") *bold* $y$ \\ #read("/kit/pdf/style.typ") [a] <b> "q" {page}'

    text = text_of(report("en", title=hostile, lead=hostile), tmp_path)

    assert '#panic("x") *bold* $y$' in text
    assert '#read("/kit/pdf/style.typ")' in text


def test_digits_are_the_readers_own():
    with translation.override("ar"):
        assert _frame("x")["has_arabic_digits"]
        with formats.choosing("latn"):
            assert not _frame("x")["has_arabic_digits"]
    with translation.override("en"):
        assert not _frame("x")["has_arabic_digits"]


def test_the_same_data_makes_the_same_file():
    assert report("ar", **ARABIC) == report("ar", **ARABIC)


@pytest.mark.parametrize("template", ["report.typ", "letter.typ"])
def test_every_font_that_a_paper_names_is_there(template):
    templates = settings.BASE_DIR / "templates"
    data = {**ARABIC, **LETTER, "frame": _frame("محضر")}

    _, warnings = typst.compile_with_warnings(
        str(templates / "kit/pdf" / template),
        root=str(templates),
        font_paths=[str(folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )

    assert [str(one) for one in warnings] == []


def test_the_fonts_are_made_once_and_whole(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    folder.cache_clear()

    made = folder()
    dates = {path: path.stat().st_mtime_ns for path in made.iterdir()}
    folder.cache_clear()

    assert folder() == made
    assert {path: path.stat().st_mtime_ns for path in made.iterdir()} == dates
    assert sorted(typst.Fonts(False, False, [str(made)]).families()) == sorted(SOURCES)
    folder.cache_clear()
