"""Finding items by words: Arabic and English, titles, texts and the words inside files."""

import math
from dataclasses import dataclass, field
from itertools import pairwise

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from kit.text import is_function_word, root, tokens
from library.indexing import ROOT, quoted

LONGEST = 200
MOST_TERMS = 12  # of those typed, the rarest
SHORTLIST = 1_000  # items that are looked at; where more match, the most promising ones
ESTIMATED = 5_000  # a word of more items than this is counted by PostgreSQL's own statistics
RARE = 400  # of a word of fewer items other forms are found as well
WEIGHTS = "{0.1,0.3,0.5,1.0}"  # D, C, B, A
# What these are worth beside a word itself. Measured with `bench search-quality`: around them little changes.
OTHER_FORM = 0.7
FUNCTION_WORD = 0.3
SIDE_BY_SIDE = 0.5  # two words that were typed side by side and stand so in the text

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
        SELECT sum(CASE WHEN root IS NULL OR words @@ term THEN idf * ts_rank(weights, words, term, 1)
            ELSE root_idf * ts_rank(weights, words, root, 1) END)
        FROM unnest(%s::tsquery[], %s::float[], %s::tsquery[], %s::float[]) asked (term, idf, root, root_idf)
    ) + (
        SELECT coalesce(sum(worth * ts_rank(weights, words, first, 1)) FILTER (WHERE words @@ pair), 0)
        FROM unnest(%s::tsquery[], %s::tsquery[], %s::float[]) together (pair, first, worth)
    ) AS score
    FROM (
        SELECT id, setweight(search, 'A', '{{}}') AS words, %s::float4[] AS weights
        FROM library_item WHERE id IN ({items}) OFFSET 0
    ) unpacked_once
    ORDER BY score DESC, id DESC
"""


@dataclass(frozen=True)
class Term:
    """A word that was typed: how much it says, and the root under which its other forms stand."""

    token: str
    holding: int  # items that have the word
    idf: float
    root: str = ""  # as it stands in the index, "" where only the word itself is looked for
    root_idf: float = 0.0


@dataclass(frozen=True)
class Question:
    """What somebody typed, as search reads it: its words from the rarest on, and the items that hold them."""

    text: str
    words: list[Term] = field(default_factory=list)
    pairs: list[tuple[Term, Term]] = field(default_factory=list)  # typed one after the other
    shortlist: list[int] = field(default_factory=list)  # keys of items
    is_bounded: bool = False  # more of the items that are asked for hold the words
    is_rough: bool = False  # more of all items do, so that a filter would find more than the shortlist says

    def __bool__(self):
        return bool(self.shortlist)

    @property
    def terms(self):
        """What is marked in a text: the words, and the roots of their other forms."""
        return [term.token for term in self.words] + [term.root for term in self.words if term.root]


def ask(text, items, narrowed=None):
    """Read a search and shortlist which of the items hold its words; words that no item has are left out.

    `narrowed`: those of the items that stand under the filters, where there are any. They get a shortlist of
    their own, since the most promising of all items may not be among them.
    """
    asked = tokens(text[:LONGEST])
    if not asked:
        return Question(text)
    with connection.cursor() as cursor:
        terms = _terms(cursor, list(dict.fromkeys(asked)))
        if not terms:
            return Question(text)
        whole, part = _shortlists(cursor, _blocks(terms), items, narrowed)
    by_token = {term.token: term for term in terms if term.holding}
    together = [(by_token.get(one), by_token.get(other)) for one, other in pairwise(asked) if one != other]
    pairs = list(dict.fromkeys(pair for pair in together if all(pair)))
    shortlist = list(dict.fromkeys(whole[:SHORTLIST] + part[:SHORTLIST]))
    is_rough = len(whole) > SHORTLIST
    is_bounded = is_rough if narrowed is None else len(part) > SHORTLIST
    return Question(text, terms, pairs, shortlist, is_bounded, is_rough)


def _shortlists(cursor, blocks, *several):
    """Keys for each set of items, in one query; one more than a shortlist has means that there are more."""
    texts, params = [], []
    for place, items in enumerate(several):
        if items is not None:
            texts.append(f"SELECT {place}, library_shortlist(%s, %s::tsquery[], %s)")
            params += [_select(cursor, items), blocks, SHORTLIST + 1]
    cursor.execute(" UNION ALL ".join(texts), params)
    rows = cursor.fetchall()
    return [[pk for at, pk in rows if at == place] for place, _items in enumerate(several)]


def _select(cursor, items):
    """The text of the query for the items that hold $1."""
    holding = items.filter(RawSQL("library_item.search @@ $1", [], output_field=BooleanField()))
    sql, params = holding.order_by().values("pk").query.sql_with_params()
    return cursor.mogrify(sql, params).decode()


def _terms(cursor, asked):
    """The rarest of the words that items have, rarest first; other forms of those that few items have."""
    root_of = {one: f"{ROOT}{key}" for one in asked if not is_function_word(one) and (key := root(one))}
    found = _counted(cursor, list({*asked, *root_of.values()}))
    terms = [_term(one, root_of.get(one), found) for one in asked]
    terms = [term for term in terms if term.holding or term.root]
    terms.sort(key=lambda term: (is_function_word(term.token), term.holding, term.token))
    return terms[:MOST_TERMS]


def _counted(cursor, words):
    """word → (items that have it, all items)."""
    cursor.execute(FREQUENCIES, [ESTIMATED, words])
    return {word: (holding, items) for word, holding, items in cursor.fetchall()}


def _term(token, root_word, found):
    holding, items = found[token]
    rooted = found[root_word][0] if root_word and holding < RARE else 0
    worth = _idf(holding, items) * (FUNCTION_WORD if is_function_word(token) else 1)
    return Term(token, holding, worth, root_word if rooted else "", _idf(rooted, items))


def _idf(holding, items):
    """Rarer words weigh more; `items` is the server's estimate and may lag behind."""
    return math.log(1 + (max(items, holding) - holding + 0.5) / (holding + 0.5))


def _blocks(terms):
    """What to shortlist first: all words in headlines, all words, each word from the rarest on, other forms.

    Of a word that fills the shortlist by itself, items with another of the words come first, then headlines.
    Each block leaves out what the blocks before it have.
    """
    terms = [term for term in terms if not is_function_word(term.token)] or terms
    held = [term for term in terms if term.holding]
    words = [quoted(term.token) for term in held]
    headlines = [quoted(f"={term.token}") for term in held]
    wanted = [" & ".join(headlines), " & ".join(words)]
    for place, (term, word, headline) in enumerate(zip(held, words, headlines, strict=True)):
        others = " | ".join(words[:place] + words[place + 1 :])
        is_long = term.holding > SHORTLIST
        wanted += [f"{word} & ({others})"] * bool(is_long and others) + [headline] * is_long + [word]
    wanted = list(dict.fromkeys([*filter(None, wanted), *(quoted(term.root) for term in terms if term.root)]))
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
    with connection.cursor() as cursor:
        cursor.execute(SCORES.format(items=sql), [*_scores(question), WEIGHTS, *params])
        return [pk for pk, _score in cursor.fetchall()]


def _scores(question):
    """What a score is made of: words, other forms, pairs, and what each is worth."""
    words, pairs = question.words, question.pairs
    return [
        [quoted(term.token) for term in words],
        [term.idf for term in words],
        [quoted(term.root) if term.root else None for term in words],
        [OTHER_FORM * term.root_idf for term in words],
        [f"{quoted(one.token)} <-> {quoted(other.token)}" for one, other in pairs],
        [quoted(one.token) for one, _other in pairs],
        [SIDE_BY_SIDE * (one.idf + other.idf) / 2 for one, other in pairs],
    ]
