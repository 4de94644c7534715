"""A team as its page shows it: who serves in it, how far each is on the way to membership, and its phases."""

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from kit.rows import Row
from members import eligibility, rules
from members.models import Criterion, MembershipPolicy, Role, Service, User

ORDER = list(Role)
FOREVER = datetime.date.max
NOW, WAITING, EARLIER, REFUSED = "now", "waiting", "earlier", "refused"


@dataclass(frozen=True)
class Standing:
    """Whether a person is a member; else the day on which they meet every condition, if it is in sight."""

    MEMBER, RESTING, ELIGIBLE, AHEAD, OPEN = "member", "resting", "eligible", "ahead", "open"

    kind: str
    on: datetime.date | None = None


def roster(team, on, reader):
    """{"now", "waiting", "earlier", "refused": services}, with `standing` on those of now; four queries."""
    groups = {NOW: [], WAITING: [], EARLIER: [], REFUSED: []}
    for service in _services(team, on, reader):
        service.criterion_list = [Criterion(**row) for row in service.criterion_rows]
        groups[_group(service, on)].append(service)
    groups[NOW].sort(key=lambda service: (ORDER.index(service.role), service.from_on))
    _add_standing(groups[NOW], on)
    return groups


def _services(team, on, reader):
    criteria = Criterion.objects.filter(services=OuterRef("pk")).order_by("number")
    member = User.objects.members(on).filter(pk=OuterRef("person"))
    return (
        Service.objects.filter(team=team)
        .select_related("person")
        .annotate(
            criterion_rows=ArraySubquery(
                criteria.values(row=Row(number="number", name_ar="name_ar", name_en="name_en"))
            ),
            is_of_member=Exists(member),
            is_readable=rules.is_readable(reader),
        )
    )


def _group(service, on):
    if service.refused_at is not None:
        return REFUSED
    if service.confirmed_at is None:
        return WAITING
    return EARLIER if service.until_on is not None and service.until_on < on else NOW


def _add_standing(services, on):
    records = eligibility.records([service.person_id for service in services])
    policies = list(MembershipPolicy.objects.all())
    for service in services:
        record = records.get(service.person_id, eligibility.Record())
        service.standing = _standing(service.is_of_member, record, on, policies)


def _standing(is_member, record, on, policies):
    if is_member:
        return Standing(Standing.MEMBER)
    if any(start <= on and (until is None or on <= until) for start, until in record.suspensions):
        return Standing(Standing.RESTING)
    day = eligibility.foreseen(record, on, policies)
    if day is None:
        return Standing(Standing.OPEN)
    return Standing(Standing.ELIGIBLE) if day <= on else Standing(Standing.AHEAD, day)


@dataclass(frozen=True)
class Stretch:
    """A phase of a team, its bar on the line of time (as SVG writes it), and what ran beside it."""

    entry: object
    start: str
    length: str
    is_now: bool
    beside: tuple


def timeline(entries, on):
    """The phases in order; the bar of each measures from the first day of all to the last, or to `on`."""
    entries = list(entries)
    if not entries:
        return []
    first = min(entry.from_on for entry in entries)
    last = max([on, *(entry.until_on or entry.from_on for entry in entries)])
    whole = (last - first).days + 1
    rows = []
    for entry in entries:
        until = min(entry.until_on or last, last)
        rows.append(
            Stretch(
                entry,
                start=f"{100 * (entry.from_on - first).days / whole:.1f}%",
                length=f"{100 * ((until - entry.from_on).days + 1) / whole:.1f}%",
                is_now=entry.from_on <= on <= (entry.until_on or FOREVER),
                beside=tuple(other.phase for other in entries if other is not entry and _meet(entry, other)),
            )
        )
    return rows


def _meet(one, other):
    return one.from_on <= (other.until_on or FOREVER) and other.from_on <= (one.until_on or FOREVER)
