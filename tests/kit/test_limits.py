"""How often a visitor may do a thing: by address and by deed, open when Redis is down."""

import pytest
from django.test import RequestFactory

from kit import limits


@pytest.fixture
def ask():
    def asking(ip="192.0.2.1", action="ask"):
        return limits.is_within(RequestFactory().get("/", REMOTE_ADDR=ip), action, most=2, seconds=60)

    return asking


def test_the_third_time_is_one_too_many(ask):
    assert [ask() for _time in range(3)] == [True, True, False]


def test_each_visitor_and_each_deed_is_counted_alone(ask):
    ask(), ask()

    assert ask(ip="192.0.2.2")
    assert ask(action="search")


def test_without_redis_the_deed_goes_on(ask, settings):
    settings.CACHES = {"default": {"BACKEND": "kit.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}

    assert [ask() for _time in range(5)] == [True] * 5
