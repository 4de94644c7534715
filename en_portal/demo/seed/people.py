"""The invented people: their accounts, their service in a team, the seats of the POCC, Taqadum staff."""

import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from committee.models import Seat
from en_portal.demo.seed import past, texts
from members import eligibility
from members.models import Application, Criterion, Eligibility, MembershipPolicy, Service, Step, Team, User
from members.standing import STAFF_GROUP

WRITTEN = ("email", "name_ar", "name_latin", "position_ar", "position_en", "language", "digits", "is_staff")
SEATED_AFTER = datetime.timedelta(days=14)
CONFIRMED_AFTER = datetime.timedelta(days=9)


def is_there():
    return bool(texts.persons())


def load(*, today, password):
    shared = make_password(password)  # hashed once: a strong hash of each would take most of a minute
    rows = texts.read("people")["people"]
    people = {row["key"]: _person(row, shared, today) for row in rows}
    teams = {team.province.code: team for team in Team.objects.select_related("province")}
    staff = next(people[row["key"]] for row in rows if row["is_staff"])
    for row in rows:
        if row["service"]:
            _serve(people[row["key"]], row["service"], teams[row["province"]], staff, today)
    _admit(people.values(), staff, today)
    for code, team in teams.items():
        _seat(team, {row["seat"]: people[row["key"]] for row in rows if row["province"] == code})


def _person(row, password, today):
    known_since = past.moment(past.months_ago(today, row["service"]["months_ago"] if row["service"] else 30))
    person = User.objects.create(
        **{name: row[name] for name in WRITTEN},
        password=password if row["email"] else make_password(None),
        date_joined=min(known_since, past.moment(past.office_day(today, 1))),
    )
    if person.email:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if person.is_staff:
        person.groups.add(Group.objects.get(name=STAFF_GROUP))
    return person


def _serve(person, row, team, staff, today):
    begins = past.months_ago(today, row["months_ago"])
    until = row["until_months_ago"]
    confirmed = min(past.moment(begins + CONFIRMED_AFTER), past.moment(past.office_day(today, 2)))
    service = Service.objects.create(
        person=person,
        team=team,
        role=row["role"],
        from_on=begins,
        until_on=past.months_ago(today, until) if until is not None else None,
        confirmed_at=confirmed if row["is_confirmed"] else None,
        confirmed_by=staff if row["is_confirmed"] else None,
    )
    service.criteria.set(Criterion.objects.filter(number__in=row["criteria"]))


def _admit(people, staff, today):
    """Whoever meets the rule has been a member from the day on which they came to meet it."""
    policy = MembershipPolicy.objects.in_force(today)
    for person in people:
        conditions = eligibility.assess(eligibility.record_of(person), today, policy)
        if not eligibility.is_eligible(conditions):
            continue
        since = eligibility.met_on(conditions)
        when = past.moment(since)
        Eligibility.objects.create(person=person, policy=policy, since_on=since, found_at=when)
        application = Application.objects.create(
            person=person,
            province=person.services.first().team.province,
            state=Application.State.APPROVED,
            submitted_at=when,
            policy=policy,
            decided_by=staff,  # the committee had no seats then
            decided_at=when,
            member_since=since,
        )
        for kind, by in ((Step.Kind.SUBMITTED, person), (Step.Kind.APPROVED, staff)):
            Step.objects.create(application=application, kind=kind, by=by, at=when, policy=policy)


def _seat(team, holders):
    Seat.objects.create(
        province=team.province,
        representative=holders["representative"],
        alternate=holders["alternate"],
        since_on=team.self_assessed_on + SEATED_AFTER,
    )
