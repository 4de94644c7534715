"""The fate of every row, and its reason. Pure: what is asked and what is known go in, verdicts come out."""

import datetime
from dataclasses import dataclass, field

from members.models import RosterRow, Service
from members.rosters import known as knowledge
from members.rosters.identity import Identities, Newcomer
from members.rosters.known import Held
from members.rosters.reasons import Refusal
from members.rosters.reference import Asked, Reference

Fate = RosterRow.Fate
FOREVER = datetime.date.max


@dataclass(frozen=True)
class Verdict:
    """`about` as JSON keeps it; `who` is a public key or a Newcomer; `held` the service that is meant."""

    fate: str
    reason: str = ""
    about: dict = field(default_factory=dict)
    who: object = None
    asked: Asked | None = None
    held: Held | None = None

    @property
    def person(self):
        """The public key of a known person, else None."""
        return None if isinstance(self.who, Newcomer) else self.who

    @property
    def is_deed(self):
        return self.fate in Fate.deeds()

    def is_like(self, row):
        """Whether a kept row says the same."""
        return (self.fate, self.reason, self.about, self.person) == (
            row.fate,
            row.reason,
            row.about,
            row.person_id,
        )


@dataclass(frozen=True)
class Powers:
    """Who confirms, the teams they may write for (None for all), and whose address they may not give."""

    person: int
    teams: frozenset | None
    today: datetime.date
    guarded: frozenset = frozenset()


@dataclass
class Span:
    """Days of a person in a role in a team: known (`held`), said by a row (`line`), or both."""

    from_on: datetime.date
    until_on: datetime.date | None
    held: Held | None = None
    line: int = 0

    def meets(self, from_on, until_on):
        return self.from_on <= (until_on or FOREVER) and from_on <= (self.until_on or FOREVER)


def judge(lines, powers, own=None):
    """number of the row → Verdict, for all lines of a sheet; eight queries, whatever its length."""
    reference = Reference(own)
    asked, verdicts = [], {}
    for line in lines:
        try:
            asked.append(reference.understand(line))
        except Refusal as refusal:
            verdicts[line.number] = Verdict(Fate.REFUSED, refusal.reason, refusal.about)
    known = knowledge.of(asked)
    return verdicts | Judge(asked, known, powers).verdicts()


class Judge:
    """Rows in the order of their first days: an earlier service ends before the next one begins."""

    def __init__(self, asked, known, powers):
        self.asked, self.known, self.powers = asked, known, powers
        self.identities = Identities(asked, known)
        self.spans, self.provinces, self.met, self.addressed = {}, {}, set(), set()
        for held in known.services:
            span = Span(held.from_on, held.until_on, held)
            self.spans.setdefault((held.person, held.team, held.role), []).append(span)
            if span.meets(powers.today, powers.today):
                self.provinces.setdefault(held.person, set()).add(held.province)

    def verdicts(self):
        found = {}
        for one in sorted(self.asked, key=lambda one: (one.from_on, one.number)):
            try:
                found[one.number] = self._verdict(one)
            except Refusal as refusal:
                found[one.number] = Verdict(Fate.REFUSED, refusal.reason, refusal.about, asked=one)
        return found

    def _verdict(self, one):
        if self.powers.teams is not None and one.team.pk not in self.powers.teams:
            raise Refusal("not_yours")
        who = self.identities.of(one)
        spans = self.spans.setdefault((who, one.team.pk, one.role), [])
        same = next((span for span in spans if span.from_on == one.from_on), None)
        if same is not None and same.line:
            raise Refusal("double", line=same.line)
        until = one.until_on if one.has_until or same is None else same.until_on
        self._check_overlap(one, until, [span for span in spans if span is not same])
        about = self._changes(one, who, same, until)
        if same is None or about:
            self._check_deed(one, who, same, about)
        if same is None:
            same = Span(one.from_on, until)
            spans.append(same)
        same.until_on, same.line = until, one.number
        return Verdict(self._fate(who, same, about), "", about, who, one, same.held)

    def _check_overlap(self, one, until, others):
        for span in others:
            if span.meets(one.from_on, until) and span.line:
                raise Refusal("overlap_line", line=span.line)
            if span.meets(one.from_on, until):
                raise Refusal("overlap", from_on=span.from_on.isoformat())

    def _changes(self, one, who, same, until):
        """{what: [before, after]} of the service and of the person's address."""
        found = {}
        if same is not None and same.until_on != until:
            found["until_on"] = [_iso(same.until_on), _iso(until)]
        if same is not None and one.has_criteria and same.held.criteria != one.criteria:
            found["criteria"] = [list(same.held.criteria), list(one.criteria)]
        if same is not None and not same.held.is_confirmed:
            found["confirmed"] = True
        if one.email and self._has_no_address(who):
            found["email"] = one.email
            self.addressed.add(who)
        return found

    def _has_no_address(self, who):
        is_known = not isinstance(who, Newcomer) and who not in self.addressed
        return is_known and not self.known.people[who].email

    def _check_deed(self, one, who, same, about):
        """What may stand in the sheet unchanged, and not be made by it."""
        if who == self.powers.person:
            raise Refusal("own")
        if "email" in about and who in self.powers.guarded:
            raise Refusal("office")
        if same is None and one.from_on < one.team.started_on:
            raise Refusal("before_team", day=one.team.started_on.isoformat())
        if same is None and one.from_on > Service.last_start(self.powers.today):
            raise Refusal("far_ahead")
        elsewhere = self.provinces.get(who, set()) - {one.team.province_id}
        if self.powers.teams is not None and elsewhere:
            raise Refusal("elsewhere")

    def _fate(self, who, span, about):
        if span.held is not None:
            return Fate.CHANGED if about else Fate.UNCHANGED
        is_first = isinstance(who, Newcomer) and who not in self.met
        self.met.add(who)
        return Fate.NEW_PERSON if is_first else Fate.NEW_SERVICE


def _iso(day):
    return day.isoformat() if day else ""
