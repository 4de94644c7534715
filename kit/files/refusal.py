"""Why a file is not taken, as a sentence for the person who brought it."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kit import formats

AWAY = _(
    "The file could not be kept: the place for files does not answer. "
    "Nothing was changed. Try again in a few minutes."
)


class Refused(Exception):
    """`reason` is a short key for logs, `message` the sentence, about `facts` (whole numbers are bytes)."""

    def __init__(self, reason: str, message, **facts):
        super().__init__(reason)
        self.reason, self.message, self.facts = reason, message, facts

    def __str__(self):
        return _about(self.message, self.facts)

    @property
    def code(self) -> dict:
        """What can be kept, and said later in any language (`said_anew`)."""
        with override("en"):  # the language in which sentences stand in the code
            return {"sentence": str(self.message), **self.facts}


class StorageAway(Refused):
    """The place where files lie does not answer: nothing is known of the file, and it may be asked again.

    Who brings a file reads the sentence in their form; `detail` is for logs.
    """

    def __init__(self, detail: str):
        super().__init__("storage", AWAY)
        self.detail = detail


def said_anew(code: dict) -> str:
    """The sentence of a kept refusal, in the reader's language."""
    facts = {name: fact for name, fact in code.items() if name != "sentence"}
    return _about(gettext(code["sentence"]), facts)


def _about(sentence, facts):
    shown = {name: formats.size(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
    return str(sentence) % shown if shown else str(sentence)
