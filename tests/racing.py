"""Two at once: verbs in threads of their own that all wait for one row, then go on at the same time."""

import threading

from django.db import connection, transaction

from tests.servers import eventually


def waiting():
    """How many sessions of this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees the same picture again
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def at_once(*verbs, held):
    """Runs the verbs in threads of their own while `held` is locked, until all have to wait for one another.

    Each has then read what it read; the row is let go, and all go on at the same time.
    """
    answers = [None] * len(verbs)

    def run(number, verb):
        try:
            answers[number] = verb()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    with transaction.atomic():
        type(held).objects.select_for_update().get(pk=held.pk)
        for number, thread in enumerate(threads, 1):
            thread.start()
            eventually(lambda number=number: waiting() >= number)
    for thread in threads:
        thread.join(30)
    return answers
