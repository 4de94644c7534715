"""Files given back: under their own name, never sniffed, never run, in the ranges asked for."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from kit.files import serve
from kit.files.serving import disposition

CONTENT = bytes(range(256)) * 1_000
ETAG = hashlib.sha256(CONTENT).hexdigest()
MISSING = "00/" + "0" * 32


@pytest.fixture(scope="module")
def path(media_folder):
    key = "ab" + "0" * 30
    kept = default_storage.save(f"ab/{key}", ContentFile(CONTENT))
    yield kept
    default_storage.delete(kept)


def answer(
    path, method="GET", name="تقرير المشتريات.pdf", content_type="application/pdf", headers=(), **options
):
    request = RequestFactory().generic(method, "/f/1", headers=dict(headers))
    return serve(request, path, name, content_type, **options)


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content


def test_a_file_is_an_attachment_under_its_own_name(path):
    response = answer(path)

    assert response["Content-Disposition"] == (
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%20"
        "%D8%A7%D9%84%D9%85%D8%B4%D8%AA%D8%B1%D9%8A%D8%A7%D8%AA.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Length"] == str(len(CONTENT))
    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("content_type", "is_inline"),
    [
        ("image/png", True),
        ("video/mp4", True),
        ("text/plain", True),
        ("application/pdf", False),
        ("text/markdown", False),
        ("text/html", False),
        ("image/svg+xml", False),
    ],
)
def test_only_harmless_kinds_are_shown_in_place(path, content_type, is_inline):
    response = answer(path, content_type=content_type, as_attachment=False)

    assert response["Content-Disposition"].startswith("inline" if is_inline else "attachment")
    response.close()


def test_text_says_its_letters(path):
    response = answer(path, content_type="text/plain")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    response.close()


@given(st.text(max_size=60))
def test_no_name_breaks_out_of_its_header(name):
    header = disposition(name + ".pdf")

    assert header.isascii()
    assert header.count('"') == 2
    assert not set(header) & set("\r\n\0")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=1000-", 1000, len(CONTENT) - 1),
        ("bytes=-500", len(CONTENT) - 500, len(CONTENT) - 1),
        ("bytes=10-99999999", 10, len(CONTENT) - 1),
        ("bytes=-99999999", 0, len(CONTENT) - 1),
    ],
)
def test_a_range_is_given(path, asked, first, last):
    response = answer(path, headers={"Range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(path, asked):
    response = answer(path, headers={"Range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "items=0-5", "bytes=0-1,5-6", "bytes=a-b", "bytes=٣-٥"]
)
def test_what_is_no_single_range_gets_the_whole_file(path, asked):
    response = answer(path, headers={"Range": asked.encode().decode("latin-1")})

    assert response.status_code == 200
    assert body(response) == CONTENT


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 5_000))
def test_any_range_is_the_bytes_of_the_file(path, first, length):
    response = answer(path, headers={"Range": f"bytes={first}-{first + length - 1}"})

    assert body(response) == CONTENT[first : first + length]


def test_a_range_of_another_version_is_not_mixed_in(path):
    asked = {"Range": "bytes=0-9", "If-Range": '"older"'}

    response = answer(path, headers=asked, etag=ETAG)
    same = answer(path, headers=asked | {"If-Range": f'"{ETAG}"'}, etag=ETAG)

    assert (response.status_code, same.status_code) == (200, 206)
    response.close()
    same.close()


def test_a_known_file_is_not_sent_again(path):
    response = answer(path, headers={"If-None-Match": f'"{ETAG}"'}, etag=ETAG)

    assert response.status_code == 304
    assert response["ETag"] == f'"{ETAG}"'
    assert body(response) == b""


def test_a_proxy_may_send_the_file(path, settings):
    settings.FILES_ACCEL_PREFIX = "/protected/"

    response = answer(path, headers={"Range": "bytes=0-9"})

    assert response["X-Accel-Redirect"] == f"/protected/{path}"
    assert response["Content-Disposition"].startswith("attachment")
    assert body(response) == b""


@pytest.mark.parametrize(
    "wrong",
    [MISSING, "../../etc/passwd", "/etc/passwd", "ab/../../x", "", "ab/" + "g" * 32, "ab/" + "0" * 32 + "\n"],
)
def test_what_is_not_there_or_not_ours_is_not_found(wrong):
    with pytest.raises(Http404):
        answer(wrong)
