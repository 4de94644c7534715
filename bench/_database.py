"""A database of its own for a measurement: made, filled by nobody else, removed at the end."""

import contextlib
import os

from django.db import connection
from django.test import override_settings
from django.test.runner import DiscoverRunner


@contextlib.contextmanager
def database(name, **settings):
    """Under these settings; two measurements at once do not meet.

    BENCH_TEMPLATE names a database that is migrated already, to begin from.
    """
    connection.settings_dict["TEST"] |= {
        "NAME": f"bench_{name}_{os.getpid()}",
        "TEMPLATE": os.environ.get("BENCH_TEMPLATE"),
    }
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with override_settings(ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None, **settings):
            yield
    finally:
        connection.close()
        runner.teardown_databases(databases)
