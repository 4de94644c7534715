"""The records of membership."""

from members.models.applications import Application, Eligibility, Step, Suspension
from members.models.arrivals import Invitation
from members.models.audit import AuditEvent
from members.models.listing import Listing
from members.models.messages import Block, Message, MessageReport
from members.models.notices import Notice
from members.models.person import User
from members.models.personal import Consent, DataExport, Erasure
from members.models.places import Criterion, Holiday, Province
from members.models.policy import MembershipPolicy
from members.models.profile import Channel, Profile
from members.models.reminders import Reminder
from members.models.rosters import RosterImport, RosterRow
from members.models.solutions import Solution
from members.models.teams import Phase, Role, Service, Team, TeamPhase

__all__ = [
    "Application",
    "AuditEvent",
    "Block",
    "Channel",
    "Consent",
    "Criterion",
    "DataExport",
    "Eligibility",
    "Erasure",
    "Holiday",
    "Invitation",
    "Listing",
    "MembershipPolicy",
    "Message",
    "MessageReport",
    "Notice",
    "Phase",
    "Profile",
    "Province",
    "Reminder",
    "Role",
    "RosterImport",
    "RosterRow",
    "Service",
    "Solution",
    "Step",
    "Suspension",
    "Team",
    "TeamPhase",
    "User",
]
