"""The table of reminders in docs/operations.md is that of the code."""

from pathlib import Path

import pytest
from django.utils import translation

from members.actions.reminders import table
from members.registries import reminders

DOCS = Path(__file__).parents[2] / "docs" / "operations.md"


def as_markdown():
    lines = ["| rule | of what | whom | when | until |", "|---|---|---|---|---|"]
    with translation.override("en"):
        lines += [
            f"| `{name}` | {what} | {whom} | {when} | {until} |" for name, what, whom, when, until in table()
        ]
    return "\n".join(lines)


def test_operations_show_the_rules_as_they_are():
    assert as_markdown() in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_rule_is_in_words(language):
    with translation.override(language):
        rows = list(table())

    assert len(rows) == len(reminders)
    assert all(all(row) for row in rows)
