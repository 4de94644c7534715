"""How often a file was taken: each reader once a day, without knowing who; a file never waits for it."""

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils.crypto import salted_hmac

import kit
from library.models import Download

log = structlog.get_logger(__name__)
LONGEST_WAIT = "300ms"
FOLD = """
    WITH past AS (DELETE FROM library_download WHERE "on" < %s RETURNING attachment_id),
    counted AS (SELECT attachment_id, count(*) AS times FROM past GROUP BY attachment_id),
    kept AS (
        UPDATE library_attachment SET downloads = downloads + counted.times
        FROM counted WHERE id = counted.attachment_id RETURNING 1
    )
    SELECT count(*) FROM past
"""


def count_download(*, attachment, reader, on):
    """Somebody took the file; the same reader again on that day counts no more. Where it fails it is let be.

    `reader` says who, and is kept only as a keyed digest that is another one the next day.
    """
    digest = salted_hmac(f"library.download.{on:%Y-%m-%d}", reader, algorithm="sha256").hexdigest()[:32]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
            Download.objects.bulk_create(
                [Download(attachment=attachment, on=on, reader=digest)], ignore_conflicts=True
            )
    except DatabaseError as error:
        log.warning("download_not_counted", attachment=attachment.pk, error=str(error))


def fold_downloads(*, before=None):
    """Rows of past days become a number of their file, in one statement; returns how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [before or kit.today()])
        return cursor.fetchone()[0]
