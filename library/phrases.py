"""What the search box offers while one types, kept with the index, found by the index."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from kit.text import ARABIC_LETTER, is_function_word, spelled, stem, words
from library.models import Item, Phrase

SHOWN = 8
WORDS_SHOWN = 4  # of tags and words, where titles fill the rest
SHORTEST = 2  # letters that are typed before anything is offered
SHORTEST_WORD = 3
LONGEST_KEY = 200
WEIGHED = 1_000  # words that begin so and are looked at; enough for two letters of a large library
NEAREST = 40  # candidates of which the visible ones are shown
ARTICLE = "ال"


@transaction.atomic
def keep(item, revision):
    """Write down the item's titles, tags and words."""
    wanted = _of(item, revision)
    keys = sorted(wanted)  # all writers in one order: they wait for, and never block each other
    Phrase.objects.bulk_create(
        [Phrase(kind=kind, key=key, shown=wanted[kind, key]) for kind, key in keys], ignore_conflicts=True
    )
    known = Phrase.objects.filter(key__in={key for _kind, key in keys}).values_list("kind", "key", "pk")
    now = {pk for kind, key, pk in known if (kind, key) in wanted}
    before = set(item.phrases.values_list("pk", flat=True))
    list(Phrase.objects.filter(pk__in=now ^ before).select_for_update().order_by("pk").values("pk"))
    item.phrases.remove(*before - now)
    item.phrases.add(*now - before)
    Phrase.objects.filter(pk__in=before - now).update(uses=Greatest(F("uses") - 1, 0))
    Phrase.objects.filter(pk__in=now - before).update(uses=F("uses") + 1)


def _of(item, revision):
    """(kind, key) → as it is written."""
    titles = [revision.title_ar, revision.title_en]
    tags = [name for tag in item.tags.all() for name in (tag.name_ar, tag.name_en)]
    wanted = {}
    for kind, texts in ((Phrase.Kind.TITLE, titles), (Phrase.Kind.TAG, tags)):
        for text in texts:
            if key := " ".join(words(text))[:LONGEST_KEY]:
                wanted.setdefault((kind.value, key), text.strip()[:200])
    for text in (*titles, revision.summary_ar, revision.summary_en):
        for key, word in spelled(text):
            if len(key) >= SHORTEST_WORD and not key.isdecimal() and not is_function_word(stem(key)):
                wanted.setdefault((Phrase.Kind.WORD.value, key), word)
    return wanted


def beginning(user, typed):
    """[(kind, text)]: what begins as was typed, at most SHOWN, of what the reader may see; one query."""
    heads = words(typed)
    if len("".join(heads)) < SHORTEST:
        return []
    is_open = not typed[-1].isspace()  # the last word may go on
    title = " ".join(heads) + ("" if is_open else " ")
    rows = _visible(user, _spellings(title), _spellings(heads[-1]) if is_open else [])
    before = typed[: typed.rindex(typed.split()[-1])] if is_open else ""
    return _chosen(rows, before, typed)


def _spellings(prefix):
    """With the article and without it: whoever looks for مناقصة finds المناقصة too."""
    if not ARABIC_LETTER.search(prefix):
        return [prefix]
    if not prefix.startswith(ARTICLE):
        return [prefix, ARTICLE + prefix]
    bare = prefix.removeprefix(ARTICLE)
    return [prefix, bare] if len(bare) >= SHORTEST else [prefix]


def _visible(user, titles, lasts):
    """Each beginning is a range of its own: read in the order of the index, it ends with its limit."""
    phrases = Phrase.objects.order_by()
    near = [phrases.filter(kind=Phrase.Kind.TITLE).beginning(one).order_by("key")[:NEAREST] for one in titles]
    begun = [
        phrases.filter(kind=kind, uses__gt=0).beginning(one)[:WEIGHED]
        for one in lasts
        for kind in (Phrase.Kind.TAG, Phrase.Kind.WORD)
    ]
    frequent = [phrases.filter(pk__in=_keys(begun)).order_by("-uses")[:NEAREST]] if begun else []
    shown_in = Phrase.items.through.objects.filter(
        phrase=OuterRef("pk"), item__in=Item.objects.readable_by(user).order_by()
    )
    found = phrases.filter(Exists(shown_in), pk__in=_keys(near + frequent))
    return list(found.values_list("kind", "key", "shown", "uses"))


def _keys(parts):
    first, *others = [part.values("pk") for part in parts]
    return first.union(*others, all=True) if others else first


def _chosen(rows, before, typed):
    """Words by how often they stand, then titles by the alphabet; each once, with its article or without."""
    rows.sort(key=lambda row: (-row[3] if row[0] != Phrase.Kind.TITLE else 0, row[1]))
    seen, offered = {" ".join(words(typed))}, {True: [], False: []}
    for kind, _key, shown, _uses in rows:
        is_title = kind == Phrase.Kind.TITLE
        text = shown if is_title else before + shown
        spelling = " ".join(words(text)).removeprefix(ARTICLE)
        if spelling not in seen and f"{ARTICLE}{spelling}" not in seen:
            seen.add(spelling)
            offered[is_title].append((kind, text))
    titles, others = offered[True], offered[False]
    return (others[: max(WORDS_SHOWN, SHOWN - len(titles))] + titles)[:SHOWN]
