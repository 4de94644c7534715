"""A virus scanner beside the portal: a real server that speaks clamd's protocol; and who may see previews."""

import socketserver
import struct
import threading

import pytest
from django.core.files.storage import default_storage

from kit.files import Refused, reading
from library import actions, tasks
from library.models import Kind, Upload
from tests.factories import kit as files
from tests.factories.library import upload
from tests.factories.members import member

pytestmark = pytest.mark.django_db
WORDS = b"clean words"


class Clamd(socketserver.BaseRequestHandler):
    """INSTREAM: pieces with their length before them, an empty one at the end; finds the word `worm`."""

    def handle(self):
        line = self.request.makefile("rb")
        assert line.read(10) == b"zINSTREAM\0"
        heard = b""
        while size := struct.unpack("!I", line.read(4))[0]:
            heard += line.read(size)
        said = b"stream: Test.Worm FOUND\0" if b"worm" in heard else b"stream: OK\0"
        self.request.sendall(said)
        line.close()


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield settings.CLAMD
        server.shutdown()
        thread.join()


@pytest.fixture
def draft():
    return actions.start_draft(by=member(), kind=Kind.TOOL, title_en="Checklist")


def arrive(draft, data):
    person = draft.created_by
    begun = actions.start_upload(revision=draft, by=person, name="a.txt", length=len(data))
    held = actions.take_up(upload=begun, at=0)
    actions.add(upload=held, data=data)
    return actions.settle(upload=held)


def test_the_scanner_hears_the_whole_file_and_its_word_counts(clamd, draft):
    assert actions.attach(revision=draft, upload=upload("a.txt", WORDS), by=draft.created_by)
    with pytest.raises(Refused) as refused:
        actions.attach(revision=draft, upload=upload("b.txt", b"x" * 200_000 + b"worm"), by=draft.created_by)
    assert refused.value.reason == "virus"
    assert arrive(draft, b"a worm").refusal
    assert draft.attachments.count() == 1


def test_while_the_scanner_is_away_the_file_waits_and_nothing_is_lost(clamd, settings, draft, client):
    settings.CLAMD = "127.0.0.1:1"
    waiting = arrive(draft, WORDS)
    assert (waiting.is_waiting, waiting.is_settled) == (True, False)
    client.force_login(draft.created_by)
    page = client.get(f"/en/library/files/{waiting.uuid}/").content.decode()
    assert "waits for the virus scanner" in page
    assert tasks.settle_uploads() == 0
    settings.CLAMD = clamd
    assert tasks.settle_uploads() == 1
    assert draft.attachments.get().size == len(WORDS)
    assert not Upload.objects.get().is_waiting


def by_form(client, draft, **fields):
    """The plain form of the draft, with a file and no JavaScript."""
    form = {"kind": "tool", "title_en": "Checklist", "results-TOTAL_FORMS": "0", "results-INITIAL_FORMS": "0"}
    return client.post(f"/en/library/{draft.item_id}/edit/", form | fields, follow=True)


def test_the_plain_form_loses_no_file_while_the_scanner_is_away(clamd, settings, draft, client):
    settings.CLAMD = "127.0.0.1:1"
    client.force_login(draft.created_by)
    answer = by_form(client, draft, files=[upload("a.txt", WORDS), upload("b.txt", b"a worm")], then="save")
    page = answer.content.decode()
    assert (page.count("waits for the virus scanner"), "errorlist" in page) == (2, False)
    answer = by_form(client, draft, then="submit")
    assert "a file is still being looked at" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.review_id is None
    assert tasks.settle_uploads() == 0
    settings.CLAMD = clamd
    assert tasks.settle_uploads() == 2
    assert [one.name for one in draft.attachments.all()] == ["a.txt"]
    assert Upload.objects.get(name="b.txt").refusal
    assert "still being looked at" not in by_form(client, draft, then="submit").content.decode()


def test_what_would_be_refused_anyway_is_not_held(settings, draft, client):
    settings.CLAMD = "127.0.0.1:1"
    client.force_login(draft.created_by)
    page = by_form(
        client, draft, files=[upload("a.html", b"<html>"), upload("b.pdf", b"no PDF")]
    ).content.decode()
    assert ("Web pages" in page, "not what its name says" in page) == (True, True)
    assert not Upload.objects.exists()


def test_a_preview_is_for_who_may_have_the_file(client, draft):
    kept = actions.attach(revision=draft, upload=upload("a.pdf", files.PDF), by=draft.created_by)
    assert str(kept.standing)
    tasks.read_file(kept.pk)
    kept.refresh_from_db()
    assert (kept.standing, default_storage.exists(kept.preview)) == ("", True)
    address = f"/f/{kept.uuid}/preview"
    assert client.get(address).status_code == 404
    client.force_login(member())
    assert client.get(address).status_code == 404
    client.force_login(draft.created_by)
    answer = client.get(address)
    assert (answer["Content-Type"], answer.getvalue()[:4]) == ("image/webp", b"RIFF")
    assert "public" not in answer["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_reader_that_takes_too_long_is_ended(draft):
    kept = actions.attach(revision=draft, upload=upload("a.pdf", files.PDF), by=draft.created_by)
    assert reading.read(kept.path, kept.content_type, seconds=0.01).failure == "time"
