"""Taqadum staff's work on people, provinces, teams, service, applications, messages, policy, trail."""

from members.admin import (
    accounts,
    applications,
    arrivals,
    messages,
    people,
    personal,
    places,
    policy,
    profiles,
    rosters,
    service,
    teams,
    trail,
)

__all__ = [
    "accounts",
    "applications",
    "arrivals",
    "messages",
    "people",
    "personal",
    "places",
    "policy",
    "profiles",
    "rosters",
    "service",
    "teams",
    "trail",
]
