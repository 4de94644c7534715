"""A file that cannot go while the bucket is away is written down, and goes once it is back."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from en_portal.settings import files
from kit.files import discard
from kit.files.intake import store_bytes
from kit.models import LeftBehind
from kit.tasks import remove_left_behind
from tests.buckets import S3

pytestmark = [
    pytest.mark.django_db(transaction=True),  # rows are written beside the caller's transaction
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the server's own sockets
]


class Failed(Exception):
    """What a caller failed with."""


def left(no_line, *contents):
    """Paths of files that were to go while nobody answered; the bucket is there again."""
    paths = [store_bytes(content) for content in contents]
    no_line.cut()
    for path in paths:
        discard(path)
    no_line.mend()
    return paths


def keys(bucket):
    return {one.key for one in bucket.objects.all()}


def test_it_is_written_down_once_and_goes_when_the_bucket_is_back(bucket, no_line):
    (path,) = left(no_line, b"a")
    no_line.cut()
    discard(path)
    row = LeftBehind.objects.get()
    assert (row.path, row.tries) == (path, 1)
    assert "http://127.0.0.1:1" in row.error

    no_line.mend()
    assert (keys(bucket), remove_left_behind()) == ({path}, 1)
    assert (keys(bucket), LeftBehind.objects.count(), remove_left_behind()) == (set(), 0, 0)


def test_what_went_another_way_meanwhile_is_no_error(bucket, no_line):
    (path,) = left(no_line, b"a")
    bucket.Object(path).delete()

    assert remove_left_behind() == 1
    assert not LeftBehind.objects.exists()


def test_while_the_bucket_stays_away_each_run_tries_another(bucket, no_line):
    first, second = left(no_line, b"a", b"b")
    no_line.cut()

    assert [remove_left_behind(), remove_left_behind()] == [0, 0]

    assert dict(LeftBehind.objects.values_list("path", "tries")) == {first: 2, second: 2}
    no_line.mend()
    assert (remove_left_behind(), keys(bucket)) == (2, set())


def test_another_bucket_by_mistake_is_not_taken_for_a_file_that_is_gone(bucket, no_line, settings):
    (path,) = left(no_line, b"a")
    right, address = settings.STORAGES, bucket.address.rpartition("/")[0]
    settings.STORAGES = files.storages(S3 | {"endpoint": address, "bucket": "no-such-bucket"})

    assert remove_left_behind() == 0

    settings.STORAGES = right
    assert LeftBehind.objects.get().path == path
    assert (remove_left_behind(), keys(bucket)) == (1, set())


def test_a_transaction_that_is_rolled_back_takes_the_row_not_along(no_line):
    path = store_bytes(b"a")
    no_line.cut()

    def verb():
        with transaction.atomic():
            discard(path)
            raise Failed

    with pytest.raises(Failed):
        verb()
    assert LeftBehind.objects.get().path == path


def test_it_is_written_down_while_a_broken_transaction_is_left(no_line):
    path = store_bytes(b"a")
    no_line.cut()

    @transaction.atomic
    def verb():
        try:
            LeftBehind.objects.bulk_create([LeftBehind(path="twice"), LeftBehind(path="twice")])
        except IntegrityError:
            discard(path)
            raise

    with pytest.raises(IntegrityError):
        verb()
    assert LeftBehind.objects.get().path == path


def test_it_is_written_down_after_a_transaction_that_held(no_line):
    path = store_bytes(b"a")
    no_line.cut()

    with transaction.atomic():
        transaction.on_commit(lambda: discard(path))
        assert not LeftBehind.objects.exists()

    assert LeftBehind.objects.get().path == path


def test_a_row_that_cannot_be_written_hides_nothing_of_the_caller(no_line, caplog):
    path = "ab/" + "0" * 300  # longer than a row takes
    no_line.cut()

    def verb():
        try:
            raise Failed
        finally:
            discard(path)

    with pytest.raises(Failed):
        verb()
    said = [(line.msg["event"], line.msg["path"]) for line in caplog.records if line.levelname == "ERROR"]
    assert said == [("file_left_behind", path), ("file_left_behind_unwritten", path)]
    assert not LeftBehind.objects.exists()


def test_a_disk_that_refuses_is_no_other_than_a_bucket_that_is_away(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    folder = tmp_path / "ab" / ("0" * 32)
    (folder / "full").mkdir(parents=True)  # stands where the file should: it cannot be removed

    discard(f"ab/{folder.name}")

    assert LeftBehind.objects.get().path == f"ab/{folder.name}"


def test_a_file_that_another_worker_has_in_hand_is_left_to_it(bucket, no_line):
    theirs, other = left(no_line, b"a", b"b")
    done = []

    def run():
        done.append(remove_left_behind())
        connection.close()

    with transaction.atomic():
        LeftBehind.objects.select_for_update().get(path=theirs)
        worker = threading.Thread(target=run)
        worker.start()
        worker.join(20)
        assert (done, keys(bucket)) == ([1], {theirs})

    assert (remove_left_behind(), keys(bucket)) == (1, set())


def test_two_at_once_remove_each_file_once(bucket, no_line):
    left(no_line, *(bytes([number]) for number in range(12)))
    done, barrier = [], threading.Barrier(2)

    def run():
        barrier.wait(20)
        done.append(remove_left_behind())
        connection.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert (sum(done), keys(bucket), LeftBehind.objects.count()) == (12, set(), 0)
