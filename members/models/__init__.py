"""The records of membership."""

from members.models.audit import AuditEvent
from members.models.person import User
from members.models.places import Criterion, Province
from members.models.teams import Role, Service, Team

__all__ = ["AuditEvent", "Criterion", "Province", "Role", "Service", "Team", "User"]
