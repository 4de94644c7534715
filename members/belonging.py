"""Where each of many people stands on one day: member, past member, suspended, applicant, prospective."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

import kit
from kit.formats import day
from members import eligibility
from members.models import Application, MembershipPolicy


@dataclass(frozen=True)
class Belonging:
    """`on`: since, until or from when, as the kind says; `provinces`: of present service, else of past."""

    MEMBER, FORMER, SUSPENDED = "member", "former", "suspended"
    APPLICANT, ASKED, READY, AHEAD, OPEN = "applicant", "asked", "ready", "ahead", "open"

    kind: str = OPEN
    on: datetime.date | None = None
    provinces: tuple[int, ...] = ()

    @property
    def words(self):
        shown = {"day": day(self.on) if self.on else ""}
        sentences = {
            self.MEMBER: _("Member since %(day)s"),
            self.FORMER: _("Member since %(day)s, service ended"),
            self.SUSPENDED: _("Suspended until %(day)s") if self.on else _("Suspended"),
            self.APPLICANT: _("Applied on %(day)s"),
            self.ASKED: _("Applied on %(day)s, more asked for"),
            self.READY: _("Meets every condition, has not applied"),
            self.AHEAD: _("Prospective: on %(day)s"),
            self.OPEN: _("No day in sight"),
        }
        return sentences[self.kind] % shown


def belongings(people, on):
    """public key of each person → Belonging; four queries, whatever the number."""
    people = [person.pk for person in people]
    policies = list(MembershipPolicy.objects.all())
    records = eligibility.records(people)
    applications = {}
    wanted = Q(state=Application.State.APPROVED, member_since__lte=on) | Q(
        state__in=[Application.State.SUBMITTED, Application.State.ASKED]
    )
    for application in Application.objects.filter(wanted, person__in=people):
        applications[application.person_id] = application
    return {
        person: _belonging(records.get(person, eligibility.Record()), applications.get(person), on, policies)
        for person in people
    }


def _belonging(record, application, on, policies):
    confirmed = [one for one in record.services if one.is_confirmed and one.from_on <= on]
    present = [one for one in confirmed if one.until_on is None or one.until_on >= on]
    provinces = tuple(dict.fromkeys(one.province for one in present or confirmed))
    kind, day_ = _kind(record, application, on, policies, is_serving=bool(present))
    return Belonging(kind, day_, provinces)


def _kind(record, application, on, policies, *, is_serving):
    for start, until in record.suspensions:
        if start <= on and (until is None or on <= until):
            return Belonging.SUSPENDED, until
    if application and application.state == Application.State.APPROVED:
        return (Belonging.MEMBER if is_serving else Belonging.FORMER), application.member_since
    if application:
        is_asked = application.state == Application.State.ASKED
        return (Belonging.ASKED if is_asked else Belonging.APPLICANT), kit.day_of(application.submitted_at)
    ahead = eligibility.foreseen(record, on, policies)
    if ahead is None:
        return Belonging.OPEN, None
    return (Belonging.READY if ahead <= on else Belonging.AHEAD), ahead
