"""What was handed in, part by part, as digests: proof of what was approved, and names of what changed."""

import hashlib
import json

from django.utils.translation import get_language, override

LANGUAGES = ("ar", "en")


class NotAsHandedIn(Exception):
    """The text is not the one that was handed in for review: nothing is approved."""


def parts_of(named):
    """(name, text) pairs as kept on a review; a name is translatable and is kept in both languages."""
    return [_part(name, text) for name, text in named]


def _part(name, text):
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = str(name)
    return words | {"digest": hashlib.sha256(str(text).encode()).hexdigest()}


def digest_of(parts):
    """One digest of all parts, in their order."""
    return hashlib.sha256(json.dumps([part["digest"] for part in parts]).encode()).hexdigest()


def check(review, parts):
    """Raises NotAsHandedIn where the text differs from what the review was asked for."""
    if review.digest and review.digest != digest_of(parts):
        raise NotAsHandedIn(str(review))


def changed(before, after):
    """Names of the parts that read differently in the later review, in the reader's language."""
    known = {part["en"]: part["digest"] for part in before.parts}
    language = "ar" if get_language() == "ar" else "en"
    return [part[language] for part in after.parts if known.get(part["en"]) != part["digest"]]
