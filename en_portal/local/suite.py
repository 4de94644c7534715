"""`./portal test`: the whole suite on real servers; `./portal bench`: one measurement on them."""

import sys

from en_portal.local import environment
from en_portal.local.processes import in_front

DEFAULTS = ["-n", "2", "--dist", "loadgroup"]


def main(arguments):
    with environment.with_servers("test", throwaway=True) as (told, _):
        told |= {"DJANGO_SETTINGS_MODULE": "en_portal.settings.test"}
        return in_front(["-m", "pytest", *DEFAULTS, *arguments], told, environment.HERE)[0]


def bench(arguments):
    """Measure with servers of its own that write to the disk as a real one does."""
    names = sorted(file.stem.replace("_", "-") for file in (environment.HERE / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0].replace("_", "-") not in names:
        sys.exit(f"Which measurement? ./portal bench NAME, with one of: {', '.join(names) or 'none yet'}.")
    with environment.with_servers("bench") as (told, _):
        told |= {"PORTAL_LOG_LEVEL": "WARNING"}  # a line for each request would bury the figures
        module = "bench." + arguments[0].replace("-", "_")
        return in_front(["-m", module, *arguments[1:]], told, environment.HERE)[0]
