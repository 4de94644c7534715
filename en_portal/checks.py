"""System checks of the ground that the portal stands on."""

from django.core.checks import Error, Tags, register
from django.db import connection


@register(Tags.database)
def database_knows_arabic(app_configs, databases, **kwargs):
    """pg_trgm sees Arabic letters only where the database's character type is UTF-8."""
    if not databases or "default" not in databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_extension where extname = 'pg_trgm'")
        if not cursor.fetchone():
            return []
        cursor.execute("select show_trgm('بابل') <> '{}'")
        if cursor.fetchone()[0]:
            return []
    return [
        Error(
            "This database cannot search Arabic: its character type is not UTF-8.",
            hint="Create the cluster with a UTF-8 locale, for example initdb --locale=C.UTF-8.",
            id="portal.E001",
        )
    ]
