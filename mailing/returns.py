"""The return path of each delivery: bounces come to an address that says, sealed, which one they speak of."""

import base64
import hashlib
import hmac
import re
from functools import cache

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

# Small letters and digits alone: some servers change the letters of a local part.
PATH = re.compile(r"b\+([0-9a-z]{1,12})-([a-z2-7]{16})")
COMPLAINTS = "complaints"  # the local part that is given to providers' feedback loops
SEAL = 10  # bytes


@cache
def _key(secret):
    return hashlib.sha256(b"mailing.returns:" + secret.encode()).digest()


def _seal(number, secret):
    digest = hmac.digest(_key(secret), number.encode(), "sha256")
    return base64.b32encode(digest[:SEAL]).decode().lower()


def path_of(pk):
    """The envelope sender of one delivery; "" where no domain is set for what comes back."""
    if not settings.MAIL_RETURN_DOMAIN:
        return ""
    number = int_to_base36(pk)
    return f"b+{number}-{_seal(number, settings.SECRET_KEY)}@{settings.MAIL_RETURN_DOMAIN}"


def delivery_of(address):
    """The key of the delivery whose return path this is; None for any other address, forged ones too."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    found = PATH.fullmatch(local)
    if not found or not _is_ours(domain):
        return None
    number, seal = found.groups()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(_seal(number, secret), seal) for secret in secrets):
        return None
    return base36_to_int(number)


def is_for_complaints(address):
    local, _at, domain = address.strip().lower().rpartition("@")
    return local == COMPLAINTS and _is_ours(domain)


def knows(address):
    return delivery_of(address) is not None or is_for_complaints(address)


def _is_ours(domain):
    return bool(settings.MAIL_RETURN_DOMAIN) and domain == settings.MAIL_RETURN_DOMAIN.lower()
