"""What upper apps tell mailing: who takes mail that comes in, what news say, who belongs, what is free."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message

from kit.registry import Registry
from mailing.models import Delivery, InboundMessage


class Later(Exception):
    """A message cannot be judged yet; it is looked at again."""


@dataclass(frozen=True)
class Taken:
    """What a message was: an outcome, its words, and the delivery of ours that it speaks of."""

    outcome: str = InboundMessage.Outcome.TAKEN
    words: str = ""
    delivery: Delivery | None = None


@dataclass(frozen=True)
class Desk:
    """`knows(address)`: is it one of ours? Asked while the other server waits: others hear 550.

    `take(kept, message)`: deals with a message within a transaction, and returns what it was. Raises Later.
    """

    knows: Callable[[str], bool]
    take: Callable[[InboundMessage, Message], Taken]


@dataclass(frozen=True)
class Words:
    """One thing as a digest tells it: `url` is absolute, `why` says why the reader is told."""

    title: str
    url: str
    why: str
    text: str = ""


inbound = Registry("mailing.inbound")
# source of News → (refs, language) → {ref: Words, or None while it must wait}; what is not in it is gone.
digest_sources = Registry("mailing.digest_sources")
# (address) → bool: whether what comes unasked (kinds.UNASKED) may come to it.
belongs = Registry("mailing.belongs")
# () → dates on which offices are closed in the whole country.
free_days = Registry("mailing.free_days")
