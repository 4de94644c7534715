"""Did you mean …: the nearest words of published titles, where nothing was found."""

from difflib import SequenceMatcher

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection

from kit.text import words

TITLES = 8
NEAR = 0.35  # how alike the phrase and a part of a title must be
ALIKE = 0.6  # how alike two words must be to be taken for each other


def instead_of(items, text):
    """The search with each word replaced by the nearest one of a title; "" where none is near."""
    asked = words(text)
    if not asked:
        return ""
    with connection.cursor() as cursor:  # nobody else of this connection asks for likeness of words
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(NEAR)])
    phrase = " ".join(asked)
    near = items.filter(title_words__trigram_word_similar=phrase)
    likeness = TrigramWordSimilarity(phrase, "title_words")
    titles = near.order_by(likeness.desc(), "-pk").values_list("title_words", flat=True)
    known = {word for title in titles[:TITLES] for word in title.split()}
    meant = " ".join(_nearest(word, known) for word in asked)
    return meant if meant != " ".join(asked) else ""


def _nearest(word, known):
    likeness = {other: SequenceMatcher(None, word, other).ratio() for other in known}
    best = max(likeness, key=lambda other: (likeness[other], other), default=None)
    return best if best and likeness[best] >= ALIKE else word
