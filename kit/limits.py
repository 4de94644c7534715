"""How often one visitor may do a thing: counted in the cache, by client address. Open when Redis is down."""

import structlog
from allauth.account.adapter import get_adapter
from django.core.cache import cache

from kit.cache import FAILURES

log = structlog.get_logger(__name__)


def client_ip(request) -> str:
    """The visitor's address, behind as many proxies as the settings trust."""
    return get_adapter(request).get_client_ip(request)


def is_within(request, action: str, *, most: int, seconds: int) -> bool:
    """Counts one more; False once the visitor did it more than `most` times in this span of time."""
    key = f"limit:{action}:{client_ip(request)}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key) <= most
    except (ValueError, *FAILURES) as error:  # ValueError: the span ended between the two calls
        log.warning("limit_not_counted", action=action, error=str(error))
        return True
