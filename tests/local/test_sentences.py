"""What went wrong is said in one sentence."""

import errno

import pytest

from en_portal.local import sentences


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("LOG: a\nFATAL:  lock file exists\nHINT: b\n", "FATAL:  lock file exists"),
        (
            "Traceback\n  File x\ndjango.db.utils.OperationalError: no\n",
            "django.db.utils.OperationalError: no",
        ),
        ("# Can't open the append-only file\n", "# Can't open the append-only file"),
        ("one\ntwo\n", "two"),
        ("", "it gave no reason"),
        ('FATAL: could not write "postmaster.pid": No space left on device\nmore', sentences.FULL),
        ("psycopg2.errors.DiskFull: could not extend file\n", sentences.FULL),
    ],
)
def test_the_telling_line_of_a_log(tmp_path, log, sentence):
    assert sentences.why(log, tmp_path) == sentence


def test_the_systems_errors():
    assert sentences.of_system_error(OSError(errno.ENOSPC, "No space")) == sentences.FULL
    refused = sentences.of_system_error(PermissionError(errno.EACCES, "no", "/srv/var/log"))
    assert refused.startswith("/srv/var/log cannot be written by this user")
    assert "too many" in sentences.of_system_error(OSError(errno.EMFILE, "too many files"))
