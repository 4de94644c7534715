"""Verbs of the newsletter: draft, edit, ask for release, schedule, send; bring readers."""

from newsletter.actions.editing import (
    Changed,
    add_entry,
    add_item,
    differing,
    move,
    put_back,
    save_edits,
    take_out,
)
from newsletter.actions.editions import (
    REVIEW_KIND,
    NotReady,
    carry_out_review,
    draft_edition,
    handed_in,
    reopen,
    request_review,
)
from newsletter.actions.intake import (
    NotShown,
    Proof,
    add_reader,
    bring,
    confirm,
    discard,
    end_subscription,
    forget_rows,
    record_export,
)
from newsletter.actions.locked import NotOpen
from newsletter.actions.sending import schedule, send, start_due, steer

__all__ = [
    "REVIEW_KIND",
    "Changed",
    "NotOpen",
    "NotReady",
    "NotShown",
    "Proof",
    "add_entry",
    "add_item",
    "add_reader",
    "bring",
    "carry_out_review",
    "confirm",
    "differing",
    "discard",
    "draft_edition",
    "end_subscription",
    "forget_rows",
    "handed_in",
    "move",
    "put_back",
    "record_export",
    "reopen",
    "request_review",
    "save_edits",
    "schedule",
    "send",
    "start_due",
    "steer",
    "take_out",
]
