"""What a mail server's answer means for one delivery."""

from dataclasses import dataclass

# Answers about us (encryption or sign-in wanted), not about the recipient: RFC 4954 section 6, RFC 3207.
ABOUT_US = (530, 534, 535, 538)
CLOSING = 421


class Unreachable(Exception):
    """No mail server takes our mail now; nothing is said about any recipient."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one message: accepted, to be tried later, or refused for good; a provider names it."""

    is_accepted: bool = False
    is_final: bool = False
    words: str = ""
    provider_id: str = ""


ACCEPTED = Answer(is_accepted=True, is_final=True)


def meaning(code, words):
    """The Answer in a reply code and its words (RFC 5321 section 4.2.1). Raises Unreachable."""
    if 200 <= code < 300:
        return ACCEPTED
    words = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code in ABOUT_US:
        raise Unreachable(words)
    return Answer(is_final=code >= 500, words=words)
