"""Reading a sheet: Excel or CSV, in any usual encoding, under headings in its first rows."""

import csv
import datetime
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from kit import formats
from kit.files import Refused, archives, contents, inspect
from kit.sheets import cells
from kit.sheets.columns import LOOKED_FOR_HEADINGS

ENDINGS = ("xlsx", "csv")
MB = 1_000_000
MOST_BYTES = 5 * MB
MOST_UNPACKED = 60 * MB
MOST_ROWS = 20_000
MOST_COLUMNS = 40
LAST_ROW = 1_048_576  # of a sheet in Excel
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Line:
    """A row of the sheet: its number there, the text of each known column, the columns that hold formulae."""

    number: int
    words: dict
    formulae: tuple = ()


@dataclass(frozen=True)
class Sheet:
    name: str
    lines: list
    ignored: list  # headings that are no column of ours


def read(upload, columns):
    """The Sheet in an upload, with these `kit.sheets.Columns`. Raises kit.files.Refused."""
    intake = inspect(upload, groups=("sheet",))
    ending = intake.name.rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise Refused("kind", _("The sheet is an Excel (.xlsx) or a CSV file. Save it as one of them."))
    if intake.size > MOST_BYTES:
        limit = {"size": formats.size(intake.size), "limit": formats.size(MOST_BYTES)}
        raise Refused("size", _("This file is too large (%(size)s). The limit is %(limit)s.") % limit)
    file = getattr(upload, "file", upload)
    file.seek(0)
    lines, ignored = _with_headings(_excel(file) if ending == "xlsx" else _csv(file, columns), columns)
    return Sheet(intake.name, lines, ignored)


def _with_headings(rows, known):
    """(lines, ignored headings) of rows, each (number, texts, places of formulae)."""
    rows, seen = iter(rows), []
    for row in rows:
        seen.append(row)
        if len(seen) == LOOKED_FOR_HEADINGS:
            break
    at = max(range(len(seen)), key=lambda place: len(known.recognised(seen[place][1])), default=None)
    columns = known.placed(seen[at][1]) if seen else {}
    known.check(columns)
    lines = [_line(row, columns) for row in seen[at + 1 :]]
    for row in rows:
        if len(lines) == MOST_ROWS:
            most = {"most": formats.number(MOST_ROWS)}
            raise Refused("rows", _("The sheet has more than %(most)s rows. Split it and try again.") % most)
        lines.append(_line(row, columns))
    if not lines:
        raise Refused("rows", _("The sheet has headings and no rows under them."))
    return lines, [text for place, text in enumerate(seen[at][1]) if text and place not in columns]


def _line(row, columns):
    number, texts, formulae = row
    words = {
        column.key: column.cut(texts[place]) if place < len(texts) else ""
        for place, column in columns.items()
    }
    return Line(number, words, tuple(columns[place].key for place in formulae if place in columns))


def _csv(file, columns):
    """The rows that are not empty; the separator that makes most of the headings is the one."""
    text = contents.decoded(file.read()) or ""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep="):
        text = text.split("\n", 1)[-1]
    return max((_split(text, separator) for separator in SEPARATORS), key=columns.most_in)


def _split(text, separator):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for number, texts in enumerate(reader, 1):
            if any(text.strip() for text in texts):
                formulae = [place for place, text in enumerate(texts) if cells.is_formula(text)]
                rows.append((number, [cells.lines(text) for text in texts[:MOST_COLUMNS]], formulae))
    except csv.Error:
        raise Refused("damaged", archives.DAMAGED) from None
    return rows


def _excel(file):
    """The rows of the first sheet that are not empty."""
    _check_parts(archives.open_archive(file))
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write them wrong, and rows would be lost
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
            if number > LAST_ROW:
                raise Refused("damaged", archives.DAMAGED)
            if any(cell.value is not None for cell in row):
                formulae = [place for place, cell in enumerate(row) if cell.data_type == "f"]
                texts = [_written(cell) for cell in row]
                if formulae or any(texts):
                    yield number, texts, formulae
    except Refused:
        raise
    except Exception as error:  # openpyxl stumbles over hostile parts in any way
        raise Refused("damaged", archives.DAMAGED) from error


def _check_parts(archive):
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("bomb", archives.BOMB)
    for part in parts:
        archives.read_member(archive, part.filename, MOST_UNPACKED)


def _written(cell):
    """A cell's value as text: days as 2024-03-01, whole numbers without a point."""
    value = cell.value
    if value is None or cell.data_type == "f":
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return cells.lines(value.isoformat() if isinstance(value, datetime.date) else str(value))
