"""One REDIS_URL, told to Django's cache and to Celery in the form that each understands."""


def redis_url(url, number):
    """The address of database `number` for redis-py; unix:// addresses take it as a query."""
    if url.startswith("unix:"):
        return f"{url}?db={number}"
    return f"{url.rstrip('/')}/{number}"


def celery_url(url, number):
    """The same for kombu, whose name for a unix socket is redis+socket:// and virtual_host."""
    if url.startswith("unix:"):
        return url.replace("unix:", "redis+socket:", 1) + f"?virtual_host={number}"
    return redis_url(url, number)
