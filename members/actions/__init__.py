"""Verbs of membership: who declares, confirms, applies, decides, suspends; who is told."""

from members.actions.accounts import disable, enable, end_sessions, reset_second_step, sign_out
from members.actions.applications import (
    AlreadyDecided,
    NotReady,
    answer,
    approve,
    ask_for_more,
    decline,
    keep_note,
    submit,
    withdraw,
)
from members.actions.audit import write_audit_event
from members.actions.consents import record_consent, words_of
from members.actions.eligibility import find_eligible
from members.actions.erasures import (
    AlreadyAsked,
    LastSuperuser,
    Over,
    ask_erasure,
    cancel_erasure,
    erase,
    erase_again,
    erase_due,
)
from members.actions.exports import (
    HINT_IS_LATE,
    UnderWay,
    ask_export,
    make_export,
    make_waiting,
    remove_stale,
)
from members.actions.messages import (
    TooMany,
    block,
    close_report,
    read_conversation,
    report,
    send,
    unblock,
)
from members.actions.notices import mail_notices, mark_read, tell
from members.actions.profiles import ChangedMeanwhile, keep_profile
from members.actions.service import AlreadyAnswered, confirm, declare, end, refuse, take_back
from members.actions.suspensions import lift, suspend

__all__ = [
    "HINT_IS_LATE",
    "AlreadyAsked",
    "LastSuperuser",
    "Over",
    "ask_erasure",
    "cancel_erasure",
    "erase",
    "erase_again",
    "erase_due",
    "record_consent",
    "words_of",
    "AlreadyAnswered",
    "AlreadyDecided",
    "NotReady",
    "TooMany",
    "UnderWay",
    "answer",
    "ask_export",
    "approve",
    "ask_for_more",
    "block",
    "close_report",
    "confirm",
    "declare",
    "decline",
    "disable",
    "enable",
    "end",
    "end_sessions",
    "find_eligible",
    "keep_note",
    "ChangedMeanwhile",
    "keep_profile",
    "lift",
    "mail_notices",
    "make_export",
    "make_waiting",
    "mark_read",
    "read_conversation",
    "refuse",
    "remove_stale",
    "report",
    "reset_second_step",
    "send",
    "sign_out",
    "submit",
    "suspend",
    "take_back",
    "tell",
    "unblock",
    "withdraw",
    "write_audit_event",
]
