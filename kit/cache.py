"""The cache when Redis is down: reading goes on without it, sign-in limits refuse."""

import structlog
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)
FAILURES = (RedisError, OSError)


def _or(default):
    """A cache method that answers `default` when the server does not."""

    def decorate(name):
        method = getattr(DjangoRedisCache, name)

        def answer(self, *args, **kwargs):
            try:
                return method(self, *args, **kwargs)
            except FAILURES as error:
                log.warning("cache_unreachable", call=name, error=str(error))
                return default(args, kwargs)

        answer.__name__ = name
        return answer

    return decorate


def _asked_default(args, kwargs):
    return kwargs.get("default", args[1] if len(args) > 1 else None)


class RedisCache(DjangoRedisCache):
    """An unreachable server is an empty cache. allauth's limits take a lock by `add`: no lock, no sign-in."""

    def __init__(self, server, params):
        quick = {"socket_connect_timeout": 2, "socket_timeout": 2, "retry": Retry(NoBackoff(), 1)}
        super().__init__(server, {**params, "OPTIONS": {**quick, **params.get("OPTIONS", {})}})

    def client_ping(self):
        """Raise RedisError or OSError where the server does not answer."""
        self._cache.get_client(None, write=True).ping()

    def is_answering(self):
        try:
            self.client_ping()
        except FAILURES:
            return False
        return True

    get = _or(_asked_default)("get")
    add = _or(lambda args, kwargs: False)("add")
    set = _or(lambda args, kwargs: None)("set")
    touch = _or(lambda args, kwargs: False)("touch")
    delete = _or(lambda args, kwargs: False)("delete")
    get_many = _or(lambda args, kwargs: {})("get_many")
    set_many = _or(lambda args, kwargs: list(args[0]))("set_many")
    delete_many = _or(lambda args, kwargs: None)("delete_many")
    has_key = _or(lambda args, kwargs: False)("has_key")
    clear = _or(lambda args, kwargs: False)("clear")
