"""The tests' database as it came from the migrations, put back after tests that commit.

Django's own way empties all tables, whatever they hold, and makes all permissions anew: seconds a test.
"""

import io

import pytest
from django.db import connection
from django.test import TransactionTestCase

HOLDS = "SELECT '{0}' WHERE EXISTS (SELECT FROM \"{0}\")"
KEPT = {"django_migrations"}


class Pristine:
    """The rows that the migrations left, table by table."""

    def __init__(self):
        with connection.cursor() as cursor:
            self.tables = sorted(set(connection.introspection.table_names(cursor)) - KEPT)
            self.rows = {table: self._copied(cursor, table) for table in self._filled(cursor)}
            self._keep_the_vacuum_from(cursor, set(self.tables) - set(self.rows))

    def _filled(self, cursor):
        """Tables that hold anything; one question."""
        cursor.execute(" UNION ALL ".join(HOLDS.format(table) for table in self.tables))
        return [table for (table,) in cursor.fetchall()]

    @staticmethod
    def _keep_the_vacuum_from(cursor, tables):
        """It counts no uncommitted row, and a test's are none: plans for empty tables then take minutes."""
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')

    def _copied(self, cursor, table):
        rows = io.StringIO()
        cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
        return rows.getvalue()

    def restore(self):
        """Keys and triggers sleep meanwhile: the rows that come back kept to them before."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN; SET LOCAL session_replication_role = replica")
            for table in self._filled(cursor):
                cursor.execute(f'DELETE FROM "{table}"')
            for table, rows in self.rows.items():
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(rows))
            cursor.execute("COMMIT")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's, and what stands in the database then."""
    with django_db_blocker.unblock():
        pristine = Pristine()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda case: pristine.restore())
        yield
