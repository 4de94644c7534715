"""How well search finds a paragraph by a question, for any file in the format of SQuAD.

Usage: ./portal bench search-quality FILE …   (such as xquad.ar.json and xquad.en.json)
The paragraphs become items of an empty library through the portal's own index and are asked for through
its own search, as a visitor does. It fills a database of its own and removes it at the end.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.test")

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.html import linebreaks  # noqa: E402

import kit  # noqa: E402
from bench._database import database  # noqa: E402
from library import indexing, search  # noqa: E402
from library.models import Item, Kind, Revision  # noqa: E402
from members.models import User  # noqa: E402

ARABIC = re.compile("[\u0620-\u064a]")
LOOKED_AT = 10


def read(path):
    """Paragraphs, and questions with the number of the paragraph that answers each."""
    paragraphs, questions = [], []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [(one["question"], len(paragraphs)) for one in paragraph["qas"]]
            paragraphs.append(paragraph["context"])
    return paragraphs, questions


def shelve(paragraphs):
    """One published item a paragraph, its text in the body, without words of its own in the title."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE library_item, library_revision CASCADE")
    author, _made = User.objects.get_or_create(email="bench@province.example", defaults={"name_ar": "كاتب"})
    language = "ar" if ARABIC.search(paragraphs[0]) else "en"
    items = []
    for paragraph in paragraphs:
        item = Item.objects.create(kind=Kind.ARTICLE, created_by=author)
        text = {f"title_{language}": "-", f"body_{language}": linebreaks(paragraph)}
        item.published_revision = Revision.objects.create(item=item, number=1, created_by=author, **text)
        item.published_at = kit.now()
        item.save()
        indexing.index(item)
        items.append(item.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE library_item")
    return items


def place(question, answer):
    """The place of the answering item among what was found, from 1; 0 where it is not among the first."""
    shown = Item.objects.visible_to(AnonymousUser()).published()
    asked = search.ask(question, shown)
    found = search.ranked(shown, asked)[:LOOKED_AT] if asked else []
    return found.index(answer) + 1 if answer in found else 0


def measure(path):
    """Prints the share of questions answered by the first and the first ten hits, and the mean of 1/place."""
    paragraphs, questions = read(path)
    items = shelve(paragraphs)
    places = [place(question, items[answer]) for question, answer in questions]
    count = len(places)
    sys.stdout.write(f"{path.name}: {len(items):,} paragraphs, {count:,} questions\n")
    sys.stdout.write(f"recall@1 {sum(one == 1 for one in places) / count:.4f}\n")
    sys.stdout.write(f"recall@10 {sum(one > 0 for one in places) / count:.4f}\n")
    sys.stdout.write(f"MRR@10 {sum(1 / one for one in places if one) / count:.4f}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    files = parser.parse_args().files
    with database("search_quality"):
        for path in files:
            measure(path)


if __name__ == "__main__":
    main()
