"""What is kept of a person is declared once, completely, and all of it leaves in the copy."""

import pytest
from django.apps import apps
from django.db.models import EmailField, ForeignKey

from members.holdings import all_kept, what_is_held, who_is
from members.models import Message, User
from members.registries import holdings
from tests import laws
from tests.factories.members import UserFactory
from tests.factories.members_personal import everywhere

THEIRS = ("account", "mfa", "socialaccount", "usersessions", "admin")  # apps of others that keep people
ADDRESS_OF_NOBODY = {
    "mailing.Delivery",
    "mailing.InboundMessage",
    "mailing.Subscription",
    "mailing.Suppression",
}


def leads_to_a_person(model):
    """A key to a person (who wrote a version of a row is the one exception), or an address."""
    for one in model._meta.concrete_fields:
        is_key = isinstance(one, ForeignKey) and one.related_model is User and one.name != "history_user"
        if is_key or isinstance(one, EmailField):
            return True
    return False


def test_every_model_that_leads_to_a_person_is_named_by_exactly_one_holding():
    known = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in (*laws.APPS, *THEIRS) and leads_to_a_person(model)
    }

    named = [label for key in sorted(holdings.keys()) for label in holdings[key].labels]

    assert sorted(known - set(named)) == []
    assert len(named) == len(set(named))
    assert known >= ADDRESS_OF_NOBODY


def test_every_key_of_a_named_model_is_looked_up():
    """A model may have several keys: a person is found by each of them."""
    found = []
    for kept in all_kept():
        keys = {
            one.name
            for one in kept.model._meta.concrete_fields
            if isinstance(one, ForeignKey) and one.related_model is User
        }
        found += [f"{kept.label}.{key}" for key in keys - set(kept.by)]

    assert found == []


def test_secrets_never_leave():
    secret = {"password", "token", "session_key", "lease"}
    found = [
        f"{kept.label}.{one.name}"
        for kept in all_kept()
        for one in kept.model._meta.concrete_fields
        if one.name in secret and one.name not in kept.hidden
    ]

    assert found == []


@pytest.mark.django_db
def test_what_is_held_costs_three_questions(django_assert_num_queries):
    person = everywhere(UserFactory(email="ali@babil.example"))

    with django_assert_num_queries(3):
        goes, stays = what_is_held(person)

    assert {words for words, _count in goes + stays} == {kept.words for kept in all_kept()}
    of_messages = Message._meta.verbose_name_plural
    assert (dict(goes)[of_messages], dict(stays)[of_messages]) == (1, 1)


@pytest.mark.django_db
def test_of_somebody_else_nothing_is_held_but_their_account():
    everywhere(UserFactory(email="ali@babil.example"))

    goes, stays = what_is_held(UserFactory())

    assert [count for _words, count in goes] == [1]
    assert stays == []


@pytest.mark.django_db
def test_addresses_are_found_however_they_are_spelt():
    person = UserFactory(email="Ali@Babil.example")
    person.emailaddress_set.create(email="second@babil.example")

    assert set(who_is(person).addresses) == {"ali@babil.example", "second@babil.example"}
