"""List, item and suggestions at 100, 10,000 and 100,000 items: time, CPU and weight beside a bare view.

The bare view is a list of twelve items as Django alone makes it (bench/_bare.py).

Usage: ./portal bench library [COUNT …]
It fills a database of its own and removes it at the end.
"""

import argparse
import gzip
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

from bench import _bare, _shelves  # noqa: E402
from bench._database import database  # noqa: E402
from library.views import lists, suggestions  # noqa: E402

LIST = "/ar/library/"


def addresses(words, count):
    """Name → addresses that are asked in turn."""
    rare, common = words
    suggest = "/ar/library/suggestions/"
    together = list(zip(rare, rare[1:], common, strict=False))
    return {
        "bare Django view": [_bare.ADDRESS],
        "answer of six bytes": ["/healthz"],
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
        "last page": [f"{LIST}?page={count}"],
        "item": [f"{LIST}{pk}/" for pk in _shelves.public(10)],
        "suggestions, two letters": [f"{suggest}?q={word[:2]}" for word in common],
        "suggestions, four letters": [f"{suggest}?q={word[:4]}" for word in rare],
    }


def measure(client, several, rounds):
    """(p50, p95, CPU) in ms of each answer after a first round, its bytes, compressed, and its queries."""
    weights = []
    for address in several:
        answer = client.get(address)
        assert answer.status_code == 200, address
        weights.append(len(gzip.compress(answer.content)))
    taken, spent = [], []
    for number in range(rounds):
        began, at_work = time.perf_counter(), time.process_time()
        client.get(several[number % len(several)])
        taken.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - at_work) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(several[0])
    p95 = statistics.quantiles(taken, n=20)[18]
    weight = round(statistics.mean(weights))
    return statistics.median(taken), p95, statistics.median(spent), weight, len(queries)


def run(count, rounds):
    began = time.perf_counter()
    _shelves.fill(count)
    cache.clear()
    sys.stdout.write(f"\n{count:,} items, written in {time.perf_counter() - began:.0f} s\n")
    client, bare = Client(), None
    for name, several in addresses(_shelves.searched(), count).items():
        p50, p95, cpu, weight, queries = measure(client, several, rounds)
        bare = bare or (p50, cpu)
        sys.stdout.write(
            f"  {name:26} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  {p50 / bare[0]:5.1f} × bare"
            f"   CPU {cpu:5.1f} ms  {cpu / bare[1]:5.1f} × bare   {weight:6,} bytes  {queries} queries\n"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=60, help="answers that are timed of each kind")
    asked = parser.parse_args()
    lists.SEARCHES = suggestions.ASKED = sys.maxsize
    with database("library", ROOT_URLCONF="bench._bare"):
        for count in asked.counts:
            run(count, asked.rounds)


if __name__ == "__main__":
    main()
