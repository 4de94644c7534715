"""The list at 100, 10,000 and 100,000 items: p50 and p95 beside a bare Django view in the same run.

Usage: ./portal bench library [COUNT …]
It fills a database of its own and removes it at the end.
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
from django.test import Client, override_settings  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from bench import _shelves  # noqa: E402
from library.views import lists  # noqa: E402

ROUNDS = 60
LIST = "/ar/library/"
BARE = "/healthz"


def addresses(words):
    """Name → addresses that are asked in turn."""
    rare, common = words
    together = list(zip(rare, rare[1:], common, strict=False))
    return {
        "bare Django view": [BARE],
        "browse": [LIST, *(f"{LIST}?page={page}" for page in range(2, 12))],
        "one filter": [
            f"{LIST}?{name}" for name in ("kind=tool", "province=IQ-03", "criterion=5", "year=2016")
        ],
        "three filters": [f"{LIST}?kind=tool&province=IQ-{n:02d}&year=2015" for n in range(10)],
        "search, rare words": [f"{LIST}?q={word}" for word in rare],
        "search, common words": [f"{LIST}?q={word}" for word in common],
        "search, three words": [f"{LIST}?q={'+'.join(three)}" for three in together],
        "search and filter": [f"{LIST}?q={word}&kind=tool" for word in rare],
        "nothing found": [f"{LIST}?q=zqxv{n}" for n in range(5)],
    }


def measure(client, several):
    """Milliseconds of each answer, after a first round that is not counted."""
    for address in several:
        assert client.get(address).status_code == 200, address
    taken = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        client.get(several[number % len(several)])
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18]


def run(count):
    began = time.perf_counter()
    _shelves.fill(count)
    cache.clear()
    sys.stdout.write(f"\n{count:,} items, written in {time.perf_counter() - began:.0f} s\n")
    client, bare = Client(), None
    for name, several in addresses(_shelves.searched()).items():
        p50, p95 = measure(client, several)
        bare = bare or p50
        sys.stdout.write(f"  {name:24} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   {p50 / bare:6.1f} × bare\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100, 10_000, 100_000])
    counts = parser.parse_args().counts
    lists.SEARCHES = sys.maxsize
    connection.settings_dict["TEST"]["NAME"] = "bench_library"
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with override_settings(ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None):
            for count in counts:
                run(count)
    finally:
        connection.close()
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
