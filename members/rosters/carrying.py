"""Carrying out: people, services and their changes, each kind in one statement, with their histories."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

import kit
from members.models import Criterion, Service, User
from members.rosters.identity import Newcomer

AT_ONCE = 1_000


def carry_out(verdicts, by, why):
    """Does what the verdicts say; returns {number of the row: public key of its person}."""
    people = _make_people(verdicts, by, why)
    whose = {verdict.asked.number: people.get(verdict.who, verdict.who) for verdict in verdicts}
    _give_addresses(verdicts, by, why)
    _change_services([verdict for verdict in verdicts if verdict.held is not None], by, why)
    _make_services([verdict for verdict in verdicts if verdict.held is None], whose, by, why)
    return whose


def _make_people(verdicts, by, why):
    """Newcomer → public key. They have no password, and their address is unconfirmed."""
    new = list(dict.fromkeys(verdict.who for verdict in verdicts if isinstance(verdict.who, Newcomer)))
    people = [_person(newcomer.one) for newcomer in new]
    made = bulk_create_with_history(people, User, AT_ONCE, default_user=by, default_change_reason=why)
    _await_proof(made)
    return dict(zip(new, (person.pk for person in made), strict=True))


def _await_proof(people):
    """Their addresses count as theirs once a code that was mailed there is typed in."""
    rows = [EmailAddress(user=one, email=one.email, primary=True) for one in people if one.email]
    EmailAddress.objects.bulk_create(rows, batch_size=AT_ONCE)


def _person(one):
    person = User(
        email=one.email or None,
        name_ar=one.name_ar,
        name_latin=one.name_latin,
        password=make_password(None),
    )
    person.set_keys()
    return person


def _give_addresses(verdicts, by, why):
    emails = {v.person: v.about["email"] for v in verdicts if "email" in v.about}
    people = list(User.objects.filter(pk__in=emails, email=None).select_for_update(no_key=True))
    for person in people:
        person.email = emails[person.pk]
    _update(people, User, ["email"], by, why)
    _await_proof(people)


def _change_services(verdicts, by, why):
    """New last days and criteria; who waited is confirmed by it."""
    asked = {verdict.held.pk: verdict for verdict in verdicts if verdict.about.keys() - {"email"}}
    services = list(Service.objects.filter(pk__in=asked).select_for_update())
    for service in services:
        verdict = asked[service.pk]
        if "until_on" in verdict.about:
            service.until_on = verdict.asked.until_on
        if "confirmed" in verdict.about:
            service.confirmed_at, service.confirmed_by = kit.now(), by
    _update(services, Service, ["until_on", "confirmed_at", "confirmed_by"], by, why)
    changed = {pk: verdict.asked.criteria for pk, verdict in asked.items() if "criteria" in verdict.about}
    Service.criteria.through.objects.filter(service__in=changed).delete()
    _add_criteria(changed)


def _make_services(verdicts, whose, by, why):
    now = kit.now()
    services = [
        Service(
            person_id=whose[verdict.asked.number],
            team=verdict.asked.team,
            role=verdict.asked.role,
            from_on=verdict.asked.from_on,
            until_on=verdict.asked.until_on,
            confirmed_at=now,
            confirmed_by=by,
        )
        for verdict in verdicts
    ]
    made = bulk_create_with_history(services, Service, AT_ONCE, default_user=by, default_change_reason=why)
    _add_criteria({one.pk: v.asked.criteria for one, v in zip(made, verdicts, strict=True)})


def _add_criteria(numbers_of):
    """{service: numbers of criteria}."""
    criteria = dict(Criterion.objects.values_list("number", "pk"))
    link = Service.criteria.through
    rows = [
        link(service_id=service, criterion_id=criteria[number])
        for service, numbers in numbers_of.items()
        for number in numbers
    ]
    link.objects.bulk_create(rows, batch_size=AT_ONCE)


def _update(rows, model, fields, by, why):
    if rows:
        bulk_update_with_history(rows, model, fields, AT_ONCE, default_user=by, default_change_reason=why)
