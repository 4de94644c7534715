"""Text kept in Arabic and English side by side; what one language lacks is shown in the other."""

from types import SimpleNamespace

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

FALLBACKS = {"ar": ("ar", "en"), "en": ("en", "ar"), "ckb": ("ckb", "ar", "en")}


class Text(str):
    """A text and the language it is written in."""

    lang: str
    is_other: bool

    def __new__(cls, value="", lang="", is_other=False):
        text = super().__new__(cls, value)
        text.lang, text.is_other = lang, is_other
        return text

    def __getnewargs__(self):
        return str(self), self.lang, self.is_other


def order_of_languages(language: str | None = None) -> tuple[str, ...]:
    """The reader's language first, then what is shown in its place."""
    language = (language or get_language() or "ar").split("-")[0]
    return FALLBACKS.get(language, (language, "ar", "en"))


class Pair:
    """`title = Pair("title")` reads `title_ar` and `title_en` in the order of the reader's languages."""

    def __init__(self, name: str):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else self.read(instance)

    def read(self, instance, language: str | None = None) -> Text:
        """The text in one language, else in the next one that has it."""
        wanted, *others = order_of_languages(language)
        for lang in (wanted, *others):
            value = getattr(instance, f"{self.name}_{lang}", "")
            if value and value.strip():
                return Text(value, lang, lang != wanted)
        return Text("", wanted)

    def expression(self, language: str | None = None, languages=("ar", "en")):
        """The text as shown, for `order_by` and `annotate`: `order_by(Item.title.expression())`."""
        order = [lang for lang in order_of_languages(language) if lang in languages]
        return Coalesce(*(NullIf(F(f"{self.name}_{lang}"), Value("")) for lang in order), Value(""))


def in_language(instance, name: str, language: str) -> Text:
    """A pair in a given language (for mail, feeds and print, which have a language of their own)."""
    return Pair(name).read(instance, language)


def pair_of(row: dict, name: str) -> Text:
    """A pair out of a row of values, in the reader's language: `pair_of(row, "name")`."""
    return Pair(name).read(SimpleNamespace(**row))
