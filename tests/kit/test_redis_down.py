"""Redis down: pages still answer, work waits in its row, sign-in limits refuse."""

import socket

import pytest
from celery import Celery
from django.core.cache import caches
from django.test import override_settings
from redis.exceptions import RedisError

from kit.cache import RedisCache
from kit.enqueue import enqueue


@pytest.fixture
def closed_port():
    """An address on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def unreachable(closed_port):
    return RedisCache(f"{closed_port}/1", {})


def test_reading_goes_on_without_the_cache(unreachable):
    assert unreachable.get("key") is None
    assert unreachable.get("key", "default") == "default"
    assert unreachable.get("key", default="default") == "default"
    assert unreachable.get_many(["key"]) == {}
    assert unreachable.has_key("key") is False
    assert unreachable.get_or_set("key", lambda: "made") == "made"


def test_writing_is_given_up_quietly(unreachable):
    assert unreachable.set("key", 1, 60) is None
    assert unreachable.set_many({"key": 1}) == ["key"]
    assert unreachable.touch("key") is False
    assert unreachable.delete("key") is False
    unreachable.delete_many(["key"])
    unreachable.clear()


def test_no_lock_is_given_so_that_limits_refuse(unreachable):
    assert unreachable.add("lock", True, 10) is False


def test_counting_says_that_it_failed(unreachable):
    with pytest.raises(RedisError):
        unreachable.incr("count")


def test_with_redis_the_cache_keeps_things():
    cache = caches["default"]

    assert cache.add("key", "ماجد", 60) is True
    assert cache.add("key", "other", 60) is False
    assert cache.get("key") == "ماجد"
    assert cache.incr("count_", 1) if cache.set("count_", 1, 60) else cache.get("count_") == 1


@pytest.fixture
def task(closed_port):
    app = Celery("down", broker=closed_port, set_as_current=False)
    app.conf.update(broker_connection_timeout=1, broker_transport_options={"max_retries": 1})
    ran = []

    @app.task(name="kit.test_redis_down.task", shared=False)
    def work(*ids):
        ran.append(ids)

    return work


@pytest.mark.django_db(transaction=True)
def test_work_that_cannot_be_handed_over_waits_without_an_error(task, caplog):
    enqueue(task, 412)

    assert "queue_unreachable" in caplog.text


@pytest.mark.django_db
def test_nothing_is_handed_over_before_the_commit(task, django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue(task, 412)

    assert len(callbacks) == 1
    assert "queue_unreachable" not in caplog.text


@pytest.mark.django_db
def test_pages_answer_and_sign_in_is_refused(closed_port, client):
    cache = {"default": {"BACKEND": "kit.cache.RedisCache", "LOCATION": f"{closed_port}/1"}}

    with override_settings(CACHES=cache):
        page = client.get("/ar/accounts/login/")
        sign_in = client.post("/ar/accounts/login/", {"login": "majid@network.example", "password": "x"})

    assert page.status_code == 200
    assert sign_in.status_code == 503
    assert "لا يستجيب" in sign_in.content.decode()
