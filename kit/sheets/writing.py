"""Sheets going out: the empty one to fill in, with a page that explains it, and rows in the same columns."""

import csv
import io
from dataclasses import dataclass, field

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kit.cells import harmless
from kit.sheets.columns import Columns

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
HEAD = PatternFill("solid", fgColor="0B4650")
ROWS_WITH_A_CHOICE = 20_001
LONGEST_LIST = 255  # letters that Excel keeps of a list to choose from
DAY = "yyyy-mm-dd"


@dataclass(frozen=True)
class Dress:
    """How a sheet is laid out. `choices`: key of a column → (heading, words to choose from)."""

    columns: Columns
    title: str
    choices: dict = field(default_factory=dict)
    days: tuple = ()


def template(ending, dress):
    """The bytes of an empty sheet with headings in the reader's language."""
    return _csv([], dress) if ending == "csv" else _excel([], dress, with_help=True)


def filled(ending, dress, rows):
    return _csv(rows, dress) if ending == "csv" else _excel(rows, dress)


def _csv(rows, dress):
    """UTF-8 with its mark, as Excel reads Arabic; days as 2024-03-01."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([str(column.title) for column in dress.columns])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _excel(rows, dress, with_help=False):
    """One sheet, from right to left in Arabic; the template has a second one that explains the columns."""
    book = Workbook()
    sheet = book.active
    sheet.title = dress.title
    sheet.append([str(column.title) for column in dress.columns])
    for row in rows:
        sheet.append([harmless(value) for value in row])
    _lay_out(sheet, dress)
    if with_help:
        _offer_choices(sheet, dress)
        _explain(book.create_sheet(_("How to fill it in")), dress)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(sheet, dress):
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    for number, column in enumerate(dress.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        if column.key in dress.days:
            for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
                cell.number_format = DAY


def _offer_choices(sheet, dress):
    """Lists to choose from, where they are short enough for Excel."""
    keys = [column.key for column in dress.columns]
    for key, (_heading, words) in dress.choices.items():
        listed = ",".join(words)
        if len(listed) <= LONGEST_LIST:
            choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            place = get_column_letter(keys.index(key) + 1)
            choice.add(f"{place}2:{place}{ROWS_WITH_A_CHOICE}")
            sheet.add_data_validation(choice)


def _explain(sheet, dress):
    bold = [1]
    sheet.append([_("Column"), _("What stands in it")])
    for column in dress.columns:
        sheet.append([str(column.title), str(column.help)])
    for heading, words in dress.choices.values():
        sheet.append([])
        sheet.append([heading])
        bold.append(sheet.max_row)
        for word in words:
            sheet.append([word])
    _lay_out_help(sheet, bold)


def _lay_out_help(sheet, bold):
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row in bold)
