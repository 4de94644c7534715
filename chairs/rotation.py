"""Who chairs when: the coming holders, computed from the order and from what has happened. No database here.

"Each quarter one of the provinces will chair the EN … This role will rotate each quarter among provincial
OSTP member organizations" (the plan, *Leadership and Management*).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kit.quarter import Quarter


@dataclass(frozen=True)
class Turn:
    """A province has had, or surely will have, its turn in a quarter; who was skipped has had it, too."""

    province: int
    quarter: Quarter
    is_skipped: bool = False


@dataclass(frozen=True)
class Exchange:
    """Two provinces trade the quarters that the order gives them."""

    province: int
    quarter: Quarter
    other: int
    other_quarter: Quarter

    @property
    def quarters(self):
        return {self.quarter: self.other, self.other_quarter: self.province}


@dataclass(frozen=True)
class Projection:
    """`holders`: quarter → province, None where nobody is left; `void`: exchanges that no longer fit."""

    holders: dict[Quarter, int | None]
    void: list[Exchange] = field(default_factory=list)


def project(
    *,
    order: Sequence[int],
    first: Quarter,
    count: int,
    turns: Iterable[Turn] = (),
    exchanges: Iterable[Exchange] = (),
) -> dict[Quarter, int | None]:
    """To whom one order gives `count` quarters from `first` on, before any of them is traded.

    Whoever has waited longest comes next, in the sequence of the order among those who have waited alike. A
    skipped province has had its turn: the others come before it again. An exchange moves two quarters and
    leaves the sequence after them as it was: `turns` that came of one count for who traded them away.
    """
    taken = _before_exchanges(turns, exchanges)
    skipped = {(turn.province, turn.quarter) for turn in taken if turn.is_skipped}
    fixed = {turn.quarter: turn.province for turn in taken if not turn.is_skipped}
    last = _last_turns(taken, before=first)
    holders = {}
    for quarter in (first.plus(n) for n in range(count)):
        away = {province for province, when in skipped if when == quarter}
        for province in (one for one in order if one in away):
            last[province] = (quarter, 0)
        holders[quarter] = fixed.get(quarter) or _next(order, quarter, away, fixed, last)
        if holders[quarter] is not None:
            last[holders[quarter]] = (quarter, 1)
    return holders


def exchanged(holders: dict[Quarter, int | None], exchanges: Iterable[Exchange]) -> Projection:
    """The trades carried out, in their sequence, where both quarters belong to who trades them.

    `holders` are the quarters of all orders together, for a trade may reach from one into the next. Of a
    quarter that has passed nothing is asked any more. The trades that do not fit are void, as a whole.
    """
    traded, void = dict(holders), []
    for trade in exchanges:
        owners = {trade.quarter: trade.province, trade.other_quarter: trade.other}
        coming = {quarter: owner for quarter, owner in owners.items() if quarter in traded}
        if any(traded[quarter] != owner for quarter, owner in coming.items()):
            void.append(trade)
            continue
        traded |= {quarter: trade.quarters[quarter] for quarter in coming}
    return Projection(traded, void)


def _before_exchanges(turns, exchanges):
    """The turns as the order gave them: a quarter that was traded counts for whom it belonged to."""
    owner = {}
    for trade in exchanges:
        for quarter, was in ((trade.quarter, trade.province), (trade.other_quarter, trade.other)):
            owner[quarter, trade.quarters[quarter]] = owner.pop((quarter, was), was)
    return [
        turn
        if turn.is_skipped
        else Turn(owner.get((turn.quarter, turn.province), turn.province), turn.quarter)
        for turn in turns
    ]


def _last_turns(turns, before):
    last = {}
    for turn in turns:
        when = (turn.quarter, 0 if turn.is_skipped else 1)
        if turn.quarter < before and when > last.get(turn.province, (Quarter(1000, 1), -1)):
            last[turn.province] = when
    return last


def _next(order, quarter, away, fixed, last):
    """Who has waited longest, is not away, and has no certain turn ahead within this round."""
    ahead = {fixed.get(quarter.plus(n)) for n in range(1, len(order))}
    present = [province for province in order if province not in away]
    free = [province for province in present if province not in ahead] or present
    waited = {province: last.get(province, (Quarter(1000, 1), -1)) for province in free}
    return min(free, key=waited.__getitem__, default=None)
