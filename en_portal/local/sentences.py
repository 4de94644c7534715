"""What went wrong, in one clear sentence: taken from a program's log or from the system's own error."""

import errno
import re
import shutil

FULL = "The disk is full: free some space and start again; nothing that was stored is lost."


ROOM = 1 << 20  # bytes; with less than this left even a log is cut off


def why(text, folder):
    """The line of a program's log that says why it failed; `folder` is where it wrote."""
    if "No space left on device" in text or "DiskFull" in text or shutil.disk_usage(folder).free < ROOM:
        return FULL
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["it gave no reason"]
    telling = [line for line in lines if re.search(r"FATAL|PANIC|[Ee]rror:|# ", line)]
    return (telling or lines)[-1]


def of_system_error(error):
    """The sentence for a failed file or socket operation."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) and error.filename:
        return f"{error.filename} cannot be written by this user: start as the user that owns it."
    return f"The system refused: {error}."
