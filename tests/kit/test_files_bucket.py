"""Files in a bucket: kept private, given back in ranges, missing or out of reach without a lie."""

import urllib.error
import urllib.request

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory, override_settings

from en_portal.checks import bucket_is_wholly_named
from kit.files import bucket as buckets
from kit.files import discard, inspect, serve, store
from kit.files.intake import store_bytes, store_unread
from kit.files.reading import read
from kit.files.refusal import StorageAway
from tests.factories.kit import PDF, upload

LONG = bytes(range(256)) * 18_000  # more than one window
GONE = "ab/" + "0" * 32
WHOLE = {"bucket": "b", "endpoint": "https://s3.example", "region": "", "key": "k", "secret": "s"}

pytestmark = [
    pytest.mark.django_db,  # an answer that is closed lets go of connections
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the server's own sockets
]


def answer(path, **headers):
    return serve(RequestFactory().get("/", headers=headers), path, "a.txt", "text/plain")


def test_a_file_comes_back_as_it_was_given(bucket):
    path = store(inspect(upload("قرار.pdf", PDF)))
    with default_storage.open(path) as file:
        assert (file.size, file.read()) == (len(PDF), PDF)
    discard(path)
    with pytest.raises(FileNotFoundError):
        default_storage.open(path)
    discard(path)  # twice is no error


def test_a_long_file_is_read_window_by_window(bucket):
    assert len(LONG) > buckets.WINDOW
    with default_storage.open(store_bytes(LONG)) as file:
        assert file.read() == LONG
        file.seek(-10, 2)
        assert file.read(100) == LONG[-10:]
        file.seek(buckets.WINDOW - 3)
        assert file.read(6) == LONG[buckets.WINDOW - 3 : buckets.WINDOW + 3]


def test_no_address_of_the_bucket_gives_a_file_to_a_stranger(bucket):
    path = store_bytes(b"for members")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{bucket.address}/{path}", timeout=10)
    assert refused.value.code == 403
    refused.value.close()
    assert bucket.Object(path).content_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=1000-", 1000, len(LONG) - 1),
        ("bytes=-500", len(LONG) - 500, len(LONG) - 1),
        ("bytes=3999990-4000010", 3_999_990, 4_000_010),
        ("bytes=10-99999999", 10, len(LONG) - 1),
    ],
)
def test_a_range_is_given(bucket, asked, first, last):
    given = answer(store_bytes(LONG), Range=asked)
    assert given.status_code == 206
    assert given["Content-Range"] == f"bytes {first}-{last}/{len(LONG)}"
    assert (given.getvalue(), given.get("Location")) == (LONG[first : last + 1], None)
    given.close()


def test_what_is_not_there_is_not_found(bucket):
    with pytest.raises(Http404):
        answer(GONE)
    assert answer(store_bytes(b"abc"), Range="bytes=9-").status_code == 416


def test_words_and_preview_are_read_from_it(bucket):
    found = read(store_unread(ContentFile(PDF)), "application/pdf")
    assert "Procurement" in found.text
    assert found.preview.startswith(b"RIFF")


@pytest.mark.django_db(transaction=True)
def test_while_it_does_not_answer_nothing_is_said_to_be_missing(no_line):
    path = store_bytes(b"abc")
    no_line.cut()
    assert (answer(path).status_code, answer(path)["Retry-After"]) == (503, "60")
    with pytest.raises(StorageAway):
        store_bytes(b"def")
    discard(path)  # written down
    no_line.mend()
    assert answer(path).getvalue() == b"abc"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"bucket": ""}, "PORTAL_S3_BUCKET is empty although"),
        ({"secret": ""}, "PORTAL_S3_KEY and PORTAL_S3_SECRET must both be set"),
        ({"key": "", "secret": ""}, "PORTAL_S3_KEY and PORTAL_S3_SECRET must both be set"),
        ({"endpoint": ""}, "PORTAL_S3_ENDPOINT or PORTAL_S3_REGION must be set"),
    ],
)
def test_half_a_bucket_is_told_at_the_check(changed, word):
    with override_settings(FILES_S3=WHOLE | changed):
        assert word in bucket_is_wholly_named(None)[0].msg


@pytest.mark.parametrize(
    "s3",
    [
        WHOLE,
        dict.fromkeys(WHOLE, ""),
        WHOLE | {"endpoint": "", "region": "eu-central-1", "key": "", "secret": ""},  # the machine's role
    ],
)
def test_a_whole_bucket_and_none_pass_the_check(s3):
    with override_settings(FILES_S3=s3):
        assert bucket_is_wholly_named(None) == []


def test_a_proxy_that_sends_files_and_a_bucket_do_not_go_together():
    with override_settings(FILES_S3=WHOLE, FILES_ACCEL_PREFIX="/protected/"):
        assert "PORTAL_FILES_ACCEL_PREFIX" in bucket_is_wholly_named(None)[0].msg
