"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): how files arrive over a poor line."""

import base64
import binascii
import hashlib

from django.http import HttpResponse
from django.utils.http import http_date

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
ALGORITHMS = ("sha1", "sha256", "md5")
CONTENT_TYPE = "application/offset+octet-stream"
MISMATCH = 460  # "Checksum Mismatch"


def answer(status=204, sentence="", **headers) -> HttpResponse:
    """An answer of the protocol; `Upload_Offset=3` becomes a header, a sentence is plain text."""
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = str(value)
    return response


def options(most: int) -> HttpResponse:
    """What this server can do."""
    return answer(
        Tus_Version=VERSION,
        Tus_Extension=EXTENSIONS,
        Tus_Max_Size=most,
        Tus_Checksum_Algorithm=",".join(ALGORITHMS),
    )


def method_of(request) -> str:
    """The method, or the one a client behind a narrow proxy asks for in its place."""
    return request.headers.get("X-HTTP-Method-Override", request.method).upper()


def speaks(request) -> bool:
    """No form and no page of another site can send this header without asking first."""
    return request.headers.get("Tus-Resumable") == VERSION


def whole_number(text) -> int | None:
    """A number as the protocol writes it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else None


def metadata(header: str) -> dict[str, str]:
    """Pairs of a key and a base64 value, parted by commas. Raises ValueError."""
    found = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except binascii.Error:
            raise ValueError(key) from None
    return found


def checksum(header: str):
    """(an empty hash, the digest that is due), None without a header. Raises ValueError."""
    if not header:
        return None
    name, _space, value = header.partition(" ")
    if name not in ALGORITHMS:
        raise ValueError(name)
    try:
        return hashlib.new(name, usedforsecurity=False), base64.b64decode(value, validate=True)
    except binascii.Error:
        raise ValueError(name) from None


def expires(moment) -> str:
    return http_date(moment.timestamp())
