"""A long roster: seconds of reading, judging and carrying out, of the same sheet again, and of an export.

Usage: ./portal bench rosters [--rows 10000]
Half of the people are known already and a tenth of those have other days; the rest are new. It works in a
database of its own and removes it at the end.
"""

import argparse
import datetime
import os
import resource
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.test")

import django
import structlog

django.setup()
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))  # errors alone

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from bench._database import database  # noqa: E402
from kit.sheets.writing import Dress, filled  # noqa: E402
from members.actions import rosters  # noqa: E402
from members.models import Criterion, Province, RosterImport, Service, Team, User  # noqa: E402
from members.rosters import sheets, writing  # noqa: E402
from members.rosters.columns import COLUMNS  # noqa: E402

TEAMS, CRITERIA = 18, 9
BEGAN = datetime.date(2012, 1, 1)
GIVEN = ("زينب", "حسن", "سارة", "كرار", "مريم", "علي", "نور", "عباس")
FAMILY = ("الحسيني", "الجبوري", "التميمي", "العبيدي", "الربيعي", "الكعبي")


def fill():
    """Provinces with a team each, the criteria, and who brings the roster."""
    for n in range(TEAMS):
        names = {"name_ar": f"محافظة {n}", "name_en": f"Province {n}"}
        province = Province.objects.create(code=f"X{n:02}", hex_x=1, hex_y=1, region="centre", **names)
        Team.objects.create(province=province, name_ar=f"فريق {n}", name_en=f"Team {n}", started_on=BEGAN)
    for n in range(1, CRITERIA + 1):
        Criterion.objects.create(number=n, name_ar=f"معيار {n}", name_en=f"Criterion {n}")
    return User.objects.create_user("staff@taqadum.example", name_ar="لمى طارق", is_staff=True)


def row(n, is_later=False):
    name = f"{GIVEN[n % len(GIVEN)]} {FAMILY[n % len(FAMILY)]} {n}"
    until = BEGAN + datetime.timedelta(days=900 + n % 500) if is_later else ""
    days = [BEGAN + datetime.timedelta(days=n % 800), until]
    place, criterion = f"فريق {n % TEAMS}", str(n % CRITERIA + 1)
    return [name, "", f"p{n}@b.example", "", place, "criterion member", criterion, *days]


def upload(rows):
    content = filled("xlsx", Dress(COLUMNS, "Roster"), rows)
    return SimpleUploadedFile("roster.xlsx", content)


def told(name, began, words=""):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"  {name:34} {time.perf_counter() - began:6.1f} s   peak {peak} MB   {words}\n")


def bring(by, rows, name):
    """Read, judged and confirmed: the three that a reader waits for."""
    file, start = upload(rows), time.perf_counter()
    sheet = sheets.read(file)
    told(f"{name}: read", start)
    began = time.perf_counter()
    roster = rosters.bring(by=by, sheet=sheet)
    rosters.work_on(roster.pk)
    roster = RosterImport.objects.get(pk=roster.pk)
    told(f"{name}: kept and judged", began, roster.result)
    began = time.perf_counter()
    rosters.confirm(roster=roster, by=by)
    rosters.work_on(roster.pk)
    told(f"{name}: carried out", began, RosterImport.objects.get(pk=roster.pk).result)
    told(f"{name}: together", start)


def run(count):
    by = fill()
    sys.stdout.write(f"{count:,} rows\n")
    bring(by, [row(n) for n in range(count // 2)], "the first half")
    bring(by, [row(n, is_later=n % 10 == 0 and n < count // 2) for n in range(count)], "all")
    bring(by, [row(n, is_later=n % 10 == 0 and n < count // 2) for n in range(count)], "the same again")
    began = time.perf_counter()
    content = writing.roster(Service.objects.all(), "xlsx", by)
    told("exported", began, f"{len(content) // 1024} KB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    count = parser.parse_args().rows
    with database("rosters"):
        run(count)


if __name__ == "__main__":
    main()
