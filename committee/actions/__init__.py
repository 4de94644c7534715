"""Verbs of the POCC: asking for a review and deciding it; proposing, voting and closing."""

from committee.actions.assigning import cannot, hand_to, tend
from committee.actions.motions import (
    AlreadyClosed,
    NotOpen,
    NotThere,
    StillOpen,
    cast,
    close,
    close_due,
    count,
    move_close,
    propose_motion,
    withdraw,
)
from committee.actions.policy import propose_policy
from committee.actions.reviews import AlreadyDecided, decide, request_review, take_back
from committee.actions.voting_rules import propose_rule

__all__ = [
    "AlreadyClosed",
    "AlreadyDecided",
    "NotOpen",
    "NotThere",
    "StillOpen",
    "cannot",
    "cast",
    "close",
    "close_due",
    "count",
    "decide",
    "hand_to",
    "move_close",
    "propose_motion",
    "propose_policy",
    "propose_rule",
    "request_review",
    "take_back",
    "tend",
    "withdraw",
]
