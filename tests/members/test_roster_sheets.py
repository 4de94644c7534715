"""Sheets are read as people save them, in any usual encoding; what cannot be read is refused in words."""

import datetime
import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import Workbook

from kit.cells import harmless
from kit.files import KINDS, Refused
from kit.sheets import cells, reading
from members.rosters import sheets
from members.rosters.columns import COLUMNS, roles
from members.rosters.writing import template
from tests.factories.kit import EICAR, archive, office, upload
from tests.factories.rosters import csv_file, excel_file

HEAD = ["الاسم الثلاثي", "الصفة", "من"]
ROW = ["زينب كاظم الحسيني", "رئيس الفريق", "٢٠٢٤/٣/١"]
READ = {"name_ar": "زينب كاظم الحسيني", "role": "رئيس الفريق", "from_on": "٢٠٢٤/٣/١"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    digits = [*ROW[:2], "2024/3/1"] if encoding == "cp1256" else ROW  # that page has no Arabic digits

    sheet = sheets.read(csv_file(HEAD, digits, encoding=encoding, separator=separator))

    assert [line.words for line in sheet.lines] == [READ | {"from_on": digits[2]}]


@pytest.mark.parametrize(
    "rows",
    [
        (["From", "Role", "Name in Arabic"], ROW[::-1]),
        (["من", "Remarks", "ROLE ", "الأسم"], ["٢٠٢٤/٣/١", "x", *ROW[1::-1]]),
        (["كشف بأعضاء الفريق"], [], HEAD, [], ROW, ["", " ", ""]),
    ],
)
def test_headings_are_found_in_either_language_in_any_order_and_under_a_title(rows):
    for sheet in (sheets.read(csv_file(*rows)), sheets.read(excel_file(*rows))):
        assert [line.words for line in sheet.lines] == [READ]


def test_a_row_keeps_its_number_and_foreign_headings_are_named():
    sheet = sheets.read(excel_file([*HEAD, "ملاحظات"], [], [*ROW, "x"]))

    assert sheet.lines[0].number == 3
    assert sheet.ignored == ["ملاحظات"]


def test_excel_gives_days_and_numbers_as_text():
    moment = datetime.datetime(2024, 3, 1, 9, 30)  # noqa: DTZ001 (a cell has no zone)
    rows = [
        ["Name", "Role", "From", "Until", "Criteria"],
        ["أ", "x", datetime.date(2024, 3, 1), moment, 3],
        ["ب", "x", 45352, None, 2.0],
    ]

    first, second = sheets.read(excel_file(*rows)).lines

    assert (first.words["from_on"], first.words["until_on"], first.words["criteria"]) == (
        "2024-03-01",
        "2024-03-01",
        "3",
    )
    assert (second.words["from_on"], second.words["until_on"], second.words["criteria"]) == ("45352", "", "2")


def test_formulae_are_marked_and_never_computed():
    excel = sheets.read(excel_file(HEAD, ['=HYPERLINK("http://x.example")', *ROW[1:]])).lines[0]
    text = sheets.read(csv_file(HEAD, [*ROW[:2], "=1+1"])).lines[0]

    assert excel.formulae == ("name_ar",)
    assert text.formulae == ("from_on",)


@pytest.mark.parametrize("written", ["=1+1", "+964 770", "-علي", "@sum", "'=1", "''@x", "علي", "'علي", ""])
def test_what_leaves_is_harmless_and_comes_back_as_it_was(written):
    left = harmless(written)

    assert not left.startswith(("=", "+", "-", "@"))
    assert cells.text(left) == written


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-01", (2024, 3, 1)),
        ("٢٠٢٤/٣/١", (2024, 3, 1)),
        ("1.3.2024", (2024, 3, 1)),
        ("۱-۳-۲۰۲۴", (2024, 3, 1)),
        ("2024-03-01 00:00:00", (2024, 3, 1)),
        ("45352", (2024, 3, 1)),
        ("31/12/1999", (1999, 12, 31)),
    ],
)
def test_days_are_read_as_people_write_them(written, day):
    assert cells.day(written) == datetime.date(*day)


@pytest.mark.parametrize("written", ["2024", "30/2/2024", "3/24", "1/3/24", "99999", "March", "0001-01-01"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError, match=r".+"):
        cells.day(written)


def test_hidden_signs_and_spaces_vanish_and_names_stay():
    assert cells.text("\u202eزينب \u00a0 كاظم\u200f\n") == "زينب كاظم"


def macro():
    return upload("r.xlsx", office("xlsx", {"xl/vbaProject.bin": b"x"}))


def bomb():
    return upload("r.xlsx", office("xlsx", {"xl/worksheets/sheet1.xml": b" " * 70_000_000}))


def with_entities():
    book = excel_file(HEAD, ROW)
    out = io.BytesIO()
    with zipfile.ZipFile(book.file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            declared = b'<!DOCTYPE x [<!ENTITY a "a">]>' if part.endswith("sheet1.xml") else b""
            new.writestr(part, declared + old.read(part))
    return upload("r.xlsx", out.getvalue())


def open_document():
    return upload("r.ods", archive({"mimetype": KINDS["ods"].content_type, "content.xml": "<x/>"}))


def two_of_one_heading():
    return csv_file([*HEAD, "Name"], [*ROW, "x"])


def many():
    return csv_file(HEAD, *[ROW] * (reading.MOST_ROWS + 1))


REFUSED = {
    "empty": (lambda: upload("r.csv", b""), "This file is empty. Choose it again."),
    "old Excel": (lambda: upload("r.xls", b"x"), "Save it as .xlsx"),
    "a document": (lambda: upload("r.pdf", b"%PDF-1.4"), "This kind of file does not fit here."),
    "OpenDocument": (open_document, "The sheet is an Excel (.xlsx) or a CSV file."),
    "with macros by name": (lambda: upload("r.xlsm", b"x"), "macros"),
    "with macros inside": (macro, "macros"),
    "bomb": (bomb, "unpacks to far more"),
    "with entities": (with_entities, "damaged"),
    "no Excel inside": (lambda: upload("r.xlsx", b"PK\x03\x04 and no more"), "damaged"),
    "an empty workbook": (lambda: upload("r.xlsx", office("xlsx")), "damaged"),
    "a page": (lambda: upload("r.csv", b"<!DOCTYPE html><p>"), "is not what its name says"),
    "a virus": (lambda: upload("r.csv", EICAR), "virus"),
    "too large": (lambda: upload("r.csv", b"a" * (reading.MOST_BYTES + 1)), "too large"),
    "no headings": (lambda: csv_file(ROW, ROW), "No heading was recognised"),
    "wrong encoding": (
        lambda: upload("r.csv", "الاسم,الصفة\nأ,ب".encode("iso-8859-6")),
        "No heading was recognised",
    ),
    "a column missing": (lambda: csv_file(HEAD[:2], ROW[:2]), "These columns are missing: From."),
    "no name": (lambda: csv_file(HEAD[1:], ROW[1:]), "These columns are missing: Name in Arabic."),
    "a heading twice": (two_of_one_heading, "The heading “Name” stands twice."),
    "no rows": (lambda: csv_file(HEAD), "no rows under them"),
    "too many rows": (many, "more than 20,000 rows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(case):
    make, words = REFUSED[case]

    with translation.override("en"), pytest.raises(Refused) as refusal:
        sheets.read(make())
    with translation.override("en"):
        said = str(refusal.value)

    assert words in said


def test_a_row_far_down_costs_no_memory_and_wrong_dimensions_lose_nothing():
    book = Workbook()
    book.active.append(HEAD)
    for place, text in enumerate(ROW, 1):
        book.active.cell(100_000, place, text)
    out = io.BytesIO()
    book.save(out)

    lines = sheets.read(upload("r.xlsx", out.getvalue())).lines

    assert [line.number for line in lines] == [100_000]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_has_every_column_and_no_row(language, ending):
    with translation.override(language):
        content = template(ending)

    with translation.override("en"), pytest.raises(Refused, match="rows") as refusal:
        sheets.read(upload(f"t.{ending}", content))
    assert "no rows under them" in str(refusal.value)


def test_no_heading_and_no_role_means_two_things():
    assert set(COLUMNS.headings.values()) == {column.key for column in COLUMNS}
    assert len(set(roles().values())) == 4
