"""Looking at processes from outside, by pid and by the folder that they work for."""

import os
import pathlib


def is_alive(pid):
    """Whether a process works; a zombie does not."""
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def working_for(folder):
    """The living processes whose command, directory or environment names this folder."""
    name = os.fsencode(folder)
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "cmdline").read_bytes() + os.fsencode(os.readlink(process / "cwd"))
            said += (process / "environ").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if name in said and int(process.name) != os.getpid() and is_alive(process.name):
            found.append(int(process.name))
    return found
