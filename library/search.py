"""Finding items by words: Arabic and English, titles, texts and the words inside files."""

import math
from dataclasses import dataclass, field

from django.db import connection
from django.db.models.expressions import RawSQL

from kit.text import tokens
from library.indexing import quoted

LONGEST = 200
MOST_TERMS = 12
SHORTLIST = 400  # items that are looked at; where more match, the most promising ones
ESTIMATED = 5_000  # a word of more items than this is counted by PostgreSQL's own statistics
WEIGHTS = "{0.1,0.3,0.5,1.0}"  # D, C, B, A

FREQUENCIES = """
    WITH known AS (
        SELECT word, share
        FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) k (word, share)
        WHERE schemaname = current_schema() AND tablename = 'library_item' AND attname = 'search'
    ), size AS (SELECT greatest(reltuples, 0) AS items FROM pg_class WHERE oid = 'library_item'::regclass)
    SELECT term, CASE WHEN share * items > %s THEN (share * items)::bigint
        ELSE (SELECT count(*) FROM library_matching(quote_literal(term)::tsquery)) END, items::bigint
    FROM unnest(%s::text[]) term LEFT JOIN known ON word = term, size
"""
SCORES = """
    SELECT id, (
        SELECT sum(idf * ts_rank(%s::float4[], words, term, 1))
        FROM unnest(%s::tsquery[], %s::float[]) asked (term, idf)
    ) AS score
    FROM (
        SELECT id, setweight(search, 'A', '{{}}') AS words FROM library_item WHERE id IN ({items}) OFFSET 0
    ) unpacked_once
    ORDER BY score DESC, id DESC
"""


@dataclass(frozen=True)
class Question:
    """What somebody typed, as search reads it: its words from the rarest on, and the items that hold them."""

    text: str
    terms: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)  # the idf of each term
    shortlist: list[int] = field(default_factory=list)  # keys of items, whoever may see them
    is_bounded: bool = False  # more items hold the words than the shortlist

    def __bool__(self):
        return bool(self.shortlist)


def ask(text):
    """Read a search and shortlist what holds its words; words that no item has are left out."""
    asked = list(dict.fromkeys(tokens(text[:LONGEST])))[:MOST_TERMS]
    if not asked:
        return Question(text)
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, [ESTIMATED, asked])
        rows = sorted((holding, term, items) for term, holding, items in cursor.fetchall() if holding)
        if not rows:
            return Question(text)
        terms = [term for _holding, term, _items in rows]
        cursor.execute("SELECT library_shortlist(%s::tsquery[], %s)", [_blocks(terms), SHORTLIST])
        shortlist = [pk for (pk,) in cursor.fetchall()]
    weights = [_idf(holding, items) for holding, _term, items in rows]
    is_bounded = len(shortlist) >= SHORTLIST and sum(holding for holding, _, _ in rows) > SHORTLIST
    return Question(text, terms, weights, shortlist, is_bounded)


def _idf(holding, items):
    """Rarer words weigh more; `items` is the server's estimate and may lag behind."""
    return math.log(1 + (max(items, holding) - holding + 0.5) / (holding + 0.5))


def _blocks(terms):
    """What to shortlist first: all words in headlines, all words, any in headlines, then word by word.

    Each block leaves out what the blocks before it have.
    """
    words = [quoted(term) for term in terms]
    headlines = [quoted(f"={term}") for term in terms]
    wanted = [" & ".join(headlines), " & ".join(words), " | ".join(headlines), *words]
    wanted = list(dict.fromkeys(wanted))
    before = [
        f" & !({' | '.join(f'({block})' for block in wanted[:n])})" if n else "" for n in range(len(wanted))
    ]
    return [f"({block}){rest}" for block, rest in zip(wanted, before, strict=True)]


def found(items, question):
    """Those of the items that the question finds, in no order."""
    # As one array: hundreds of parameters take longer to prepare than the query takes.
    return items.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [question.shortlist]))


def ranked(items, question):
    """The keys of the items that the question finds, the best match first."""
    sql, params = found(items, question).order_by().values("pk").query.sql_with_params()
    terms = [quoted(term) for term in question.terms]
    with connection.cursor() as cursor:
        cursor.execute(SCORES.format(items=sql), [WEIGHTS, terms, question.weights, *params])
        return [pk for pk, _score in cursor.fetchall()]
