"""The invented people: their accounts, their service in a team, the seats of the POCC, Taqadum staff."""

import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from committee.models import Seat
from en_portal.demo.seed import past, texts
from members.models import Criterion, Service, Team, User
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
    for code, team in teams.items():
        _seat(team, {row["seat"]: people[row["key"]] for row in rows if row["province"] == code})


def _person(row, password, today):
    known_since = past.moment(past.months_ago(today, row["service"]["months_ago"] if row["service"] else 30))
    person = User.objects.create(
        **{name: row[name] for name in WRITTEN},
        public_id=row["key"].replace(".", "")[:12],  # the same address in every demonstration
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


def _seat(team, holders):
    Seat.objects.create(
        province=team.province,
        representative=holders["representative"],
        alternate=holders["alternate"],
        since_on=team.self_assessed_on + SEATED_AFTER,
    )
