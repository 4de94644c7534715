"""The project's own small chores."""

from celery import shared_task
from django.core.cache import cache
from django.core.management import call_command

import kit
from en_portal.health import HEARTBEAT_KEY


@shared_task
def beat_heartbeat():
    """Write when the beat last spoke (seconds since 1970), for /readyz."""
    cache.set(HEARTBEAT_KEY, kit.now().timestamp(), timeout=3600)
    return 1


@shared_task
def clear_sessions():
    """Remove sessions that have ended."""
    call_command("clearsessions")
    return 1
