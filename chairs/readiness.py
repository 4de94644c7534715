"""Whether a province is ready to chair, with the reason for each answer."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chairs.models import Term
from committee.models import Seat
from kit.formats import day, number
from kit.quarter import Quarter
from members.models import Service, Team, User


@dataclass(frozen=True)
class Facts:
    """What is known of a province on a day."""

    assessed_on: object = None  # a date
    representative: str = ""
    alternate: str = ""
    members: int = 0
    last: Quarter | None = None


@dataclass(frozen=True)
class Condition:
    """What is asked, whether it is met, and why, in the reader's language."""

    words: object
    is_met: bool
    reason: str
    is_needed: bool = True


def assess(facts):
    """Pure: the conditions of a chair that the plan's duties presuppose, each with its reason."""
    return [
        Condition(
            gettext_lazy("Self-assessment completed"),
            facts.assessed_on is not None,
            _("completed on %(day)s") % {"day": day(facts.assessed_on)}
            if facts.assessed_on
            else _("The team has not completed it yet."),
        ),
        Condition(
            gettext_lazy("A seat in the POCC"),
            bool(facts.representative),
            facts.representative or _("The province has no open seat."),
        ),
        Condition(
            gettext_lazy("An alternate"),
            bool(facts.alternate),
            facts.alternate or _("Nobody stands in when the representative is away."),
            is_needed=False,
        ),
        Condition(
            gettext_lazy("Members who can edit"),
            facts.members > 0,
            ngettext("%(count)s member", "%(count)s members", facts.members)
            % {"count": number(facts.members)}
            if facts.members
            else _("The province has no member yet."),
        ),
    ]


def is_ready(conditions):
    return all(condition.is_met for condition in conditions if condition.is_needed)


def waited(facts, now):
    """How long ago the province chaired, as a reason for its place."""
    if facts.last is None:
        return _("has not chaired yet")
    quarters = now - facts.last
    if quarters <= 0:
        return _("chairs now")
    words = ngettext("chaired %(count)s quarter ago", "chaired %(count)s quarters ago", quarters)
    return words % {"count": number(quarters)}


def facts_of(provinces, on):
    """{public key of a province: Facts}, in four queries however many they are."""
    keys = [province.pk for province in provinces]
    assessed = dict(
        Team.objects.assessed(on).filter(province__in=keys).values_list("province", "self_assessed_on")
    )
    seats = Seat.objects.open(on).filter(province__in=keys).select_related("representative", "alternate")
    seats = {seat.province_id: seat for seat in seats}
    held = Term.objects.held().filter(quarter__lte=Quarter.of(on), province__in=keys)
    last = {}
    for province, quarter in held.order_by("quarter").values_list("province", "quarter"):
        last[province] = quarter
    members = _members(keys, on)
    return {
        key: Facts(
            assessed_on=assessed.get(key),
            representative=seats[key].representative.name if key in seats else "",
            alternate=seats[key].alternate.name if key in seats and seats[key].alternate else "",
            members=members.get(key, 0),
            last=last.get(key),
        )
        for key in keys
    }


def _members(provinces, on):
    people = User.objects.members(on).values("pk")
    serving = Service.objects.confirmed().current(on).filter(person__in=people, team__province__in=provinces)
    rows = serving.order_by().values_list("team__province").annotate(Count("person", distinct=True))
    return dict(rows)
