"""Words as search sees them: one spelling for Arabic, Kurdish and English, their stems, keys for names."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from kit.digits import latin

LETTERS = str.maketrans(
    "ٱٲٳٵىیېێۍئؤۆۇۈۊةۀەہھکڪگڵڕپچژڤ",
    "ااااييييييووووو" + "ههههه" + "كككلربجزف",
    "ء\u0640",  # hamza on the line, tatweel
)
WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"['’]s\b")
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
LONGEST_WORD = 64  # what is longer is no word, and PostgreSQL refuses very long lexemes

PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
SUFFIXES = ("يات", "ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")
SHORTEST_STEM = 2
_english = Stemmer.Stemmer("english")


def normalise(text: str) -> str:
    """One spelling: no accents, vowel signs, tatweel; alef, ya, ta marbuta, hamza, digits, case unified."""
    letters = unicodedata.normalize("NFKD", text or "").lower().translate(_UNMARKED)
    return unicodedata.normalize("NFKC", latin(letters.translate(LETTERS)))


class _Unmarked(dict):
    """For str.translate: drops signs over letters and invisible controls, learning each when first seen."""

    def __missing__(self, code):
        self[code] = None if unicodedata.category(chr(code)) in ("Mn", "Cf") else code
        return self[code]


_UNMARKED = _Unmarked()


def words(text: str) -> list[str]:
    """The normalised words of a text."""
    found = WORD.findall(POSSESSIVE.sub("", normalise(text)))
    return [word for word in found if len(word) <= LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one normalised word, Arabic (light) or English (Snowball)."""
    return _arabic_stem(word) if ARABIC_LETTER.search(word) else _english.stemWord(word)


def _arabic_stem(word: str) -> str:
    if word.startswith("و") and len(word) > SHORTEST_STEM + 1:
        word = word[1:]
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            word = word[len(prefix) :]
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def tokens(text: str) -> list[str]:
    """The stems of a text, in order and with repetitions: what is indexed and what is asked for."""
    return [stem(word) for word in words(text)]


SLAVE_OF = re.compile(r"\bعبد ال")


def name_key(name: str) -> str:
    """What names are ordered and found by: one spelling, عبد الله written as one word."""
    return SLAVE_OF.sub("عبدال", " ".join(words(name)))


LATIN_SLAVE_OF = re.compile(r"\babd ?(al|el|ul|ar|as|an|ur|us) (?=\w)|\babd (?=\w)")


def name_words(name: str) -> list[str]:
    """The words of a name that is looked for; Abd Allah and Abdul Rahman are one word each."""
    joined = LATIN_SLAVE_OF.sub(lambda found: "abdal" if found[1] else "abd", name_key(name))
    return joined.split()


DIGRAPHS = (
    ("kh", "x"),
    ("sh", "c"),
    ("ch", "j"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
)
SOUNDS = str.maketrans(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "pqvz",
    "abttjhxddrzscsdtdagfkklmnhwy" + "bkfz",
)
ARTICLE = re.compile(r"\b(al|el|ال) ?(?=\w{2})")
ABD_AL = re.compile(r"\babd ?(al|el|ul|ar|as|an|ur|us) ?")


def sound_key(name: str) -> str:
    """The consonants of a name, the same for Majid, Majeed and ماجد: to find a name in either script."""
    text = ABD_AL.sub("abdal", name_key(name))
    for written, sound in DIGRAPHS:
        text = text.replace(written, sound)
    return " ".join(filter(None, map(_consonants, ARTICLE.sub("", text).split())))


def _consonants(word: str) -> str:
    sounds = word.translate(SOUNDS)
    first = "a" if sounds[0] in "aeiou" else sounds[0]
    rest = re.sub("[aeiouwy]", "", sounds[1:])
    return re.sub(r"(.)\1+", r"\1", first + re.sub("h$", "", rest))
