"""Registries: called in order of key in the caller's transaction, a key taken once."""

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from kit import audit, registries
from kit.registry import Registry


def test_functions_are_called_in_order_of_key():
    registry, called = Registry("kit.test"), []
    registry.register("b", lambda on: called.append(("b", on)) or 2)
    registry.register("a", lambda on: called.append(("a", on)) or 1)

    results = registry.call_all(on="today")

    assert called == [("a", "today"), ("b", "today")]
    assert results == {"a": 1, "b": 2}
    assert list(registry.keys()) == ["a", "b"]


def test_one_function_is_called_by_its_key():
    registry = Registry("kit.test")

    @registry.register("double")
    def double(number):
        return number * 2

    assert registry.call("double", number=4) == 8
    assert "double" in registry
    assert len(registry) == 1


def test_an_unknown_key_is_named():
    with pytest.raises(LookupError, match="kit.test: nothing is registered as 'theme'"):
        Registry("kit.test").call("theme")


def test_a_key_is_taken_once():
    registry = Registry("kit.test")
    registry.register("a", audit.record)
    registry.register("a", audit.record)  # the same function again is no other

    with pytest.raises(ValueError, match="'a' is already registered by kit.audit"):
        registry.register("a", lambda: None)


@pytest.mark.django_db(transaction=True)
def test_an_error_rolls_back_what_the_caller_did():
    registry = Registry("kit.test")
    registry.register("a", lambda: Group.objects.create(name="of the registry"))
    registry.register("b", lambda: 1 / 0)

    @transaction.atomic
    def act():
        Group.objects.create(name="of the caller")
        registry.call_all()

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Group.objects.filter(name__startswith="of the").exists()


@pytest.fixture
def trail():
    heard = []
    key = "kit.test_registry"
    registries.audit.register(key, lambda **said: heard.append(said))
    yield heard
    del registries.audit._functions[key]


@pytest.mark.django_db
def test_what_was_done_reaches_every_keeper_of_the_trail(trail):
    audit.record(None, "exported", 412)

    assert trail == [{"actor": None, "verb": "exported", "label": "412", "request": None}]
