"""One mail as bytes: RFC 5322 and 2045 for its form, 2369, 2919, 8058 for lists, 3834 for automatic mail."""

import binascii
import html
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit.bilingual import in_language
from kit.clock import BAGHDAD
from mailing import links

# What a mailing's content holds in place of the words and links that differ by recipient.
REASON, UNSUBSCRIBE, PREFERENCES = "[[reason]]", "[[unsubscribe]]", "[[preferences]]"
MARKS = (REASON, UNSUBSCRIBE, PREFERENCES)
# Gmail cuts a longer HTML part off.
LARGEST_HTML = 102 * 1024
ASCII = bytes(range(128))

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def our_address():
    """The bare address that mail leaves from: also that of the envelope."""
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
    """A mailing in one language: what is the same for everybody is made once."""

    def __init__(self, mailing, language):
        self.language = language
        self.text = in_language(mailing, "text", language)
        self.html = in_language(mailing, "html", language)
        self.reason = in_language(mailing, "reason", language)
        self.head = self._head(mailing)

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
        leave = links.one_click(delivery.token)
        choose = links.preferences(delivery.token, self.language)
        lines = [f"To: {delivery.address}", f"Date: {date(at)}", f"Message-ID: {delivery.message_id}"]
        lines += [f"{name}: {value}" for name, value in one_click_headers(delivery.token).items()]
        head = self.head + "\r\n".join(lines).encode("ascii") + b"\r\nMIME-Version: 1.0\r\n"
        text = _filled(self.text, self.reason, leave, choose)
        if not self.html:
            return head + part("plain", text)
        page = _filled(self.html, html.escape(self.reason), leave, choose)
        return head + alternatives(text, page, boundary=f"part-{delivery.message_id[1:25]}")


def _filled(words, reason, leave, choose):
    return words.replace(REASON, reason).replace(UNSUBSCRIBE, leave).replace(PREFERENCES, choose)


def date(at):
    return format_datetime(at.astimezone(BAGHDAD))


def alternatives(text, page, boundary):
    """A text and the same as HTML, the plainest first (RFC 2046 section 5.1.4)."""
    between = f"--{boundary}".encode()
    opening = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode()
    return b"".join(
        (
            opening,
            between,
            b"\r\n",
            part("plain", text),
            between,
            b"\r\n",
            part("html", page),
            between,
            b"--\r\n",
        )
    )


def part(subtype, words, encoding=None):
    """One text part in lines of at most 76 characters that every server passes on unchanged (RFC 2045)."""
    data = words.replace("\r\n", "\n").encode()
    encoding = encoding or encoding_of(data)
    if encoding == "base64":
        body = binascii.b2a_base64(data.replace(b"\n", b"\r\n"), newline=False)
        body = b"\r\n".join(body[at : at + 76] for at in range(0, len(body), 76))
    else:
        body = binascii.b2a_qp(data, istext=True).replace(b"\n", b"\r\n")
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + body + (b"" if body.endswith(b"\r\n") else b"\r\n")


def encoding_of(data):
    """Quoted-printable stays readable where letters are mostly Latin; Arabic is half as long in base64."""
    beyond = len(data.translate(None, ASCII))
    return "quoted-printable" if beyond * 6 < len(data) else "base64"


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
    mail["Content-Language"] = language
    for name, value in {**AUTOMATIC, **message.extra_headers}.items():
        if name not in mail:
            mail[name] = str(value)
    _fill(mail, message)
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
