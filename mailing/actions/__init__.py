"""The verbs of mail: mailings are started, paused and resumed; letters are posted; readers join and leave."""

from mailing.actions.letters import post, write
from mailing.actions.mailings import (
    CannotSend,
    Progress,
    cancel,
    create_mailing,
    drain,
    due,
    faults,
    pause,
    progress,
    resend_failures,
    resend_letters,
    resume,
    start,
    start_for_topic,
)
from mailing.actions.subscriptions import (
    ImportReport,
    ask_to_subscribe,
    choose,
    confirm,
    import_subscribers,
    leave,
    leave_everything,
)

__all__ = [
    "CannotSend",
    "ImportReport",
    "Progress",
    "ask_to_subscribe",
    "cancel",
    "choose",
    "confirm",
    "create_mailing",
    "drain",
    "due",
    "faults",
    "import_subscribers",
    "leave",
    "leave_everything",
    "pause",
    "post",
    "progress",
    "resend_letters",
    "resend_failures",
    "resume",
    "start",
    "start_for_topic",
    "write",
]
