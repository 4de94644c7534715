"""The list of erasures beside the database: whoever restores an older backup erases these people again.

One line each: the public id that the person had (random letters, in no database any more), and when.
"""

import json
from pathlib import Path

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)


def write_down(line):
    """Adds a line; that it could not be written is told to the operator, and undoes nothing."""
    path = Path(settings.ERASURES_FILE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        log.error("erasure_not_listed", line=line, error=str(error))


def read(path=None):
    """The lines as mappings, the oldest first."""
    path = Path(path or settings.ERASURES_FILE)
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
