"""Verbs of the POCC: asking for a review and deciding it; proposing, voting and closing."""

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
from committee.actions.reviews import AlreadyDecided, decide, remind_reviewers, request_review

__all__ = [
    "AlreadyClosed",
    "AlreadyDecided",
    "NotOpen",
    "NotThere",
    "StillOpen",
    "cast",
    "close",
    "close_due",
    "count",
    "decide",
    "move_close",
    "propose_motion",
    "propose_policy",
    "remind_reviewers",
    "request_review",
    "withdraw",
]
