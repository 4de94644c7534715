"""`/metrics` for Prometheus: how the portal stands, counted when it is asked; processes need not agree."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error
from django.db.models import Count, Min
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from redis.exceptions import RedisError

import kit
from en_portal import health
from en_portal.celery import app
from kit.models import LeftBehind
from mailing import figures

QUEUES = ("mail", "files", "default")
FAULTS = (Error, OperationalError, RedisError, OSError)


@never_cache
@login_not_required
def metrics(request):
    """For who knows PORTAL_METRICS_TOKEN (`Authorization: Bearer …`); without one there is no such page."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (settings.METRICS_TOKEN and constant_time_compare(told, settings.METRICS_TOKEN)):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Now())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Now:
    """Everything at this moment. A part that does not answer leaves its figures out and its part at 0."""

    def collect(self):
        parts = GaugeMetricFamily("portal_part_up", "1 while this part answers in time.", labels=["part"])
        for name, check in health.CHECKS.items():
            parts.add_metric([name], health.answer(check) == "ok")
        yield parts
        for figures_of in (mail, queues, beat, files):
            try:
                yield from list(figures_of())
            except FAULTS:  # said by its part above
                continue


def gauge(name, words, values, label):
    family = GaugeMetricFamily(f"portal_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def mail():
    found = figures.now(kit.now())
    states = {"queued": found.queued, "leased": found.leased}
    failed = {reason.code or "none": reason.count for reason in found.failed_in_day}
    yield gauge("mail_waiting", "Mails that have not left, by state.", states, "state")
    yield GaugeMetricFamily("portal_mail_due", "Mails that may leave now.", value=found.due)
    yield GaugeMetricFamily(
        "portal_mail_oldest_due_seconds",
        "How long the first of them waits.",
        value=found.oldest.total_seconds(),
    )
    yield gauge("mail_sent_in_minute", "Mails accepted in the last minute.", found.sent_in_minute, "kind")
    yield gauge("mail_sent_in_hour", "Mails accepted in the last hour.", found.sent_in_hour, "kind")
    yield gauge("mail_failed_in_day", "Mails refused for good in the last day.", failed, "code")
    yield gauge(
        "mail_bounced_in_day", "Bounces and complaints of the last day.", found.bounced_in_day, "reason"
    )
    yield gauge("mail_suppressed", "Addresses that are not written to.", found.suppressed, "reason")
    yield GaugeMetricFamily(
        "portal_inbound_waiting", "Messages that came in, not yet read.", value=found.inbound
    )


def queues():
    with app.connection_for_read() as broker:
        client = broker.default_channel.client
        lengths = {queue: client.llen(queue) for queue in QUEUES}
    yield gauge("tasks_waiting", "Hints in the queue.", lengths, "queue")


def beat():
    written = cache.get(health.HEARTBEAT_KEY)
    if written is not None:
        age = kit.now().timestamp() - written
        yield GaugeMetricFamily("portal_beat_age_seconds", "Since the beat last spoke.", value=age)


def files():
    left = LeftBehind.objects.aggregate(count=Count("pk"), since=Min("since"))
    age = (kit.now() - left["since"]).total_seconds() if left["since"] else 0
    yield GaugeMetricFamily(
        "portal_files_left_behind", "Files that were to go and are still there.", value=left["count"]
    )
    yield GaugeMetricFamily(
        "portal_files_left_behind_seconds", "How long the first of them is there.", value=age
    )
