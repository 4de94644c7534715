"""The records of chairing: orders, terms, swaps, duties, hand-overs."""

from chairs.models.calendar import CalendarAddress
from chairs.models.duties import Duty, DutyDone, HandOver
from chairs.models.order import OrderPlace, RotationOrder
from chairs.models.swap import Swap
from chairs.models.term import Term

__all__ = ["CalendarAddress", "Duty", "DutyDone", "HandOver", "OrderPlace", "RotationOrder", "Swap", "Term"]
