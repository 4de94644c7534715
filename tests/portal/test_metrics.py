"""`/metrics`: what Prometheus reads, for who knows the token."""

import datetime

import pytest
from celery import Celery
from prometheus_client.parser import text_string_to_metric_families

import kit
from en_portal.tasks import beat_heartbeat
from kit.models import LeftBehind
from tests.factories.mailing import DeliveryFactory, SentFactory, SuppressionFactory
from tests.living import free_port

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-watcher"


def ask(client, token=TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def read(response):
    """{(name, label's value or ""): number}"""
    assert response.status_code == 200
    families = text_string_to_metric_families(response.content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, "".join(sample.labels.values())): sample.value for sample in samples}


def test_it_says_how_mail_tasks_and_parts_stand(client, settings):
    settings.METRICS_TOKEN = TOKEN
    DeliveryFactory()
    DeliveryFactory(state="failed", last_error="550 5.1.1 nobody")
    SentFactory()
    SuppressionFactory()
    LeftBehind.objects.create(path="ab/cd", error="away", since=kit.now() - datetime.timedelta(hours=1))
    beat_heartbeat()

    found = read(ask(client))

    assert found["portal_mail_waiting", "queued"] == found["portal_mail_due", ""] == 1
    assert 0 <= found["portal_mail_oldest_due_seconds", ""] < 60
    assert found["portal_mail_sent_in_hour", "newsletter"] == 1
    assert found["portal_mail_failed_in_day", "550 5.1.1"] == 1
    assert found["portal_mail_suppressed", "bounced"] == 1
    assert found["portal_tasks_waiting", "mail"] >= 0
    assert found["portal_files_left_behind", ""] == 1
    assert 3600 <= found["portal_files_left_behind_seconds", ""] < 3660
    assert found["portal_beat_age_seconds", ""] < 60
    assert {part: found["portal_part_up", part] for part in ("database", "redis", "beat", "mail")} == {
        "database": 1, "redis": 1, "beat": 1, "mail": 1,
    }  # fmt: skip


def test_without_redis_the_other_figures_stay(client, settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    nobody = f"redis://127.0.0.1:{free_port()}"
    settings.CACHES = {"default": {"BACKEND": "kit.cache.RedisCache", "LOCATION": f"{nobody}/1"}}
    monkeypatch.setattr("en_portal.metrics.app", Celery(broker=f"{nobody}/0", set_as_current=False))

    found = read(ask(client))

    assert found["portal_part_up", "redis"] == 0
    assert ("portal_tasks_waiting", "mail") not in found
    assert ("portal_mail_due", "") in found


def test_nobody_without_the_token_reads_it(client, settings):
    assert ask(client, "").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert ask(client, "guessed").status_code == 404
    assert client.get("/metrics").status_code == 404
