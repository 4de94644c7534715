"""The headline figures of transfers, honest while they are few."""

import statistics
from dataclasses import dataclass

from library.models import Transfer

ENOUGH = 5  # practices: below this counts alone are told


@dataclass(frozen=True)
class Figures:
    """Counts, and medians in days; a median is None where there is too little to say."""

    begun: int
    achieved: int
    stopped: int
    verified: int
    to_take_up: int | None  # days from publication to the first take-up of a practice
    to_outcome: int | None  # days from publication to the first achieved transfer of a practice


def figures(transfers):
    """Of these transfers; one question, however many."""
    shown = ["item", "item__published_at", "begun_at", "achieved_at", "stopped_at", "verified_at"]
    rows = list(transfers.with_days().order_by("pk").values(*shown))
    return Figures(
        begun=len(rows),
        achieved=sum(row["achieved_at"] is not None for row in rows),
        stopped=sum(row["stopped_at"] is not None for row in rows),
        verified=sum(row["verified_at"] is not None for row in rows),
        to_take_up=_median(rows, "begun_at"),
        to_outcome=_median(rows, "achieved_at"),
    )


def _median(rows, step):
    """Each practice counts once: its first transfer that came so far."""
    first = {}
    for row in rows:
        if row[step] is not None:
            days = (row[step] - row["item__published_at"]).days
            first[row["item"]] = min(days, first.get(row["item"], days))
    return round(statistics.median(first.values())) if len(first) >= ENOUGH else None


def public_figures():
    """Of practices that everyone may read."""
    return figures(Transfer.objects.public())
