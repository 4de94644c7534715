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
TATWEEL = "\u0640"
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


def spelled(text: str) -> list[tuple[str, str]]:
    """The words of a text, each normalised and as it was written, without vowel signs and capitals."""
    letters = unicodedata.normalize("NFC", text or "").lower().translate(_UNMARKED).replace(TATWEEL, "")
    pairs = [(normalise(word), word) for word in WORD.findall(POSSESSIVE.sub("", letters))]
    return [(key, word) for key, word in pairs if key and len(key) <= LONGEST_WORD]


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


# Words of questions and grammar: in Arabic, English and Kurdish. They say little in a search.
FUNCTION_WORDS = """
    ما ماذا من متى أين كيف كم لماذا هل أي أية الذي التي الذين اللذين هو هي هم كان كانت كانوا يكون تكون يتم تم
    في على إلى عن مع هذا هذه ذلك تلك هؤلاء هناك أو ثم أن إن لم لن لا
    قد بين بعد قبل عند عندما حيث كل بعض غير حتى منذ
    لكن بما له لها لهم به بها فيه فيها عليه عليها منه منها
    what which who whom whose when where why how do did does done is are was were be been being has have had
    the a an of in on at to for by with from and or that this these those it its as than then there their they
    he she his her you your we our i my not no can could will would should may might must about into
    چی کێ کەی چۆن بۆچی کوێ چەند لە بۆ کە ئەم ئەو
"""
CLITICS = "بلفك"
PERSONS = "يتن"  # of verbs: يكتب، تكتب، نكتب
ENDINGS = (
    "هما",
    "كما",
    "هم",
    "هن",
    "كم",
    "نا",
    "ها",
    "تها",
    "ته",
    "وا",
    "ون",
    "ين",
    "ان",
    "ات",
    "ت",
    "ن",
    "و",
)
SHORTEST_ROOT = 3
LONGEST_ENGLISH_ROOT = 6


@lru_cache(maxsize=100_000)
def root(token: str) -> str:
    """The key that a stem shares with its plurals, verbs and forms with a preposition; "" where it has none.

    Arabic: without clitics, endings and weak letters, so that مدارس and مدرس(ة) meet; English: six letters.
    """
    if not ARABIC_LETTER.search(token):
        return token[:LONGEST_ENGLISH_ROOT] if len(token) >= LONGEST_ENGLISH_ROOT else ""
    for before in (PERSONS, CLITICS):
        if token[0] in before and len(_bare(token[1:])) >= SHORTEST_ROOT:
            token = token[1:]
    for ending in ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= SHORTEST_ROOT:
            token = token[: -len(ending)]
            break
    bare = _bare(token)
    return bare if len(bare) >= SHORTEST_ROOT else ""


def _bare(token):
    return token[:1] + re.sub("[اوي]", "", token[1:])


def is_function_word(token: str) -> bool:
    """Whether the stem is of a word of questions and grammar."""
    return token in _FUNCTION_STEMS


_FUNCTION_STEMS = frozenset(tokens(FUNCTION_WORDS))

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
