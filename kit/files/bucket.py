"""Stored files in a bucket that speaks S3: private objects, read piece by piece and streamed by us."""

import contextlib
import io

import structlog
import urllib3.exceptions
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from kit.files.refusal import StorageAway

log = structlog.get_logger(__name__)
WINDOW = 4_000_000  # bytes that one request asks for: who leaves early has cost no more
BUFFER = 1 << 16


@contextlib.contextmanager
def _asking(name):
    """An object that is not there is FileNotFoundError, as on a disk; all else that fails is StorageAway."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"].get("Code") in ("404", "NoSuchKey"):
            raise FileNotFoundError(name) from error
        raise _away(error) from error
    except (BotoCoreError, urllib3.exceptions.HTTPError) as error:
        raise _away(error) from error


def _away(error):
    log.warning("bucket_away", error=str(error))
    return StorageAway(str(error))


class BucketStorage(S3Storage):
    """The default storage where `PORTAL_S3_BUCKET` is set (docs/decisions/011-files-in-a-bucket.md)."""

    def __init__(self, **settings):
        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "max_attempts": 3},
            request_checksum_calculation="when_required",  # what many servers beside Amazon's refuse
            response_checksum_validation="when_required",
            signature_version="s3v4",
        )
        transfer = TransferConfig(max_concurrency=2)  # the pieces of a long file that are held at once
        super().__init__(client_config=config, transfer_config=transfer, **settings)

    def _open(self, name, mode="rb"):
        if mode != "rb":
            raise ValueError(mode)  # a stored file never changes
        with _asking(name):
            found = self.connection.meta.client.head_object(Bucket=self.bucket_name, Key=name)
        return _Stored(io.BufferedReader(_Pieces(self, name, found["ContentLength"]), BUFFER), name)

    def _save(self, name, content):
        with _asking(name):
            return super()._save(name, content)

    def delete(self, name):
        """An object that is not there is no error; a bucket that is not there is."""
        with contextlib.suppress(FileNotFoundError), _asking(name):
            self.connection.meta.client.delete_object(Bucket=self.bucket_name, Key=name)

    def part(self, name, first, last):
        """The bytes `first` to `last`, as a stream that the caller closes."""
        asked = {"Bucket": self.bucket_name, "Key": name, "Range": f"bytes={first}-{last}"}
        with _asking(name):
            return self.connection.meta.client.get_object(**asked)["Body"]


class _Stored(File):
    @property
    def size(self):
        return self.file.raw.length


class _Pieces(io.RawIOBase):
    """An object as a file that is read and sought: bytes come when they are read, a window at a time."""

    def __init__(self, storage, name, length):
        self.storage, self.name, self.length = storage, name, length
        self.at, self.body, self.until = 0, None, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=io.SEEK_SET):
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.length}[whence]
        at = max(0, start + offset)
        if at != self.at:
            self._let_go()
        self.at = at
        return at

    def readinto(self, buffer):
        if self.at >= self.length:
            return 0
        if self.at == self.until or self.body is None:
            self._let_go()
            self.until = min(self.at + WINDOW, self.length)
            self.body = self.storage.part(self.name, self.at, self.until - 1)
        with _asking(self.name):
            data = self.body.read(min(len(buffer), self.until - self.at))
        if not data:
            raise StorageAway(f"{self.name} ended at {self.at}")
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def close(self):
        self._let_go()
        super().close()

    def _let_go(self):
        if self.body is not None:
            self.body.close()
            self.body = None
