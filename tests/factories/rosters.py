"""Sheets as people send them."""

import csv
import io

import factory
from openpyxl import Workbook

import kit
from kit import sheets
from members.models import RosterImport, RosterRow
from tests.factories.kit import upload
from tests.factories.members import TeamFactory, UserFactory

HEADINGS = [
    "الاسم",
    "Name in Latin letters",
    "E-mail address",
    "المحافظة",
    "Team",
    "الصفة",
    "Criteria",
    "From",
    "Until",
]
COLUMNS = ["name_ar", "name_latin", "email", "province", "team", "role", "criteria", "from_on", "until_on"]


def line(number=2, **words):
    """A row of a sheet with every column, filled in where the test says so."""
    filled = {"name_ar": "زينب كاظم", "role": "criterion member", "from_on": "2024-03-01"} | words
    return sheets.Line(number, {key: filled.get(key, "") for key in COLUMNS})


def lines(*rows):
    return [line(number, **words) for number, words in enumerate(rows, 2)]


def sheet(*rows, name="roster.csv"):
    return sheets.Sheet(name, lines(*rows), [])


def csv_file(*rows, encoding="utf-8", separator=",", name="roster.csv"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return upload(name, out.getvalue().encode(encoding))


def excel_file(*rows, name="roster.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return upload(name, out.getvalue())


class RosterImportFactory(factory.django.DjangoModelFactory):
    """Judged, and not confirmed yet."""

    class Meta:
        model = RosterImport

    by = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    name = factory.Sequence(lambda n: f"كشف {n}.xlsx")
    judged_at = factory.LazyFunction(kit.now)


class RosterRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RosterRow

    roster = factory.SubFactory(RosterImportFactory)
    number = factory.Sequence(lambda n: n + 2)
    words = factory.LazyAttribute(lambda row: {"name_ar": f"زينب {row.number}", "role": "posc"})
    fate = RosterRow.Fate.NEW_PERSON
