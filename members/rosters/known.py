"""Whom the network knows of the people in a sheet, and where they serve: five queries for any sheet."""

import datetime
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Lower

from kit.text import name_key, sound_key
from members.models import Criterion, Service, User


@dataclass(frozen=True)
class Person:
    pk: int
    email: str
    names: tuple  # in Arabic and in Latin letters, as the person writes them

    @property
    def keys(self):
        return {name_key(name) for name in self.names if name}

    def may_be(self, keys):
        """Whether a name with these keys can be theirs: one word that sounds alike, in either script."""
        mine, theirs = _sounds(self.keys), _sounds(keys)
        return not mine or not theirs or bool(mine & theirs)


def _sounds(keys):
    return {word for key in keys for word in sound_key(key).split()}


@dataclass(frozen=True)
class Held:
    """A service that is confirmed, or waits to be."""

    pk: int
    person: int
    team: int
    province: int
    role: str
    from_on: datetime.date
    until_on: datetime.date | None
    is_confirmed: bool
    criteria: tuple


@dataclass
class Known:
    people: dict = field(default_factory=dict)  # public key → Person
    by_email: dict = field(default_factory=dict)  # address → public key
    in_team: dict = field(default_factory=dict)  # (team, key of the name) → public keys
    services: list = field(default_factory=list)


def of(asked):
    """Known: the people whom these rows may be about, and their services."""
    known = Known()
    emails = {one.email for one in asked if one.email}
    teams = {one.team.pk for one in asked}
    wanted = {key for one in asked for key in one.keys}
    _by_email(known, emails)
    _by_name(known, teams, wanted)
    known.services = [_held(row) for row in _services(known.people)]
    return known


def _by_email(known, emails):
    confirmed = EmailAddress.objects.annotate(key=Lower("email")).filter(verified=True, key__in=emails)
    for person, email in confirmed.values_list("user", "key"):
        known.by_email[email] = person
    mine = User.objects.annotate(key=Lower("email")).filter(key__in=emails).values_list("pk", "key")
    known.by_email |= {email: person for person, email in mine}
    people = User.objects.filter(pk__in=set(known.by_email.values()))
    known.people |= {row[0]: Person(row[0], row[1] or "", row[2:]) for row in _named(people)}


def _by_name(known, teams, wanted):
    """People of these teams whose name stands in the sheet."""
    serving = Service.objects.filter(team__in=teams, refused_at=None, person__erased_at=None)
    rows = serving.values_list(
        "team", "person", "person__email", "person__name_ar", "person__name_latin"
    ).distinct()
    for team, pk, email, *names in rows.order_by("person").iterator():
        person = Person(pk, email or "", tuple(names))
        for key in person.keys & wanted:
            known.people.setdefault(pk, person)
            known.in_team.setdefault((team, key), set()).add(pk)


def _named(people):
    return people.values_list("pk", "email", "name_ar", "name_latin")


def _services(people):
    criteria = Criterion.objects.filter(services=OuterRef("pk")).order_by("number").values("number")
    return (
        Service.objects.filter(person__in=list(people), refused_at=None)
        .annotate(numbers=ArraySubquery(criteria))
        .order_by("from_on", "pk")
        .values_list(
            "pk",
            "person",
            "team",
            "team__province",
            "role",
            "from_on",
            "until_on",
            "confirmed_at",
            "numbers",
        )
    )


def _held(row):
    *facts, confirmed_at, numbers = row
    return Held(*facts, is_confirmed=confirmed_at is not None, criteria=tuple(numbers))
