"""The records of the POCC."""

from committee.models.action_items import ActionItem
from committee.models.ballots import Ballot
from committee.models.checklists import Checklist, ChecklistPoint, ReviewKind
from committee.models.committee import Committee
from committee.models.constraints import Body, Constraint, ConstraintReport, LawVersion, Letter
from committee.models.meeting_rules import MeetingRule, Mode
from committee.models.meetings import AgendaItem, Attendance, Meeting
from committee.models.minutes import Minutes, MinutesRevision
from committee.models.motion_letters import MotionLetter
from committee.models.motions import Motion
from committee.models.papers import Paper
from committee.models.policy import PolicyDecision
from committee.models.priorities import Pick, Priority
from committee.models.review_work import ReviewAnswer, ReviewAssignment, ReviewMessage
from committee.models.reviews import Outcome, Review
from committee.models.rule_decisions import RuleDecision
from committee.models.seats import Seat
from committee.models.voting import Majority, MotionKind, Quorum, VotingRule

__all__ = [
    "Priority",
    "Pick",
    "Letter",
    "LawVersion",
    "ConstraintReport",
    "Constraint",
    "Body",
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Checklist",
    "Committee",
    "ChecklistPoint",
    "Majority",
    "Meeting",
    "MeetingRule",
    "Minutes",
    "MinutesRevision",
    "Mode",
    "Motion",
    "MotionKind",
    "MotionLetter",
    "Outcome",
    "Paper",
    "PolicyDecision",
    "Quorum",
    "Review",
    "ReviewAnswer",
    "ReviewAssignment",
    "ReviewKind",
    "ReviewMessage",
    "RuleDecision",
    "Seat",
    "VotingRule",
]
