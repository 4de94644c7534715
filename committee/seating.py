"""Whether a province may have a seat, and whether a person may hold it: each condition with its evidence.

"One individual from each provincial OSTP team that has completed the self-assessment phase" (the plan).
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Seat
from kit.formats import day
from members.models import Province, Service, Team, User
from members.rules import is_readable


@dataclass(frozen=True)
class Condition:
    """One condition: what is asked, whether it is met, and what shows it or what is missing."""

    words: str
    is_met: bool
    evidence: str


@dataclass(frozen=True)
class ProvinceSeat:
    """A province in the POCC: its open seat, the next and earlier ones, and what speaks for a seat."""

    province: Province
    seat: Seat | None
    coming: Seat | None
    past: tuple
    conditions: tuple

    @property
    def may_open(self):
        return all(condition.is_met for condition in self.conditions)

    @property
    def missing(self):
        return [condition for condition in self.conditions if not condition.is_met]


def of_province(teams, seat, on):
    """The conditions for a new seat, from the teams of the province and the seat that it has."""
    done = [team for team in teams if team.self_assessed_on and team.self_assessed_on <= on]
    return (
        Condition(_("Self-assessment completed by the team"), bool(done), _assessed(teams, done)),
        Condition(_("No open seat"), seat is None, _held(seat)),
    )


def _assessed(teams, done):
    if done:
        words = {"team": done[0].name, "day": day(done[0].self_assessed_on)}
        return _("%(team)s completed it on %(day)s.") % words
    if teams:
        return _("%(team)s has not completed it yet.") % {"team": teams[0].name}
    return _("The province has no OSTP team yet.")


def _held(seat):
    if seat is None:
        return _("Nobody sits for the province today.")
    return _("%(name)s has represented it since %(day)s.") % {
        "name": seat.representative.name,
        "day": day(seat.since_on),
    }


def provinces(on, reader):
    """Every province that has a team or had a seat; three queries, whatever their number."""
    teams, seats = defaultdict(list), defaultdict(list)
    for team in Team.objects.all():
        teams[team.province_id].append(team)
    known = Seat.objects.select_related("representative", "alternate").annotate(
        is_representative_readable=is_readable(reader, "representative"),
        is_alternate_readable=is_readable(reader, "alternate"),
    )
    for seat in known.order_by("-since_on", "-pk"):
        seats[seat.province_id].append(seat)
    places = Province.objects.filter(pk__in={*teams, *seats}).order_by("code")
    return [_place(province, teams[province.pk], seats[province.pk], on) for province in places]


def place_of(province, on):
    """The same for one province; two queries."""
    seats = Seat.objects.filter(province=province).select_related("representative", "alternate")
    teams = Team.objects.filter(province=province)
    return _place(province, list(teams), list(seats.order_by("-since_on", "-pk")), on)


def _place(province, teams, seats, on):
    seat = next((one for one in seats if one.is_open(on)), None)
    coming = next((one for one in seats if one.since_on > on), None)
    past = tuple(one for one in seats if one.since_on <= on and one != seat)
    return ProvinceSeat(province, seat, coming, past, of_province(teams, seat or coming, on))


def of_opening(province, people, on):
    """All that is asked before a province gets its seat with these holders."""
    found = list(place_of(province, on).conditions)
    for person in people:
        found += of_person(person, province, on)
    return found


def candidates(province, on):
    """Who may sit for a province: who serves in its team, can be reached, and is not of Taqadum."""
    serving = Service.objects.confirmed().current(on).filter(team__province=province)
    return User.objects.reachable().filter(pk__in=serving.values("person"), is_staff=False)


def of_person(person, province, on):
    """The conditions for holding the seat of a province; two queries."""
    serves = Service.objects.confirmed().current(on).filter(team__province=province).of(person).exists()
    shown = {"name": person.name, "province": province.name}
    return (
        Condition(
            _("Serves in the team of the province"),
            serves,
            _("%(name)s serves in the team of %(province)s.") % shown
            if serves
            else _("%(name)s has no confirmed service in the team of %(province)s.") % shown,
        ),
        Condition(
            _("Can sign in and be written to"),
            person.is_reachable,
            _("%(name)s has an account with an address.") % shown
            if person.is_reachable
            else _("%(name)s cannot sign in: an address is missing, or the account is closed.") % shown,
        ),
        Condition(
            _("Does not belong to Taqadum"),
            not person.is_staff,
            _("Taqadum staff advise and never vote."),
        ),
    )
