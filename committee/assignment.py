"""Whose turn it is to review: which seat, and why; pure, so that anybody can follow it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import Seat
from kit.formats import day, number

NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Candidate:
    """An open seat: whether its people know the criterion, what waits for it, when it was last asked."""

    seat: Seat
    is_expert: bool = False
    waiting: int = 0
    last_at: datetime.datetime | None = None

    @property
    def rank(self):
        """Who knows the criterion comes first, then who has least to do, then who was asked longest ago."""
        return (not self.is_expert, self.waiting, self.last_at or NEVER, self.seat.province.code)


def choose(
    candidates: Iterable[Candidate], *, province, authors=frozenset(), refused=frozenset()
) -> Candidate | None:
    """The candidate whose turn it is; None where nobody is left.

    Never the seat of the subject's own province, nor one that an author holds, nor of a province in
    `refused`: it had its turn, or cannot judge. `province`, `authors` and `refused` are primary keys.
    """
    free = [
        candidate
        for candidate in candidates
        if candidate.seat.province_id != province
        and candidate.seat.province_id not in refused
        and not authors & {candidate.seat.representative_id, candidate.seat.alternate_id}
    ]
    return min(free, key=lambda candidate: candidate.rank, default=None)


def reasons(assignment, criterion=None):
    """Why the review came to this seat, in the reader's words."""
    if assignment.by_id:
        return [_("Taqadum staff handed it to this province.")]
    found = []
    if assignment.is_expert and criterion:
        found.append(_("Its people know this criterion: %(name)s.") % {"name": criterion.name})
    count = assignment.waiting_count
    words = ngettext(
        "%(count)s other review waited for it then.",
        "%(count)s other reviews waited for it then.",
        count,
    )
    found.append(words % {"count": number(count)} if count else _("No other review waited for it then."))
    if assignment.last_at:
        found.append(_("It was last asked on %(day)s.") % {"day": day(assignment.last_at)})
    else:
        found.append(_("It had not been asked before."))
    return found
