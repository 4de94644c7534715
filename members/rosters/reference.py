"""What the cells of a row refer to: its team, role, criteria and days. Three queries, then none."""

import datetime
from dataclasses import dataclass

from kit.sheets import cells, spelt
from kit.text import name_key
from members import spellings
from members.models import Team
from members.rosters.columns import roles
from members.rosters.reasons import Refusal

LONGEST_NAME = 150


@dataclass(frozen=True)
class Asked:
    """A row whose cells are understood. `has_…`: whether the sheet has that column at all."""

    number: int
    name_ar: str
    name_latin: str
    email: str
    team: Team
    role: str
    criteria: tuple  # of numbers, in order
    from_on: datetime.date
    until_on: datetime.date | None
    has_until: bool
    has_criteria: bool

    @property
    def keys(self):
        """The spellings of the name, in either script, by which it is compared."""
        return {name_key(name) for name in (self.name_ar, self.name_latin) if name}


class Reference:
    def __init__(self, own=None):
        """`own`: the team that the whole sheet is for, if it is for one."""
        self.own = own
        self.teams_of, self.teams_named = {}, {}
        self.provinces, self.criteria = spellings.provinces(), spellings.criteria()
        for team in Team.objects.select_related("province"):
            self.teams_of.setdefault(team.province_id, []).append(team)
            for name in {spelt(team.name_ar), spelt(team.name_en)}:
                self.teams_named.setdefault(name, []).append(team)

    def understand(self, line):
        """The row as Asked. Raises Refusal."""
        words = line.words
        if line.formulae:
            raise Refusal("formula", column=line.formulae[0])
        from_on, until_on = _days(words)
        return Asked(
            number=line.number,
            name_ar=_name(words.get("name_ar", "")),
            name_latin=_name(words.get("name_latin", "")),
            email=_email(words.get("email", "")),
            team=self.team(words),
            role=_role(words["role"]),
            criteria=self._criteria(words.get("criteria", "")),
            from_on=from_on,
            until_on=until_on,
            has_until="until_on" in words,
            has_criteria="criteria" in words,
        )

    def team(self, words):
        """The team that a row is about: named, the only one of its province, or the one the sheet is for."""
        named, place = words.get("team", ""), words.get("province", "")
        if not named and not place:
            if self.own is None:
                raise Refusal("no_team")
            return self.own
        province = self._province(place)
        found = self.teams_named.get(spelt(named), []) if named else self.teams_of.get(province, [])
        found = [team for team in found if province in (None, team.province_id)]
        if not found:
            raise Refusal("unknown_team", text=named or place)
        if self.own is not None and self.own not in found:
            raise Refusal("other_team")
        if self.own is None and len(found) > 1:
            raise Refusal("which_team")
        return self.own or found[0]

    def _province(self, place):
        if place and spelt(place) not in self.provinces:
            raise Refusal("unknown_province", text=place)
        return self.provinces[spelt(place)].pk if place else None

    def _criteria(self, written):
        numbers = set()
        for part in cells.several(written):
            if spelt(part) not in self.criteria:
                raise Refusal("unknown_criterion", text=part)
            numbers.add(self.criteria[spelt(part)].number)
        return tuple(sorted(numbers))


def _name(written):
    if len(written) > LONGEST_NAME:
        raise Refusal("name_long")
    return written


def _email(written):
    try:
        return cells.address(written)
    except ValueError:
        raise Refusal("bad_email", text=written) from None


def _role(written):
    if spelt(written) not in roles():
        raise Refusal("unknown_role", text=written)
    return roles()[spelt(written)].value


def _days(words):
    from_on, until_on = _day(words["from_on"]), _day(words.get("until_on", ""))
    if from_on is None:
        raise Refusal("no_start")
    if until_on is not None and until_on < from_on:
        raise Refusal("ends_before")
    return from_on, until_on


def _day(written):
    try:
        return cells.day(written) if written else None
    except (ValueError, OverflowError):
        raise Refusal("bad_day", text=written) from None
