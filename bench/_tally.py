"""What the SMTP server of mail-chaos took, held against the ledger and the administration."""

import contextlib
import pathlib
import socket
from collections import Counter, defaultdict

ANSWERS_UNREAD = 10.0  # seconds before a kill in which an answer may have stayed unread on a busy machine


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def children(pid):
    with contextlib.suppress(OSError):
        return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def count(file):
    return file.read_bytes().count(b"\n")


def prepared(recipients, letters):
    """A mailing under way and letters beside it."""
    from django.core.mail import EmailMessage
    from django.core.management import call_command

    import kit
    from bench.mail import HTML, MARKS, TEXT
    from mailing import actions, kinds
    from mailing.actions.letters import post

    call_command("migrate", verbosity=0)
    mailing = actions.create_mailing(
        kind="newsletter",
        key=f"chaos:{kit.now().isoformat()}",
        subject_ar="إجازة البناء في ١٢ يوماً",
        text_ar=TEXT,
        html_ar=f"{HTML}{MARKS}",
        reason_ar="لأنك مشترك.",
    )
    readers = ((f"reader{number}@province.example", "ar", f"نور {number}") for number in range(recipients))
    actions.start(mailing, recipients=readers)
    for number in range(letters):
        message = EmailMessage("إشعار", "ينتظرك عمل.", to=[f"member{number}@province.example"])
        post(message, address=message.to[0], kind=kinds.NOTICE)
    return mailing


def nudge(mailing, workers):
    """The beat's part, faster: what was put off is due now, and the workers look. How many rows wait.

    None while a server is away.
    """
    from django.db import Error, connection
    from kombu.exceptions import OperationalError as QueueError

    import kit
    from mailing import tasks
    from mailing.models import Delivery, Mailing

    try:
        Delivery.objects.filter(state=Delivery.State.QUEUED).update(next_attempt_at=kit.now())
        waiting = Delivery.objects.waiting().count()
        is_open = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).exists()
        for task in (tasks.sweep, *[tasks.send_due] * workers):
            task.apply_async(retry=False, expires=10)
    except (Error, QueueError, OSError):
        connection.close()
        return None
    return waiting + is_open


def found(chaos, mailing):
    """Everything that was found, as figures; `wrong` says which of them must be nothing."""
    from mailing.models import Delivery, Letter

    rows = dict(Delivery.objects.values_list("message_id", "address"))
    taken = defaultdict(list)
    for line in chaos.accepted.read_text().splitlines():
        at, how, message_id, recipient = line.split(" ", 3)
        taken[message_id].append((float(at), how, recipient))
    early = [acceptance for several in taken.values() for acceptance in sorted(several)[:-1]]
    answered = [at for at, how, _recipient in early if how == "answered"]
    blamed = Counter(blame(at, chaos.events) for at in answered)
    return {
        "messages": len(rows),
        "accepted": sum(map(len, taken.values())),
        "lost": len(rows.keys() - taken.keys()),
        "under another Message-ID": len(taken.keys() - rows.keys()),
        "to another address": sum(
            recipient != rows.get(message_id)
            for message_id, several in taken.items()
            for _at, _how, recipient in several
        ),
        "twice, unanswered": len(early) - len(answered),
        "twice, in flight at a kill": len(answered) - blamed[""],
        "twice, without a reason": blamed[""],
        "more in flight than connections": sum(
            max(0, number - most_in_flight(what, chaos.wanted.workers)) for what, number in blamed.items()
        ),
        "counted otherwise in the administration": difference(mailing, taken, rows),
        "letters still kept": Letter.objects.exclude(content=b"").count(),
        "not sent": Delivery.objects.exclude(state=Delivery.State.SENT).count(),
        "processes that ended by themselves": chaos.ended_alone,
        "events": [what for _began, _ended, what in chaos.events],
    }


def blame(at, events):
    """The first kill after that moment, where its answer can have stayed unread because of it; else ""."""
    for began, ended, what in events:
        if "Redis" not in what and began - ANSWERS_UNREAD <= at <= ended:
            return what
    return ""


def most_in_flight(what, workers):
    """One message on each connection of who was killed, or spoke with what was killed."""
    from django.conf import settings

    return settings.MAIL_CONNECTIONS * (1 if "worker" in what else workers) if what else 0


def difference(mailing, taken, rows):
    """How far the counters of Admin → Mailings are from what the server took."""
    from django.contrib import admin

    from mailing.models import Delivery, Mailing

    counted = admin.site.get_model_admin(Mailing).get_queryset(None).get(pk=mailing.pk)
    ours = set(mailing.deliveries.values_list("message_id", flat=True))
    letters = Delivery.objects.letters().filter(state=Delivery.State.SENT).count()
    return (
        abs(counted.sent - len(ours & taken.keys()))
        + abs(letters - len((rows.keys() - ours) & taken.keys()))
        + counted.waiting
        + counted.troubled
        + abs(counted.total - len(ours))
    )


def wrong(found):
    """The names of figures that break the promise."""
    nothing = (
        "lost", "under another Message-ID", "to another address", "twice, without a reason",
        "more in flight than connections", "counted otherwise in the administration", "letters still kept",
        "not sent", "processes that ended by themselves",
    )  # fmt: skip
    return [name for name in nothing if found[name]]
