"""Cells of a table that leaves: no program takes them for a formula."""

import re

DANGER = "=+-@\t\r"
HARMLESS = re.compile(f"'+[{re.escape(DANGER)}]")


def harmless(value):
    """The same, with an apostrophe before words that a program would take for a formula."""
    is_taken = isinstance(value, str) and value and (value[0] in DANGER or HARMLESS.match(value))
    return f"'{value}" if is_taken else value
