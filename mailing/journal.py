"""What servers accepted and the ledger does not know yet: a small file beside the sender.

Results are written to the database in groups. What a killed process had not written is read from its journal
by the next sender on the machine: nobody gets a message twice whose acceptance was heard. Without the file
(another machine takes over) those few leave again with the same Message-ID, once the lease has lapsed.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

log = structlog.get_logger(__name__)


def folder():
    """One folder for each database: a journal speaks of rows."""
    at = connection.settings_dict
    name = hashlib.sha256(f"{at['HOST']}:{at['PORT']}/{at['NAME']}".encode()).hexdigest()[:16]
    return Path(settings.MAIL_JOURNAL) / name


class Journal:
    """`with Journal(lease) as journal`: locked while its sender lives, gone when it ends in order."""

    def __init__(self, lease):
        self.path, self.file = folder() / lease, None

    def __enter__(self):
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            while self.file is None or not os.fstat(self.file).st_nlink:  # swept away before it was locked
                self.file = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
                fcntl.flock(self.file, fcntl.LOCK_EX)
        except OSError as error:  # a full or read-only disk: mail is worth more than the journal
            log.warning("no_mail_journal", why=str(error))
            self.file = None
        return self

    def __exit__(self, kind, *error):
        if self.file is None:
            return
        if kind is None:
            self.path.unlink(missing_ok=True)
        os.close(self.file)

    def accepted(self, pk):
        if self.file is not None:
            os.write(self.file, b"%d\n" % pk)

    def written_down(self):
        """The ledger knows everything now."""
        if self.file is not None:
            os.ftruncate(self.file, 0)


def left_behind():
    """(lease, public keys of accepted rows) of each sender on this machine that was killed; then forgotten.

    A journal is removed only after the caller has gone on without an error.
    """
    for path in sorted(folder().glob("*")):
        with contextlib.suppress(BlockingIOError, FileNotFoundError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lines = file.read().split(b"\n")[:-1]  # the last one is whole only with its end
            yield path.name, [int(line) for line in lines if line.isdigit()]
            path.unlink(missing_ok=True)
