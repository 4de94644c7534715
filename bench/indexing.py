"""Indexing a whole library anew behind the pages: how slow they become, and how fast the work is done.

Usage: ./portal bench indexing [--items N] [--files N]
A second process does what the worker's task does, item by item, while this one reads list, search and item.
It fills a database of its own and removes it at the end.
"""

import argparse
import multiprocessing
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

from bench import _shelves  # noqa: E402
from bench._database import database  # noqa: E402
from library.models import Item  # noqa: E402
from library.views import lists  # noqa: E402

LIST = "/ar/library/"
IDLE_ROUNDS = 40
MORE = """
    INSERT INTO library_attachment (id, uuid, item_id, path, name, content_type, size, sha256, text, read_at,
        readings, uploaded_by_id, uploaded_at, licence, failure, preview, downloads)
    SELECT id + {first}, gen_random_uuid(), item_id, 'aa/' || md5((id + {first})::text), name, content_type,
        size, md5((id + {first})::text) || md5(id::text), text, read_at, 1, uploaded_by_id, uploaded_at,
        '', '', '', 0
    FROM library_attachment WHERE id <= {count}
"""
TEXTS = "UPDATE library_attachment SET text = left(repeat(text || ' ', 100), 4000)"
HELD = """INSERT INTO library_revision_attachments (revision_id, attachment_id)
    SELECT item_id, id FROM library_attachment WHERE id > {count}"""


def fill(items, files):
    """Published items of an older index, each with so many files of 4,000 letters."""
    _shelves.fill(items)
    with connection.cursor() as cursor:
        for number in range(1, files):
            cursor.execute(MORE.format(first=number * items, count=items))
        cursor.execute(HELD.format(count=items))
        cursor.execute(TEXTS)
    Item.objects.update(indexed_as=0)


def work(database_name, started, done):
    """The worker: a hundred items at a time until none is left. `done`: its items, and its seconds."""
    django.setup()
    from library import actions

    connection.settings_dict["NAME"] = database_name
    actions.index_anew(most=1)
    started.set()
    began = time.perf_counter()
    while taken := actions.index_anew(most=100):
        done[0] += taken
        done[1] = time.perf_counter() - began


def answers(client, addresses, until):
    """Milliseconds of answers in turn until `until(how many)` is true."""
    taken = []
    while not until(len(taken)):
        began = time.perf_counter()
        assert client.get(addresses[len(taken) % len(addresses)]).status_code == 200
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def p95(times):
    return statistics.quantiles(times, n=20)[18]


def run(items, files):
    fill(items, files)
    cache.clear()
    rare, common = _shelves.searched()
    addresses = [
        LIST,
        f"{LIST}?q={rare[0]}",
        f"{LIST}?q={common[0]}",
        *(f"{LIST}{pk}/" for pk in _shelves.public(3)),
    ]
    client = Client()
    answers(client, addresses, lambda count: count >= len(addresses))
    idle = p95(answers(client, addresses, lambda count: count >= IDLE_ROUNDS * len(addresses)))
    several = multiprocessing.get_context("spawn")
    started, done = several.Event(), several.Array("d", 2)
    worker = several.Process(target=work, args=(connection.settings_dict["NAME"], started, done))
    worker.start()
    started.wait()
    busy = answers(client, addresses, lambda count: count > 20 and not worker.is_alive())
    worker.join()
    assert worker.exitcode == 0
    rate = done[0] / max(done[1], 0.001)
    sys.stdout.write(
        f"{items:,} items with {files} files each: {rate:.0f} items/s in the background\n"
        f"  page p95 idle {idle:.1f} ms, meanwhile {p95(busy):.1f} ms: {p95(busy) / idle:.1f} × idle"
        f" ({len(busy):,} answers)\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=3)
    asked = parser.parse_args()
    lists.SEARCHES = sys.maxsize
    with database("indexing"):
        run(asked.items, asked.files)


if __name__ == "__main__":
    main()
