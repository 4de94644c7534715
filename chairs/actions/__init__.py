"""Verbs of chairing."""

from chairs.actions.desk import (
    hand_over,
    name_editors,
    receive,
    tick,
    untick,
)
from chairs.actions.order import end_motion, propose_order
from chairs.actions.schedule import reschedule
from chairs.actions.swaps import agree_swap, ask_swap, confirm_swap, end_swap
from chairs.actions.terms import Changed, accept, skip, turn_over

__all__ = [
    "Changed",
    "accept",
    "agree_swap",
    "ask_swap",
    "confirm_swap",
    "end_motion",
    "end_swap",
    "hand_over",
    "name_editors",
    "propose_order",
    "receive",
    "reschedule",
    "skip",
    "tick",
    "turn_over",
    "untick",
]
