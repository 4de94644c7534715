"""Files that were to go while the place where they lie was away: written down, tried until they are gone."""

from concurrent.futures import ThreadPoolExecutor

import structlog
from django.core.files.storage import default_storage
from django.db import connection, transaction

import kit
from kit.models import LeftBehind

log = structlog.get_logger(__name__)
LONGEST = LeftBehind._meta.get_field("error").max_length


def keep(path: str, error: Exception) -> None:
    """Writes the file down, once, in a connection of its own: it stays behind even where the caller's
    transaction is rolled back, or is broken already. Raises nothing: the caller may be on its way out.
    """
    try:
        with ThreadPoolExecutor(1) as aside:
            aside.submit(_write, path, _words(error)).result()
    except Exception:
        log.exception("file_left_behind_unwritten", path=path)


def _write(path, words):
    try:
        LeftBehind.objects.bulk_create([LeftBehind(path=path, error=words)], ignore_conflicts=True)
    finally:
        connection.close()


def _words(error):
    return (getattr(error, "detail", "") or str(error) or type(error).__name__)[:LONGEST]


def try_again(*, most: int) -> int:
    """Removes what was left behind, what waits longest for a try first; returns how many files are gone.

    Ends with the first that still cannot go: it is then the last in line. Others may do the same at once.
    """
    gone = 0
    while gone < most and _try_next():
        gone += 1
    return gone


@transaction.atomic
def _try_next():
    waiting = LeftBehind.objects.select_for_update(skip_locked=True).order_by("tried_at", "pk")
    left = waiting.first()
    if left is None:
        return False
    try:
        default_storage.delete(left.path)  # what is not there is gone
    except Exception as error:  # whatever it was, the row tells it and the next in line gets its turn
        left.tries, left.tried_at, left.error = left.tries + 1, kit.now(), _words(error)
        left.save(update_fields=["tries", "tried_at", "error"])
        log.warning("file_still_left_behind", path=left.path, tries=left.tries, error=left.error)
        return False
    left.delete()
    return True
