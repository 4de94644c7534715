"""How well search finds a paragraph by a question: MRR on XQuAD in Arabic and English, in PostgreSQL.

Usage: search_quality.py FOLDER   (the folder with xquad.ar.json and xquad.en.json)
The words are kit's, the score is the library's: the sum over a question's words of idf · ts_rank.
"""

import argparse
import json
import math
import os
import sys
from collections import Counter
from pathlib import Path

import environ
import psycopg2

from kit import text

SCORE = """
    SELECT page.id FROM page, unnest(%s::text[], %s::float[]) AS asked (word, weight)
    WHERE page.words @@ quote_literal(asked.word)::tsquery
    GROUP BY page.id
    ORDER BY sum(asked.weight * ts_rank(page.words, quote_literal(asked.word)::tsquery, 1)) DESC, page.id
    LIMIT 20
"""


def read(path: Path):
    """Paragraphs, and questions with the number of the paragraph that answers each."""
    paragraphs, questions = [], []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [(one["question"], len(paragraphs)) for one in paragraph["qas"]]
            paragraphs.append(paragraph["context"])
    return paragraphs, questions


def measure(cursor, paragraphs, questions) -> tuple[float, float]:
    """Mean reciprocal rank and the share of questions answered by the first hit."""
    cursor.execute("CREATE TEMPORARY TABLE page (id int PRIMARY KEY, words tsvector)")
    pages = [text.tokens(paragraph) for paragraph in paragraphs]
    for number, words in enumerate(pages):
        row = (number, " ".join(words))
        cursor.execute("INSERT INTO page VALUES (%s, to_tsvector('simple', %s))", row)
    cursor.execute("ANALYZE page")
    holding = Counter(word for words in pages for word in set(words))
    reciprocal = first = 0.0
    for question, answer in questions:
        asked = sorted({word for word in text.tokens(question) if word in holding})
        weights = [idf(len(pages), holding[word]) for word in asked]
        cursor.execute(SCORE, (asked, weights))
        found = [row[0] for row in cursor.fetchall()]
        if answer in found:
            reciprocal += 1 / (found.index(answer) + 1)
            first += found[0] == answer
    cursor.execute("DROP TABLE page")
    return reciprocal / len(questions), first / len(questions)


def idf(pages: int, holding: int) -> float:
    return math.log(1 + (pages - holding + 0.5) / (holding + 0.5))


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    database = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(
        dbname=database["NAME"],
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        host=database.get("OPTIONS", {}).get("host") or database["HOST"] or None,
        port=database["PORT"] or None,
    )
    with connection, connection.cursor() as cursor:
        for language in ("ar", "en"):
            mrr, first = measure(cursor, *read(folder / f"xquad.{language}.json"))
            sys.stdout.write(f"{language}: MRR {mrr:.3f}, first hit right {first:.1%}\n")
    connection.close()


if __name__ == "__main__":
    main()
