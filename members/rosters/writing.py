"""Rosters going out: the empty sheet to fill in, and the people of teams, in the columns that come in."""

import csv
import io

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from members.models import Role
from members.rosters import cells
from members.rosters.columns import COLUMNS

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
HEAD = PatternFill("solid", fgColor="0B4650")
ROWS_WITH_A_CHOICE = 20_001
DAY = "yyyy-mm-dd"


def template(ending):
    """The bytes of an empty sheet with headings in the reader's language."""
    return csv_of([]) if ending == "csv" else excel_of([], with_help=True)


def roster(services, ending):
    """The bytes of a sheet with these services (see `serving`)."""
    rows = [_row(service) for service in services]
    return csv_of(rows) if ending == "csv" else excel_of(rows)


def serving(services):
    """Confirmed services of people who are still known, joined for a sheet: two queries."""
    kept = services.confirmed().filter(person__erased_at=None).select_related("person", "team__province")
    return kept.prefetch_related("criteria").order_by("team", "from_on", "pk")


def _row(service):
    person, team = service.person, service.team
    return [
        person.name_ar,
        person.name_latin,
        person.email or "",
        str(team.province.name),
        str(team.name),
        str(Role(service.role).label),
        "; ".join(str(criterion.number) for criterion in service.criteria.all()),
        service.from_on,
        service.until_on or "",
    ]


def _harmless(value):
    return cells.harmless(value) if isinstance(value, str) else value


def csv_of(rows):
    """UTF-8 with its mark, as Excel reads Arabic; days as 2024-03-01."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([str(column.title) for column in COLUMNS])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def excel_of(rows, with_help=False):
    """One sheet, from right to left in Arabic; the template has a second one that explains the columns."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Roster")
    sheet.append([str(column.title) for column in COLUMNS])
    for row in rows:
        sheet.append([_harmless(value) for value in row])
    _dress(sheet, [column.width for column in COLUMNS])
    if with_help:
        _offer_roles(sheet)
        _explain(book.create_sheet(_("How to fill it in")))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _dress(sheet, widths):
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, column in enumerate(COLUMNS, 1):
        if column.key.endswith("_on"):
            for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
                cell.number_format = DAY


def _offer_roles(sheet):
    """A list to choose the role from."""
    labels = ",".join(str(role.label) for role in Role)
    choice = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True)
    place = get_column_letter([column.key for column in COLUMNS].index("role") + 1)
    choice.add(f"{place}2:{place}{ROWS_WITH_A_CHOICE}")
    sheet.add_data_validation(choice)


def _explain(sheet):
    sheet.append([_("Column"), _("What stands in it")])
    for column in COLUMNS:
        sheet.append([str(column.title), str(column.help)])
    sheet.append([])
    sheet.append([_("Words for the role")])
    for role in Role:
        sheet.append([str(role.label)])
    _dress_help(sheet)


def _dress_help(sheet):
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in (*sheet[1], sheet.cell(len(COLUMNS) + 3, 1)):
        cell.font = Font(bold=True)
