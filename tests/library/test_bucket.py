"""The library with its files in a bucket: they arrive in pieces, are read, and go to who may have them."""

import uuid

import pytest

from library import actions, tasks
from library.models import Attachment, Upload
from tests.factories import kit as files
from tests.factories.library import upload
from tests.factories.members import member

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]
HALF = len(files.PDF) // 2


@pytest.fixture
def draft():
    return actions.start_draft(by=member(), kind="tool", title_en="Checklist", form_key=uuid.uuid4())


def begun(draft):
    return actions.start_upload(revision=draft, by=draft.created_by, name="قرار.pdf", length=len(files.PDF))


def send(of, at, data):
    held = actions.take_up(upload=of, at=at)
    actions.add(upload=held, data=data)
    return actions.settle(upload=held)


def test_a_file_that_came_in_pieces_lies_in_the_bucket_and_is_read(bucket, draft):
    of = begun(draft)
    send(of, 0, files.PDF[:HALF])
    assert not list(bucket.objects.all())
    send(of, HALF, files.PDF[HALF:])
    kept = Attachment.objects.get()
    assert [one.key for one in bucket.objects.all()] == [kept.path]
    assert tasks.read_file(kept.pk)
    kept.refresh_from_db()
    assert "Procurement" in kept.text
    assert {one.key for one in bucket.objects.all()} == {kept.path, kept.preview}


def test_the_file_is_for_who_may_have_it_and_no_longer_than_that(bucket, client, draft):
    kept = actions.attach(revision=draft, upload=upload("a.pdf", files.PDF), by=draft.created_by)
    tasks.read_file(kept.pk)
    addresses = (f"/f/{kept.uuid}", f"/f/{kept.uuid}/preview")
    for person in (None, member()):
        client.logout() if person is None else client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(draft.created_by)
    part = client.get(addresses[0], headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.getvalue()) == (206, files.PDF[:8])
    assert client.get(addresses[1]).getvalue()[:4] == b"RIFF"
    actions.discard_draft(revision=draft, by=draft.created_by)
    assert client.get(addresses[0]).status_code == 404


def test_what_arrives_while_the_bucket_is_away_waits_and_joins_later(no_line, draft):
    no_line.cut()
    waiting = send(begun(draft), 0, files.PDF)
    assert (waiting.has_arrived, waiting.is_settled, waiting.is_waiting) == (True, False, False)
    assert tasks.settle_uploads() == 0
    no_line.mend()
    assert tasks.settle_uploads() == 1
    assert Upload.objects.get().attachment == draft.attachments.get()


def test_a_file_that_cannot_be_fetched_is_read_later(no_line, draft):
    kept = actions.attach(revision=draft, upload=upload("a.pdf", files.PDF), by=draft.created_by)
    no_line.cut()
    for _ in range(4):
        assert tasks.read_file(kept.pk) == 0
    kept.refresh_from_db()
    assert (kept.readings, kept.failure, kept.reading_until) == (0, "", None)
    no_line.mend()
    assert tasks.read_file(kept.pk) > 0


def test_the_plain_form_loses_no_file_while_the_bucket_is_away(no_line, draft, client):
    client.force_login(draft.created_by)
    no_line.cut()
    form = {"kind": "tool", "title_en": "A", "results-TOTAL_FORMS": "0", "results-INITIAL_FORMS": "0"}
    form["files"] = upload("a.pdf", files.PDF)
    page = client.post(f"/en/library/{draft.item_id}/edit/", form, follow=True).content.decode()
    assert "It is being looked at" in page
    no_line.mend()
    assert tasks.settle_uploads() == 1
    assert draft.attachments.get().name == "a.pdf"


def test_a_draft_that_goes_takes_its_files_along(bucket, draft, django_capture_on_commit_callbacks):
    actions.attach(revision=draft, upload=upload("a.pdf", files.PDF), by=draft.created_by)
    assert len(list(bucket.objects.all())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_draft(revision=draft, by=draft.created_by)
    assert not list(bucket.objects.all())
