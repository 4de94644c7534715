"""Verbs of themes."""

from themes.actions.goals import measure_all, move_by_count, remove_goal, report, write_goal
from themes.actions.ideas import suggest, support
from themes.actions.themes import Changed, activate_due, change, close, end_motion, propose, submit

__all__ = [
    "Changed",
    "activate_due",
    "change",
    "close",
    "end_motion",
    "measure_all",
    "move_by_count",
    "propose",
    "remove_goal",
    "report",
    "submit",
    "suggest",
    "support",
    "write_goal",
]
