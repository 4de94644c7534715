"""Reading a sheet: Excel or CSV, in any usual encoding, under headings in its first rows."""

import csv
import datetime
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from kit import formats
from kit.files import Refused, archives, contents, inspect
from members.rosters import cells
from members.rosters.columns import NAMES, NEEDED, TITLES, headings, spelt

ENDINGS = ("xlsx", "csv")
MB = 1_000_000
MOST_BYTES = 5 * MB
MOST_UNPACKED = 60 * MB
MOST_ROWS = 20_000
MOST_COLUMNS = 40
LAST_ROW = 1_048_576  # of a sheet in Excel
LOOKED_FOR_HEADINGS = 10
SEPARATORS = ",;\t"
LONGEST = 300


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


def read(upload):
    """The Sheet in an upload. Raises kit.files.Refused."""
    intake = inspect(upload, groups=("sheet",))
    ending = intake.name.rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise Refused("kind", _("A roster is an Excel (.xlsx) or a CSV file. Save it as one of them."))
    if intake.size > MOST_BYTES:
        limit = {"size": formats.size(intake.size), "limit": formats.size(MOST_BYTES)}
        raise Refused("size", _("This file is too large (%(size)s). The limit is %(limit)s.") % limit)
    file = getattr(upload, "file", upload)
    file.seek(0)
    lines, ignored = _with_headings(_excel(file) if ending == "xlsx" else _csv(file))
    return Sheet(intake.name, lines, ignored)


def _with_headings(rows):
    """(lines, ignored headings) of rows, each (number, texts, places of formulae)."""
    rows, seen = iter(rows), []
    for row in rows:
        seen.append(row)
        if len(seen) == LOOKED_FOR_HEADINGS:
            break
    at = max(range(len(seen)), key=lambda place: len(_recognised(seen[place][1])), default=None)
    columns = _columns(seen[at][1]) if seen else {}
    _check_columns(columns)
    lines = [_line(row, columns) for row in seen[at + 1 :]]
    for row in rows:
        if len(lines) == MOST_ROWS:
            most = {"most": formats.number(MOST_ROWS)}
            raise Refused("rows", _("The sheet has more than %(most)s rows. Split it and try again.") % most)
        lines.append(_line(row, columns))
    if not lines:
        raise Refused("rows", _("The sheet has headings and no rows under them."))
    return lines, [text for place, text in enumerate(seen[at][1]) if text and place not in columns]


def _recognised(texts):
    return {headings().get(spelt(text)) for text in texts} - {None}


def _columns(texts):
    """Place → key of the column; a heading that stands twice is refused."""
    columns = {}
    for place, text in enumerate(texts):
        key = headings().get(spelt(text))
        if key is not None and key in columns.values():
            raise Refused("headings", _("The heading “%(heading)s” stands twice.") % {"heading": text})
        if key is not None:
            columns[place] = key
    return columns


def _check_columns(columns):
    found = set(columns.values())
    missing = [str(TITLES[key]) for key in NEEDED if key not in found]
    missing += [str(TITLES[NAMES[0]])] if not found & {*NAMES, "email"} else []
    if not found:
        raise Refused(
            "headings",
            _(
                "No heading was recognised. The first row names the columns, as in the template. Where its "
                "letters look wrong, save the file as “CSV UTF-8” or as Excel (.xlsx)."
            ),
        )
    if missing:
        words = {"columns": _(", ").join(missing)}
        raise Refused("headings", _("These columns are missing: %(columns)s.") % words)


def _line(row, columns):
    number, texts, formulae = row
    words = {key: texts[place][:LONGEST] if place < len(texts) else "" for place, key in columns.items()}
    return Line(number, words, tuple(columns[place] for place in formulae if place in columns))


def _csv(file):
    """The rows that are not empty; the separator that makes most of the headings is the one."""
    text = contents.decoded(file.read()) or ""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep="):
        text = text.split("\n", 1)[-1]
    return max((_split(text, separator) for separator in SEPARATORS), key=_headings_in)


def _split(text, separator):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    try:
        for number, texts in enumerate(reader, 1):
            if any(text.strip() for text in texts):
                formulae = [place for place, text in enumerate(texts) if cells.is_formula(text)]
                rows.append((number, [cells.text(text) for text in texts[:MOST_COLUMNS]], formulae))
    except csv.Error:
        raise Refused("damaged", archives.DAMAGED) from None
    return rows


def _headings_in(rows):
    return max((len(_recognised(row[1])) for row in rows[:LOOKED_FOR_HEADINGS]), default=0)


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
    return cells.text(value.isoformat() if isinstance(value, datetime.date) else str(value))
