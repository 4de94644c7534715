"""Signed links: a token says one thing for one purpose, until it expires."""

import datetime

from django.core import signing

VERSION = 1


class Bad(Exception):
    """Not signed by us, for another purpose, or of an older form."""


class Expired(Bad):
    """Rightly signed, too old."""


def _salt(purpose: str) -> str:
    return f"en-portal.{purpose}.v{VERSION}"


def sign(purpose: str, data) -> str:
    """`data` (JSON) signed for one purpose; readable by anyone, changeable by nobody."""
    return signing.dumps(data, salt=_salt(purpose), compress=True)


def signer(purpose: str):
    """data → token, for many short tokens of one purpose; `read` reads both alike."""
    return signing.TimestampSigner(salt=_salt(purpose)).sign_object


def read(purpose: str, token: str, max_age: datetime.timedelta | int | None = None):
    """What was signed; raises Expired or Bad."""
    try:
        return signing.loads(token, salt=_salt(purpose), max_age=max_age)
    except signing.SignatureExpired as error:
        raise Expired(str(error)) from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Bad(str(error)) from error
