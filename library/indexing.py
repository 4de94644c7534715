"""What search knows of a published item: its words by weight, its titles' spelling, its languages.

The vector is written as a literal, so that PostgreSQL's own parser, blind to Arabic in some locales, never
reads our words. Words of title and summary (weights A and B) stand in it a second time as "=word", so that
headlines can be asked for by the index alone. What a word shares with its other forms stands in it as
"~root", once, where the first of them stands.
"""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils.translation import override

from kit import richtext
from kit.text import root, tokens, words
from library import phrases
from library.models import Item

VERSION = 4  # of what is written here: what an older one wrote is written anew (actions.index_anew)
LANGUAGES = ("ar", "en")
JOINED = ("published_revision", "province", "solution", "criterion", "theme")
LAST_POSITION = 16_383  # PostgreSQL's limit
POSITIONS_A_WORD = 64
LONGEST_WORD = 60
ROOT = "~"
VECTOR_BYTES = 700_000  # of PostgreSQL's 1 MB
ATTACHED_CHARACTERS = 400_000


def index(item):
    """Write the item's index anew from its published revision."""
    item = Item.objects.select_related(*JOINED).get(pk=item.pk)
    revision = item.published_revision
    if revision is None:
        return
    vector = vector_of(_weighted_texts(item, revision))
    Item.objects.filter(pk=item.pk).update(
        search=Cast(Value(vector), SearchVectorField()), **titles_and_languages(revision)
    )
    phrases.keep(item, revision)


def titles_and_languages(revision):
    """What lists and "did you mean" ask of an item, beside the vector, and by which version."""
    return {
        "indexed_as": VERSION,
        "title_words": " ".join(words(f"{revision.title_ar} {revision.title_en}")),
        "is_in_arabic": bool(revision.title_ar),
        "is_in_english": bool(revision.title_en),
    }


def _weighted_texts(item, revision):
    both = lambda thing, name: [getattr(thing, f"{name}_{language}") for language in LANGUAGES]  # noqa: E731
    provinces = [*filter(None, [item.province]), *item.partners.all()]
    place = [
        name
        for province in provinces
        for name in (province.code, province.name_ckb, *both(province, "name"), *province.spellings)
    ]
    yield "A", both(revision, "title")
    yield "B", both(revision, "summary") + place + _kind_names(item)
    yield "B", [name for tag in item.tags.all() for name in both(tag, "name")]
    yield "B", both(item.criterion, "name") if item.criterion else []
    yield "B", both(item.theme, "title") if item.theme else []
    yield "C", both(item.solution, "title") if item.solution and item.solution.is_public else []
    for name in ("problem", "context", "needs", "failed"):
        yield "C", both(revision, name)
    yield "C", [richtext.plain(body) for body in both(revision, "body")]
    yield "C", both(revision, "changes")
    yield "C", [name for result in revision.results.all() for name in both(result, "measure")]
    yield "C", [revision.source_name, *item.contributors.values_list("name", flat=True)]
    attached = revision.attachments.values_list("name", "text")
    yield "D", [text[:ATTACHED_CHARACTERS] for pair in attached for text in pair]


def _kind_names(item):
    names = []
    for language in LANGUAGES:
        with override(language):
            names.append(str(item.get_kind_display()))
    return names


def vector_of(weighted):
    """A tsvector literal from (weight, texts) in the order of the document."""
    places, position, held = {}, 0, 0
    for weight, texts in weighted:
        for text in texts:
            for token in tokens(text or ""):
                position = min(position + 1, LAST_POSITION)
                for word in _lexemes(token, weight):
                    held += _place(places, word, f"{position}{weight}")
                if held > VECTOR_BYTES:
                    return _literal(places)
    return _literal(places)


def _lexemes(token, weight):
    yield token
    if weight in "AB":
        yield f"={token}"
    if shared := root(token):
        yield f"{ROOT}{shared}"


def _place(places, word, at):
    """Note one occurrence; returns the bytes it takes."""
    if len(word) > LONGEST_WORD:
        return 0
    known = places.get(word)
    if known is None:
        places[word] = [at]
        return len(word.encode()) + 8
    if len(known) >= POSITIONS_A_WORD or word.startswith(ROOT):
        return 0
    known.append(at)
    return 2


def _literal(places):
    return " ".join(f"{quoted(word)}:{','.join(at)}" for word, at in places.items())


def quoted(word):
    """A lexeme as tsvector and tsquery literals want it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
