"""DKIM (RFC 6376, RFC 8463): every mail is signed for our domain when a key is configured."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from django.conf import settings
from django.core.checks import Error, register

# RFC 8058 section 4: the two List-Unsubscribe headers must be covered.
SIGNED = (
    "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type",
    "content-language", "auto-submitted", "list-id", "list-archive", "list-unsubscribe",
    "list-unsubscribe-post",
)  # fmt: skip
ONCE_MORE = ("from", "to", "subject", "date", "reply-to")  # so that nobody adds a second one (section 8.15)
FIELD = re.compile(rb"([^\s:]+)[ \t]*:.*?\r\n(?![ \t])", re.S)
BLANKS = re.compile(rb"[ \t]+")


def relaxed_field(field):
    """Section 3.4.2: name in lower case, one line, single blanks."""
    name, _colon, value = field.partition(b":")
    value = BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip()
    return name.strip().lower() + b":" + value


def relaxed_body(body):
    """Section 3.4.4: single blanks, none at the end of a line, no empty lines at the end."""
    body = BLANKS.sub(b" ", body).replace(b" \r\n", b"\r\n").rstrip(b"\r\n ")
    return body + b"\r\n" if body else b""


def body_hash(body):
    return base64.b64encode(hashlib.sha256(relaxed_body(body)).digest())


def data_to_sign(fields, names, unsigned):
    """Section 3.7: the named fields, the last of a name first, then the signature's own without its value."""
    left = list(fields)
    chosen = []
    for name in names:
        at = next((i for i in reversed(range(len(left))) if _name(left[i]) == name), None)
        if at is not None:
            chosen.append(relaxed_field(left.pop(at)) + b"\r\n")
    return b"".join(chosen) + relaxed_field(unsigned)


def split(content):
    """The header fields and the body of a message."""
    head, _blank, body = content.partition(b"\r\n\r\n")
    return [match.group(0) for match in FIELD.finditer(head + b"\r\n")], body


def _name(field):
    return field.partition(b":")[0].strip().lower().decode("ascii")


class Signer:
    """A key, and the name under which its public half stands in the DNS."""

    def __init__(self, key, domain, selector):
        if not isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
            raise ValueError("a DKIM key is an RSA or an Ed25519 key")
        self.key, self.domain, self.selector = key, domain, selector
        self.algorithm = "rsa-sha256" if isinstance(key, rsa.RSAPrivateKey) else "ed25519-sha256"

    def sign(self, content, at):
        """The message with its signature in front."""
        fields, body = split(content)
        present = [_name(field) for field in fields]
        names = [name for name in SIGNED for _each in range(present.count(name))] + list(ONCE_MORE)
        unsigned = (
            f"DKIM-Signature: v=1; a={self.algorithm}; c=relaxed/relaxed; d={self.domain};\r\n"
            f" s={self.selector}; t={int(at.timestamp())};\r\n"
            f" h={_folded(names)};\r\n bh={body_hash(body).decode()};\r\n b="
        ).encode()
        value = base64.b64encode(self.value(data_to_sign(fields, names, unsigned)))
        lines = [value[start : start + 70] for start in range(0, len(value), 70)]
        return unsigned + b"\r\n ".join(lines) + b"\r\n" + content

    def value(self, data):
        if self.algorithm == "rsa-sha256":
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(hashlib.sha256(data).digest())


def _folded(names):
    return ":\r\n  ".join(":".join(names[start : start + 5]) for start in range(0, len(names), 5))


@cache
def signer_with(path, domain, selector):
    """Reads the PEM file once; None where none is configured. Raises OSError or ValueError."""
    if not path:
        return None
    return Signer(serialization.load_pem_private_key(Path(path).read_bytes(), None), domain, selector)


def signed(content, at):
    """The message as it leaves: signed, or as it is where no key is configured."""
    signer = signer_with(settings.MAIL_DKIM_KEY, settings.MAIL_DOMAIN, settings.MAIL_DKIM_SELECTOR)
    return signer.sign(content, at) if signer else content


@register()
def key_can_be_read(app_configs, **kwargs):
    """A key that is named but cannot be used is found at the start, not with the first mail."""
    try:
        signer_with(settings.MAIL_DKIM_KEY, settings.MAIL_DOMAIN, settings.MAIL_DKIM_SELECTOR)
    except (OSError, ValueError, TypeError) as error:
        return [Error(f"The DKIM key {settings.MAIL_DKIM_KEY} cannot be used: {error}", id="mailing.E001")]
    return []
