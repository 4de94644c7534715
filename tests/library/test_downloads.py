"""Downloads: whole files, once a reader and day, without keeping who; the file comes whatever happens."""

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, transaction

import kit
from library import actions, tasks
from library.models import Attachment, Download
from tests.factories.library import published, upload
from tests.factories.members import member
from tests.factories.talk import taken
from tests.library.test_files import fetch, url
from tests.library.test_reading import of, page

WORDS = "محضر الاجتماع الأول في بابل"


def kept_file():
    """A published file that lies in the storage."""
    author = member()
    item = published(created_by=author)
    draft = actions.new_version(item=item, by=author)
    attachment = actions.attach(revision=draft, upload=upload(content=WORDS), by=author)
    item.published_revision.attachments.add(attachment)
    return attachment


def fetched(attachment):
    return Attachment.objects.with_downloads().get(pk=attachment.pk).fetched


@pytest.fixture
def file(db):
    return kept_file()


def test_a_reader_counts_once_a_day_and_others_each(client, file):
    for _ in range(2):
        assert fetch(client, url(file)).whole.decode() == WORDS
    assert fetched(file) == 1
    fetch(client, url(file), headers={"user-agent": "another device in the same office"})
    client.force_login(member())
    fetch(client, url(file))
    assert fetched(file) == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"range": "bytes=5-"}},
        {"headers": {"range": "bytes=0-9"}},
        {"headers": {"range": "bytes=999999-"}},
        {"headers": {"sec-purpose": "prefetch"}},
        {"headers": {"if-none-match": "its own"}},
        {"query_params": {"inline": ""}},
    ],
)
def test_parts_looks_and_guesses_are_no_downloads(client, file, asked):
    if "if-none-match" in asked.get("headers", {}):
        asked = {"headers": {"if-none-match": f'"{file.sha256}"'}}
    fetch(client, url(file), **asked)
    client.head(url(file)).getvalue()
    assert fetched(file) == 0


def test_the_first_request_of_a_phone_for_all_of_it_counts(client, file):
    assert fetch(client, url(file), headers={"range": "bytes=0-"}).status_code == 206
    assert fetched(file) == 1


def test_past_days_become_a_number_once_and_who_it_was_is_forgotten(file):
    today = kit.today()
    for reader in ("a", "b"):
        taken(file, reader, today - datetime.timedelta(days=1))
    taken(file, "a", today)
    assert (fetched(file), tasks.fold_downloads(), tasks.fold_downloads()) == (3, 2, 0)
    file.refresh_from_db()
    assert (file.downloads, fetched(file)) == (2, 3)
    assert Download.objects.get().on == today


def test_no_address_and_no_key_of_a_person_is_kept(client, file):
    person = member()
    client.force_login(person)
    fetch(client, url(file))
    row = Download.objects.get()
    actions.count_download(attachment=file, reader=f"person {person.pk}", on=row.on)
    assert Download.objects.get().reader == row.reader
    tomorrow = row.on + datetime.timedelta(days=1)
    actions.count_download(attachment=file, reader=f"person {person.pk}", on=tomorrow)
    assert Download.objects.get(on=tomorrow).reader != row.reader


def test_the_file_comes_when_counting_fails(client, file, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("no room")

    monkeypatch.setattr(Download.objects, "bulk_create", broken)
    assert fetch(client, url(file)).whole.decode() == WORDS


@pytest.mark.parametrize(("language", "words"), [("ar", "تنزيلان"), ("en", "2 downloads")])
def test_the_number_stands_by_the_file_and_at_its_author(client, file, language, words):
    Attachment.objects.filter(pk=file.pk).update(downloads=1)
    taken(file, "a", kit.today())
    assert words in page(client, of(file.item, language))
    client.force_login(file.item.created_by)
    assert words in page(client, f"/{language}/library/mine/")


@pytest.mark.django_db(transaction=True)
def test_a_locked_row_does_not_hold_the_file_up(client):
    """Another transaction holds the file's row: the count is let be after a moment, the file comes."""
    file = kept_file()
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Attachment.objects.select_for_update().get(pk=file.pk)
            held.set()
            done.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        assert fetch(client, url(file)).whole.decode() == WORDS
    finally:
        done.set()
        holder.join(10)
    assert fetched(file) == 0
    fetch(client, url(file))
    assert fetched(file) == 1
