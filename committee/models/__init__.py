"""The records of the POCC."""

from committee.models.motions import Ballot, Motion
from committee.models.policy import PolicyDecision
from committee.models.reviews import Outcome, Review
from committee.models.seats import Seat
from committee.models.voting import Majority, MotionKind, Quorum, VotingRule

__all__ = [
    "Ballot",
    "Majority",
    "Motion",
    "MotionKind",
    "Outcome",
    "PolicyDecision",
    "Quorum",
    "Review",
    "Seat",
    "VotingRule",
]
