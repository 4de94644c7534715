"""The directory at 100,000 members: p50 and p95 beside a bare Django view in the same run, and the queries.

Usage: ./portal bench members [--people N]
It fills a database of its own and removes it at the end. `first` is the answer while no count is kept.
The daily run looks for who became eligible: one in a hundred has, and nobody told them yet; then again.
"""

import argparse
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.test")

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

import kit  # noqa: E402
from bench import _crowd  # noqa: E402
from bench._database import database  # noqa: E402
from members.actions.eligibility import find_eligible  # noqa: E402
from members.models import Application, Team, User  # noqa: E402
from members.views import directory  # noqa: E402

LIST = "/ar/members/directory/"
BARE = "/healthz"


def addresses():
    """Name → addresses that are asked in turn."""
    rare = _crowd.rare()
    people = User.objects.filter(listings__isnull=False).order_by("pk")[:40:4]
    filters = ["province=IQ-03", "criterion=5", "role=leader", "skill=مهارة 7"]
    return {
        "bare Django view": [BARE],
        "browse": [LIST, *(f"{LIST}?page={page}" for page in range(2, 12))],
        "one filter": [f"{LIST}?{one}" for one in filters],
        "two filters": [f"{LIST}?province=IQ-{n:02d}&role=posc" for n in range(10)],
        "Arabic name": [f"{LIST}?q={name}" for name in ("زينب", "حسين علي", "فاطمه", "احمد كاظم", "هدي")],
        "Latin name": [f"{LIST}?q={name}" for name in ("Zaynab", "Hussain Ali", "Fatma", "Ahmad", "Hoda")],
        "most common name": [f"{LIST}?q={name}" for name in ("محمد", "Muhammad")],
        "rare name, Arabic": [f"{LIST}?q={arabic}" for arabic, _latin in rare],
        "rare name, Latin": [f"{LIST}?q={latin}" for _arabic, latin in rare],
        "name and filter": [f"{LIST}?q=علي&province=IQ-{n:02d}" for n in range(10)],
        "nobody found": [f"{LIST}?q=zqxv{n}b" for n in range(5)],
        "page of a person": [f"/ar/members/people/{person.public_id}/" for person in people],
    }


def taken(client, address):
    """Milliseconds of one answer."""
    began = time.perf_counter()
    assert client.get(address).status_code == 200, address
    return (time.perf_counter() - began) * 1000


def measure(client, several, rounds):
    """(first, p50, p95, queries): the slowest first answer, then `rounds` answers in turn."""
    first = max(taken(client, address) for address in several)
    times = [taken(client, several[number % len(several)]) for number in range(rounds)]
    with CaptureQueriesContext(connection) as queries:
        client.get(several[0])
    return first, statistics.median(times), statistics.quantiles(times, n=20)[18], len(queries)


def run(count, rounds):
    began = time.perf_counter()
    reader = _crowd.fill(count)
    cache.clear()
    sys.stdout.write(f"\n{count:,} members, written in {time.perf_counter() - began:.0f} s\n")
    client, bare = Client(), None
    client.force_login(reader)
    client.get(LIST)
    cache.clear()
    for name, several in addresses().items():
        first, p50, p95, queries = measure(client, several, rounds)
        bare = bare or p50
        sys.stdout.write(
            f"  {name:20} first {first:7.1f} ms   p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   "
            f"{p50 / bare:6.1f} × bare   {queries:2} queries\n"
        )


def daily(waiting):
    """The daily run with so many people to find, then with none."""
    people = User.objects.filter(applications__isnull=False).order_by("pk").values("pk")[:waiting]
    Application.objects.filter(person__in=list(people.values_list("pk", flat=True))).delete()
    Team.objects.update(self_assessed_on="2013-01-01")
    for name in ("daily run", "daily run again"):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            found = find_eligible(on=kit.today())
        took = time.perf_counter() - began
        sys.stdout.write(f"  {name:20} {took:5.2f} s   {found:,} found   {len(queries)} queries\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60, help="answers that are timed of each kind")
    asked = parser.parse_args()
    directory.SEARCHES = sys.maxsize
    with database("members"):
        run(asked.people, asked.rounds)
        daily(asked.people // 100)


if __name__ == "__main__":
    main()
