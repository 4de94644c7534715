"""Is the portal alive, and is it ready: database, Redis, the beat's heartbeat, the age of the mail queue."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

import kit
from mailing.models import Delivery

HEARTBEAT_KEY = "beat-heartbeat"
HEARTBEAT_MAX_AGE = 180  # seconds; the beat writes one each minute
MAIL_MAX_AGE = 900  # seconds that a due delivery may wait


@never_cache
@login_not_required
def alive(request):
    """200 as long as this process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@login_not_required
def ready(request):
    """200 when every part answers in time, else 503; the body names each part."""
    answers = {name: answer(check) for name, check in CHECKS.items()}
    is_ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse(answers, status=200 if is_ready else 503)


def answer(check):
    """What one part says: "ok", or in a word what is wrong."""
    try:
        return check() or "ok"
    except Exception as error:  # any failure of a part is the answer itself
        return type(error).__name__


def _database():
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def _redis():
    cache.client_ping()


def _beat():
    written = cache.get(HEARTBEAT_KEY)
    if written is None:
        return "no heartbeat"
    if kit.now().timestamp() - written > HEARTBEAT_MAX_AGE:
        return "heartbeat is old"
    return None


def _mail():
    oldest = (
        Delivery.objects.due(kit.now()).order_by("next_attempt_at").values_list("next_attempt_at", flat=True)
    )
    waiting = oldest.first()
    if waiting and (kit.now() - waiting).total_seconds() > MAIL_MAX_AGE:
        return "mail is waiting"
    return None


CHECKS = {"database": _database, "redis": _redis, "beat": _beat, "mail": _mail}
