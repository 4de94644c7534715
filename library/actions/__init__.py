"""Verbs of the library: write, attach, submit, publish, continue, take back."""

from library.actions.drafts import FACTS, MEASURES, TEXTS, discard_draft, new_version, save_draft, start_draft
from library.actions.files import attach, detach, read_text, read_waiting
from library.actions.publication import Incomplete, carry_out_review, submit, withdraw

__all__ = [
    "FACTS",
    "MEASURES",
    "TEXTS",
    "Incomplete",
    "attach",
    "carry_out_review",
    "detach",
    "discard_draft",
    "new_version",
    "read_text",
    "read_waiting",
    "save_draft",
    "start_draft",
    "submit",
    "withdraw",
]
