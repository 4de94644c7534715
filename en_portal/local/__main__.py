"""What `./portal` can do."""

import os
import sys

from en_portal.local import check, copies, environment, messages, run, sentences, suite
from en_portal.local.processes import in_front, leave_when_asked

HELP = """\
./portal run [--port 8000] [--host 127.0.0.1]   the portal with its demonstration network, until Ctrl-C
./portal test [pytest arguments]                the whole test suite
./portal check                                  style, layers, migrations, deployment settings, Arabic texts
./portal manage COMMAND …                       a Django command on this folder's database
./portal bench NAME                             a measurement of bench/
./portal messages                               collect and compile the interface's texts (needs gettext)
./portal backup FILE                            the embedded database into a file (files are in var/media)
./portal restore FILE                           that file into a new, empty embedded database
"""


def manage(arguments):
    """A Django command beside a running portal, or with the servers up for as long as it takes."""
    came_from = os.environ.get("PORTAL_CAME_FROM", os.getcwd())
    with environment.with_servers(may_share=True) as (told, _):
        return in_front([str(environment.HERE / "manage.py"), *arguments], told, came_from)[0]


VERBS = {
    "run": run.main,
    "test": suite.main,
    "check": check.main,
    "manage": manage,
    "bench": suite.bench,
    "messages": messages.main,
    "backup": copies.backup,
    "restore": copies.restore,
}


def main(arguments):
    verb = arguments[0] if arguments else "help"
    if verb not in VERBS:
        print(HELP, end="")
        return 0 if verb in ("help", "-h", "--help") else 2
    leave_when_asked()
    try:
        return VERBS[verb](arguments[1:])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.exit(sentences.of_system_error(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
