"""Giving a stored file back: under its own name, never sniffed, never run, in ranges where asked."""

import re
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import parse_etags, quote_etag

from kit.files.refusal import StorageAway

PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}(_[0-9A-Za-z]+)?")
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
INLINE = ("image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm", "audio/mpeg", "text/plain")
SANDBOX = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'; sandbox"
)

BLOCK = 1 << 16


def serve(request, path, name, content_type, as_attachment=True, etag="") -> HttpResponse:
    """The answer with a stored file; the caller has checked who may have it. `etag`: its sha256, if known."""
    if not PATH.fullmatch(path):
        raise Http404
    response = (
        _accelerated(path) if getattr(settings, "FILES_ACCEL_PREFIX", "") else _own(request, path, etag)
    )
    inline = not as_attachment and content_type in INLINE
    if response.status_code not in (416, 503):
        response["Content-Type"] = (
            f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type
        )
        response["Content-Disposition"] = disposition(name, inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    if etag:
        response["ETag"] = quote_etag(etag)
    return response


def disposition(name: str, inline: bool = False) -> str:
    """RFC 6266: a plain name for old clients and the true one in UTF-8."""
    kind = "inline" if inline else "attachment"
    stem, dot, extension = name.rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "", stem).strip(" ._-") or "file"
    plain += re.sub(r"[^A-Za-z0-9.]", "", dot + extension)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _accelerated(path: str) -> HttpResponse:
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{settings.FILES_ACCEL_PREFIX.rstrip('/')}/{quote(path)}"
    return response


def _own(request, path: str, etag: str) -> HttpResponse:
    if etag and quote_etag(etag) in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304)
    try:
        file = default_storage.open(path)
        size = file.size
    except FileNotFoundError:
        raise Http404 from None
    except StorageAway:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    wanted = _range(request, size, etag)
    if wanted == "unsatisfiable":
        file.close()
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    if wanted is None:
        response = FileResponse(file)
    else:
        first, last = wanted
        response = FileResponse(_Part(file, first, last), status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        size = last - first + 1
    response.block_size = BLOCK
    response["Content-Length"] = str(size)
    response["Accept-Ranges"] = "bytes"
    return response


def _range(request, size: int, etag: str):
    """(first, last) of the one range asked for, None for the whole file (RFC 9110, 14.2)."""
    match = RANGE.fullmatch(request.headers.get("Range", "").strip())
    condition = request.headers.get("If-Range")
    if request.method != "GET" or not match or match.groups() == ("", ""):
        return None
    if condition and condition != quote_etag(etag):
        return None
    first, last = match.groups()
    if not first:
        first, last = max(size - int(last), 0), size - 1 if int(last) else -1
    else:
        first, last = int(first), min(int(last), size - 1) if last else size - 1
    if match[1] and match[2] and int(match[2]) < int(match[1]):
        return None
    return (first, last) if first <= last and first < size else "unsatisfiable"


class _Part:
    """Bytes `first` to `last` of a file, read like a file."""

    def __init__(self, file, first: int, last: int):
        file.seek(first)
        self.file, self.left = file, last - first + 1

    def read(self, size: int) -> bytes:
        data = self.file.read(min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()
