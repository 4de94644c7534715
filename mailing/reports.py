"""What a message to a return path says, read from its bytes alone (RFC 3464, RFC 5965, RFC 3834)."""

import re
from dataclasses import dataclass
from email import message_from_string
from email.utils import parseaddr

from mailing.models import Bounce, InboundMessage

Outcome = InboundMessage.Outcome
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
REPLY = re.compile(r"\b([45]\d\d)[ -]")
# Refusals that speak of us or of the message, whatever code stands beside them.
POLICY = re.compile(
    r"\b(spam|junk mail|bulk mail|black ?list|block ?list|dnsbl|rbl|reputation|dmarc|dkim|spf|"
    r"policy (?:reasons?|violation)|content rejected|blocked using)",
    re.I,
)
NOBODY = re.compile(
    r"(no such (?:user|mailbox|recipient|address|account)|user unknown|unknown user|mailbox unavailable|"
    r"(?:user|recipient|mailbox|account|address) (?:does(?:n't| not) exist|not found|is disabled)|"
    r"recipient(?: address)? rejected: undeliverable|invalid (?:mailbox|recipient)|"
    r"does(?:n't| not) have an account)",
    re.I,
)
FULL = re.compile(r"(mailbox (?:is )?full|over (?:its )?quota|quota exceeded|insufficient storage)", re.I)
DAEMONS = {"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"}
COMPLAINTS = {"abuse", "fraud", "complaint", "opt-out"}  # not: virus, not-spam, auth-failure
BULK = {"bulk", "junk", "list", "auto_reply"}
OURS = {
    "List-Id": r".*<[^<>]+\.{0}>",
    "Message-ID": r"<[0-9a-f]{{32}}@{0}>",
    "X-Loop": r".*@{0}>?",
}
READ = 20_000  # characters of a plain bounce: what follows is our own mail


@dataclass(frozen=True)
class Report:
    """What a message is; a bounce or complaint has a Bounce.Kind. `about`: addresses that may be ours."""

    outcome: str
    kind: str = ""
    status: str = ""
    words: str = ""
    about: tuple[str, ...] = ()


def read(message, sender, our_domain):
    """The Report in a message that came with this envelope sender."""
    if why := _is_ours(message, our_domain):
        return Report(Outcome.LOOP, words=why)
    report_type = str(message.get_param("report-type") or "").lower()
    if report_type == "feedback-report":
        return _complaint(message)
    if fields := _failed_recipient(message):
        return _bounce(fields)
    if report_type == "disposition-notification":
        return Report(Outcome.AUTOMATIC, words="disposition-notification")
    if _is_plain_bounce(message, sender):
        return _plain_bounce(message)
    if why := _is_automatic(message):
        return Report(Outcome.AUTOMATIC, words=why)
    if not sender:
        return Report(Outcome.AUTOMATIC, words="empty return path")
    return Report(Outcome.OTHER)


def header(message, name):
    return " ".join(str(message.get(name) or "").split())


def _is_ours(message, our_domain):
    """The header by which our own mail is known, coming back through a forwarder or a list; else "".

    A Message-ID in our domain alone says nothing: our own relay writes bounces.
    """
    for name, form in OURS.items():
        if re.fullmatch(form.format(re.escape(our_domain)), header(message, name), re.I):
            return f"{name}: {header(message, name)}"
    return ""


def _is_automatic(message):
    submitted = header(message, "Auto-Submitted").lower()
    if submitted and submitted != "no":
        return f"Auto-Submitted: {submitted}"
    precedence = header(message, "Precedence").lower()
    if precedence in BULK:
        return f"Precedence: {precedence}"
    for name in ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "List-Id"):
        if value := header(message, name):
            return f"{name}: {value}"
    return ""


def _groups(part):
    """The blocks of fields of a report part, whether the parser has taken them apart or not."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload
    text = (part.get_payload(decode=True) or b"").decode(errors="replace")
    return [message_from_string(block) for block in re.split(r"\r?\n\r?\n", text.strip())]


def _failed_recipient(message):
    """The fields of the recipient whom a delivery report speaks of, one that failed before any other."""
    kinds = ("message/delivery-status", "message/global-delivery-status")
    groups = [group for part in message.walk() if part.get_content_type() in kinds for group in _groups(part)]
    recipients = [group for group in groups if group.get("Action")]
    failed = [group for group in recipients if header(group, "Action").lower() == "failed"]
    return (failed or recipients or [None])[0]


def _bounce(fields):
    words = header(fields, "Diagnostic-Code").partition(";")[2].strip() or header(fields, "Diagnostic-Code")
    action = header(fields, "Action").lower()
    found = STATUS.search(header(fields, "Status"))
    status = found[1] if found else ""
    if action == "delayed":
        return Report(Outcome.DELAY, status=status, words=words)
    if action != "failed":
        return Report(Outcome.OTHER, status=status, words=action)
    return Report(Outcome.BOUNCE, kind_of(status, words), status, words or status)


def kind_of(status, words):
    """Whether an address is gone, is troubled for now, or somebody refuses what we write."""
    said = STATUS.search(words)
    if status in ("", "5.0.0", "5.5.0", "5.3.0") and said:  # the server's own code says more
        status = said[1]
    if POLICY.search(words) or status.startswith(("5.7.", "5.6.")) or status in ("5.1.7", "5.1.8", "5.3.4"):
        return Bounce.Kind.POLICY
    if FULL.search(words) or status.startswith("4."):
        return Bounce.Kind.SOFT
    if status.startswith("5.1.") or status == "5.2.1" or NOBODY.search(words):
        return Bounce.Kind.HARD
    return Bounce.Kind.SOFT


def _is_plain_bounce(message, sender):
    """Servers of an older kind: no report, an empty sender, and a daemon's name or the failed address."""
    local = parseaddr(header(message, "From"))[1].partition("@")[0].lower()
    return not sender and (local in DAEMONS or bool(message.get("X-Failed-Recipients")))


def _text(message):
    for part in message.walk():
        if part.get_content_type() in ("text/plain", "text/html"):
            return (part.get_payload(decode=True) or b"").decode("utf-8", errors="replace")[:READ]
    return ""


def _plain_bounce(message):
    text = " ".join(_text(message).split())
    # Our own mail stands below such a line: what it says is not the server's word.
    text = re.split(r"-{3,} ?(?:this is a copy|below this line|original message)", text, flags=re.I)[0]
    found = STATUS.search(text) or REPLY.search(text)
    if not found and not NOBODY.search(text) and not FULL.search(text):
        return Report(Outcome.AUTOMATIC, words=text[:500])
    status = found[1] if found and "." in found[1] else ""
    at = found.start() if found else 0
    words = text[max(0, at - 200) : at + 250]
    if found and found[1].startswith("4"):
        return Report(Outcome.BOUNCE, Bounce.Kind.SOFT, status, words)
    return Report(Outcome.BOUNCE, kind_of(status, words), status, words)


def _complaint(message):
    """A reader's "this is spam"; the mail itself goes along, and with it the return path that it had."""
    groups = [
        group
        for part in message.walk()
        if part.get_content_type() == "message/feedback-report"
        for group in _groups(part)
    ]
    kind = next((header(group, "Feedback-Type") for group in groups if group.get("Feedback-Type")), "")
    if kind.lower() not in COMPLAINTS:
        return Report(Outcome.OTHER, words=kind)
    about = [header(group, "Original-Mail-From") for group in groups]
    about += [header(part, "Return-Path") for part in message.walk()]
    return Report(Outcome.COMPLAINT, Bounce.Kind.COMPLAINT, words=kind, about=tuple(filter(None, about)))
