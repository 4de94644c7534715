"""One mail as bytes: RFC 5322 and 2045 for its form, 2369, 2919, 8058 for lists, 3834 for automatic mail."""

import html
import re
from base64 import b64encode
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit.bilingual import in_language
from kit.clock import BAGHDAD
from mailing import links
from mailing.splice import Part, encoding_of

# What a mailing's content holds in place of the words and links that differ by recipient.
REASON, UNSUBSCRIBE, PREFERENCES, NAME = "[[reason]]", "[[unsubscribe]]", "[[preferences]]", "[[name]]"
MARKS = (REASON, UNSUBSCRIBE, PREFERENCES)  # every content has them; it may greet by name as well
BY_RECIPIENT = (UNSUBSCRIBE, PREFERENCES, NAME)
# Gmail cuts a longer HTML part off.
LARGEST_HTML = 102 * 1024
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
WORD = 45  # bytes that fit into one encoded word of 75 characters (RFC 2047 section 2)

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def our_address():
    """The bare address that mail leaves from: also that of the envelope, unless bounces have a domain."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def sender(name=""):
    """Our address with a name in the reader's language; a name of two lines is refused (ValueError)."""
    return Address(display_name=name or _("Excellence Network"), addr_spec=our_address())


def one_click_headers(token):
    """RFC 8058: a mail program's own button leaves, without opening a page."""
    return {
        "List-Unsubscribe": f"<{links.one_click(token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def list_id(mailing):
    """RFC 2919: a label of ours in our domain, the same for every mailing of one topic."""
    label = mailing.list_id or mailing.topic.replace(":", "-").lower()
    return f"<{label}.{settings.MAIL_DOMAIN}>"


class Subject(str):
    """A subject as encoded words from end to end (RFC 2047).

    Python's own folding encodes Arabic words alone, and loses the space between two of them at a line's end.
    """

    name = "Subject"

    def __new__(cls, words):
        if "\n" in words or "\r" in words:
            raise ValueError("a header has one line: no linefeed in a subject")
        return super().__new__(cls, words)

    def fold(self, *, policy):
        charset = "us-ascii" if self.isascii() else "utf-8"
        folded = Header(str(self), charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {folded}{policy.linesep}"


class Content:
    """A mailing in one language: what is the same for everybody is written and encoded once."""

    def __init__(self, mailing, language):
        self.language = language
        text, page = (in_language(mailing, field, language) for field in ("text", "html"))
        reason = in_language(mailing, "reason", language)
        self.text = Part("plain", text.replace(REASON, reason), BY_RECIPIENT)
        self.page = page and Part("html", page.replace(REASON, html.escape(reason)), BY_RECIPIENT)
        self.head = self._head(mailing)
        self.preferences = links.preferences_for(language)
        with override(language):
            self.somebody = _("reader")

    def _head(self, mailing):
        head = EmailMessage(policy=SMTP)
        subject = in_language(mailing, "subject", self.language)
        with override(self.language):
            head["From"] = sender(in_language(mailing, "sender", self.language))
        head["Subject"] = Subject(subject)
        if mailing.reply_to:
            head["Reply-To"] = mailing.reply_to
        head["Content-Language"] = subject.lang
        for name, value in AUTOMATIC.items():
            head[name] = value
        head["Precedence"] = "bulk"
        head["List-Id"] = list_id(mailing)
        if mailing.archive_url:
            head["List-Archive"] = f"<{mailing.archive_url}>"
        return head.as_bytes().rstrip(b"\r\n") + b"\r\n"

    def to(self, delivery, at):
        """The whole message for one recipient."""
        words = {
            UNSUBSCRIBE: links.one_click(delivery.token).encode(),
            PREFERENCES: self.preferences(delivery.token).encode(),
            NAME: (delivery.name or self.somebody).encode(),
        }
        head = self.head + self._own_head(delivery, at, words[UNSUBSCRIBE])
        if not self.page:
            return head + self.text.filled(words)
        in_page = {**words, NAME: html.escape(delivery.name or self.somebody).encode()}
        boundary = f"part-{delivery.message_id[1:25]}"
        return head + alternatives(self.text.filled(words), self.page.filled(in_page), boundary)

    @staticmethod
    def _own_head(delivery, at, leave):
        """What differs by recipient; RFC 8058: a mail program's own button leaves, without opening a page."""
        return (
            b"To: %s\r\nDate: %s\r\nMessage-ID: %s\r\nList-Unsubscribe: <%s>\r\n"
            b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\n"
        ) % (named(delivery.name, delivery.address), date(at).encode(), delivery.message_id.encode(), leave)


def named(name, address):
    """A recipient with their name as an address field holds it (RFC 2047), whatever is in the name."""
    address = address.encode("ascii")
    name = CONTROL.sub(" ", name).strip()
    if not name:
        return address
    pieces, rest = [], name
    while rest:
        piece = rest[:WORD].encode()[:WORD].decode(errors="ignore")  # never through the middle of a letter
        pieces.append(b"=?utf-8?b?%s?=" % b64encode(piece.encode()))
        rest = rest[len(piece) :]
    return b"\r\n ".join(pieces) + b"\r\n <%s>" % address


@lru_cache(maxsize=4)
def _date(second):
    return format_datetime(second.astimezone(BAGHDAD))


def date(at):
    return _date(at.replace(microsecond=0))


def alternatives(text, page, boundary):
    """A text part and the same as HTML, the plainest first (RFC 2046 section 5.1.4)."""
    between = f"--{boundary}".encode()
    opening = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode()
    return b"".join((opening, between, b"\r\n", text, between, b"\r\n", page, between, b"--\r\n"))


def letter(message, *, address, message_id, language, at):
    """A Django e-mail message as bytes for one recipient; its text part stays the first."""
    mail = EmailMessage(policy=SMTP)
    is_ours = message.from_email == settings.DEFAULT_FROM_EMAIL
    mail["From"] = sender() if is_ours else message.from_email
    mail["To"] = address
    mail["Subject"] = Subject(message.subject)
    mail["Date"] = date(at)
    mail["Message-ID"] = message_id
    if message.reply_to:
        mail["Reply-To"] = ", ".join(message.reply_to)
    for name, value in {**AUTOMATIC, **message.extra_headers}.items():
        if name not in mail:
            mail[name] = str(value)
    _fill(mail, message)
    mail["Content-Language"] = language  # now: whatever speaks of content is dropped when it is set
    return mail.as_bytes()


def _fill(mail, message):
    body = message.body or ""
    mail.set_content(body, subtype=message.content_subtype, cte=encoding_of(body.encode()))
    for content, mimetype in getattr(message, "alternatives", ()):
        main, subtype, params = _kind_of_part(mimetype)
        if main == "text":
            mail.add_alternative(content, subtype=subtype, cte=encoding_of(content.encode()), params=params)
        else:
            mail.add_alternative(content, maintype=main, subtype=subtype)
    for attachment in message.attachments:
        _attach(mail, attachment)


def _kind_of_part(mimetype):
    """("text", "calendar", {"method": "REQUEST"}) of "text/calendar; method=REQUEST" (RFC 6047, 2.4)."""
    kind, *params = mimetype.split(";")
    main, _slash, subtype = kind.strip().partition("/")
    return main, subtype, dict(param.strip().split("=", 1) for param in params)


def _attach(mail, attachment):
    if not isinstance(attachment, tuple):
        mail.make_mixed()
        mail.attach(attachment)
        return
    name, content, mimetype = attachment
    main, subtype, params = _kind_of_part(mimetype or "application/octet-stream")
    piece = MIMEPart(policy=SMTP)
    if isinstance(content, str):
        piece.set_content(content, subtype=subtype, cte="base64", params=params)
    else:
        piece.set_content(content, maintype=main, subtype=subtype)
    piece.add_header("Content-Disposition", "attachment", filename=name)
    if mail.get_content_type() != "multipart/mixed":
        mail.make_mixed()
    mail.attach(piece)
