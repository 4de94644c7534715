"""The secretary's work: seats, reviews, meetings, motions, constraints."""

from committee.admin import constraints, meetings, motions, reviews, seats

__all__ = ["constraints", "meetings", "motions", "reviews", "seats"]
