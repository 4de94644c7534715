"""Who belongs, since when, and why: each condition of membership with its evidence and the day it is met on.

`assess` is a pure function of a record and a policy; `records` fetches what it needs of any number of people.
"Participated in OSTP for at least six months and … completed a self-assessment" (the plan, *Membership*).
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from kit.bilingual import Pair
from kit.calendar import ONE_DAY, add_months
from members.models import Service, Suspension, User
from members.models.teams import Role

SERVICE, MONTHS, ASSESSMENT, STANDING = "service", "months", "assessment", "standing"
WORDS = {
    SERVICE: _("Confirmed service in an OSTP team"),
    MONTHS: _("Months of service"),
    ASSESSMENT: _("Self-assessment completed by the team"),
    STANDING: _("Not suspended"),
}
PARTS = 30  # a month of service counts thirty parts, a day that completes no month one
SHORTEST_MONTH = 28
TEAM = ("team__name_ar", "team__name_en", "team__province")


@dataclass(frozen=True)
class Stretch:
    """One service: its days (both included; no `until_on`: still serving), its team, confirmed or not."""

    from_on: datetime.date
    until_on: datetime.date | None
    role: str
    assessed_on: datetime.date | None = None
    is_confirmed: bool = True
    team_ar: str = ""
    team_en: str = ""
    province: int | None = None
    team = Pair("team")

    @property
    def role_name(self):
        return Role(self.role).label


@dataclass(frozen=True)
class Record:
    """What membership asks of one person: services, and the days of suspensions."""

    services: tuple[Stretch, ...] = ()
    suspensions: tuple[tuple[datetime.date, datetime.date | None], ...] = ()

    @property
    def provinces(self):
        """Public keys of the provinces in which the person serves or served."""
        return {stretch.province for stretch in self.services if stretch.is_confirmed}


@dataclass(frozen=True)
class Condition:
    """One condition on one day. `met_on`: the day from which it holds, ahead or past; None: not in sight."""

    key: str
    on: datetime.date
    met_on: datetime.date | None
    evidence: tuple[Stretch, ...] = ()
    waiting: tuple[Stretch, ...] = ()  # declared, not confirmed yet
    needed: int = 0  # months, where months are counted
    parts: int = 0  # thirtieths of a month served by that day

    @property
    def is_met(self):
        return self.met_on is not None and self.met_on <= self.on

    @property
    def words(self):
        return WORDS[self.key]

    @property
    def months(self):
        return self.parts // PARTS

    @property
    def days(self):
        return self.parts % PARTS


def assess(record, on, policy):
    """The conditions of `policy` for this record on that day, each with met, evidence and *met on*."""
    counting = [s for s in record.services if s.role in policy.counting_roles]
    confirmed = tuple(sorted((s for s in counting if s.is_confirmed), key=lambda s: s.from_on))
    waiting = tuple(s for s in counting if not s.is_confirmed)
    begun = tuple(s for s in confirmed if s.from_on <= on)
    conditions = [
        Condition(SERVICE, on, confirmed[0].from_on if confirmed else None, begun, waiting),
        Condition(
            MONTHS,
            on,
            day_of_months(confirmed, policy.minimum_months),
            begun,
            needed=policy.minimum_months,
            parts=parts_served(confirmed, on),
        ),
    ]
    if policy.needs_self_assessment:
        conditions.append(Condition(ASSESSMENT, on, *_assessed(confirmed)))
    first = min(confirmed[0].from_on, on) if confirmed else on
    return [*conditions, Condition(STANDING, on, _standing_since(record.suspensions, on, first))]


def is_eligible(conditions):
    return all(condition.is_met for condition in conditions)


def met_on(conditions):
    """The day from which all hold; None where one is not in sight."""
    days = [condition.met_on for condition in conditions]
    return None if None in days else max(days)


def foreseen(record, on, policies):
    """The first day from `on` when all conditions of the policy then in force hold; None: not in sight."""
    in_force = [p for p in policies if p.effective_from <= on][-1:] or policies[:1]
    ahead = [p for p in policies if p.effective_from > on and p not in in_force]
    starts = [on, *(p.effective_from for p in ahead)]
    ends = [*(p.effective_from for p in ahead), datetime.date.max]
    for policy, start, end in zip([*in_force, *ahead], starts, ends, strict=True):
        day = met_on(assess(record, start, policy))
        if day is not None and max(day, start) < end:
            return max(day, start)
    return None


def joined(stretches):
    """Spans of days without overlap, `until` None while somebody still serves: nothing counts twice."""
    spans = []
    for one in sorted(stretches, key=lambda s: s.from_on):
        until = one.until_on
        if spans and (spans[-1][1] is None or one.from_on <= spans[-1][1] + ONE_DAY):
            last = spans[-1][1]
            spans[-1][1] = None if last is None or until is None else max(last, until)
        else:
            spans.append([one.from_on, until])
    return spans


def day_of_months(stretches, months):
    """The day on which so many calendar months have been served; days beyond whole months carry over a gap.

    Without a gap it is the start plus the months: from 31 August, six months end on the last of February.
    """
    need = months * PARTS
    for start, until in joined(stretches):
        whole, rest = divmod(need, PARTS)
        day = min(add_months(start, whole) + rest * ONE_DAY, add_months(start, whole + 1))
        if until is None or day <= until + ONE_DAY:
            return day
        need -= _parts(start, until + ONE_DAY)
    return None


def parts_served(stretches, on):
    """Thirtieths of a month served by that day."""
    return sum(
        _parts(start, min(on, on if until is None else until + ONE_DAY))
        for start, until in joined(stretches)
        if start <= on
    )


def _parts(start, end):
    """Whole calendar months count thirty each, what is left one a day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, months) > end:
        months -= 1
    return months * PARTS + min((end - add_months(start, months)).days, PARTS - 1)


def _assessed(confirmed):
    """Since when one of the teams has completed it, and in which services it counts."""
    days = {s: max(s.from_on, s.assessed_on) for s in confirmed if s.assessed_on}
    return (min(days.values()), tuple(days)) if days else (None, confirmed)


def _standing_since(suspensions, on, first):
    """The day after the last suspension (None: it has no end), or `first` where there was none."""
    day = first
    for start, until in sorted(suspensions, key=lambda one: one[0]):
        if start <= max(on, day):
            if until is None:
                return None
            day = max(day, until + ONE_DAY)
    return day


def records(people):
    """public key of each person → their record; two queries, whatever the number."""
    services, suspensions = defaultdict(list), defaultdict(list)
    rows = Service.objects.filter(person__in=people, refused_at__isnull=True).order_by("from_on", "pk")
    for person, *stretch, confirmed_at, team_ar, team_en, province in rows.values_list(
        "person", "from_on", "until_on", "role", "team__self_assessed_on", "confirmed_at", *TEAM
    ):
        services[person].append(Stretch(*stretch, confirmed_at is not None, team_ar, team_en, province))
    rows = Suspension.objects.filter(person__in=people).values_list("person", "from_on", "until_on")
    for person, *days in rows:
        suspensions[person].append(tuple(days))
    return {
        person: Record(tuple(services[person]), tuple(suspensions[person]))
        for person in {*services, *suspensions}
    }


def record_of(person):
    """The record of one person; two queries."""
    return records([person.pk]).get(person.pk, Record())


def perhaps(on, policy):
    """Everybody who may be eligible on that day, and some who are not: what SQL can say of the rule.

    Thirty parts of a month take 28 days at least, so nobody has the months who began later than that.
    """
    latest = on - datetime.timedelta(days=policy.minimum_months * SHORTEST_MONTH)
    return _asked(on, policy, _counting(policy).filter(from_on__lte=min(on, latest)))


def surely(on, policy):
    """Some of those who are eligible on that day: who has all the months in one service, and the rest too."""
    months = Func(
        Value(policy.minimum_months),
        function="make_interval",
        template="make_interval(months => %(expressions)s)",
    )
    done = Cast(F("from_on") + months, DateField())
    in_one = (
        _counting(policy)
        .annotate(done=done)
        .filter(Q(until_on__isnull=True) | Q(done__lte=F("until_on") + Value(ONE_DAY)), done__lte=on)
    )
    return _asked(on, policy, in_one)


def eligible(people, on, policy):
    """Those of `people` who are eligible on that day, exactly; three queries and no record of the sure ones.

    SQL decides on who has the months in one service. Only who may have them by adding services, or is within
    days of them, is fetched and assessed: few, whatever the number of people.
    """
    sure = surely(on, policy)
    doubtful = people.filter(pk__in=perhaps(on, policy).values("pk")).exclude(pk__in=sure.values("pk"))
    found = records(doubtful.order_by().values("pk"))
    added = [person for person, record in found.items() if is_eligible(assess(record, on, policy))]
    return people.filter(Q(pk__in=sure.values("pk")) | Q(pk__in=added))


def _counting(policy):
    return Service.objects.confirmed().filter(person=OuterRef("pk"), role__in=policy.counting_roles)


def _asked(on, policy, served):
    """Who has such service, the team's self-assessment where it is asked for, and no suspension that day."""
    asked = [Exists(served)]
    if policy.needs_self_assessment:
        asked.append(Exists(_counting(policy).filter(from_on__lte=on, team__self_assessed_on__lte=on)))
    suspended = Suspension.objects.in_force(on).filter(person=OuterRef("pk"))
    return User.objects.filter(*asked, ~Exists(suspended), erased_at__isnull=True)
