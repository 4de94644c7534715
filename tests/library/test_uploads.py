"""Files that arrive in pieces: the protocol, what it refuses, who may go on, what is left behind."""

import base64
import datetime
import hashlib
import uuid

import pytest
from django.core.files.storage import default_storage

import kit
from kit.files import partial
from library import actions, tasks
from library.actions import files as file_actions
from library.actions import uploads as upload_actions
from library.models import Attachment, Item, Kind, Revision, Upload
from library.views import uploads as views
from tests.factories import kit as files
from tests.factories.library import approve
from tests.factories.members import UserFactory, member
from tests.racing import at_once

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0", "Accept-Language": "en"}
WORDS = "محضر الاجتماع الأول في بابل".encode()
LENGTH = len(WORDS)
NAME = "محضر الاجتماع (٣).txt"


@pytest.fixture
def author(client):
    person = member()
    client.force_login(person)
    return person


def told(**pairs):
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in pairs.items())


def begin(client, length=LENGTH, name=NAME, key=None, **headers):
    metadata = told(filename=name, form_key=key or uuid.uuid4())
    return client.post("/tus/", headers={
        **TUS, "Upload-Length": str(length), "Upload-Metadata": metadata, **headers,
    })  # fmt: skip


def send(client, address, data, at=0, **headers):
    given = {**TUS, "Upload-Offset": str(at), **headers}
    return client.patch(address, data, content_type="application/offset+octet-stream", headers=given)


def head(client, address):
    return client.head(address, headers=TUS)


def test_the_server_says_what_it_can(client, author):
    answer = client.options("/tus/")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,termination,checksum"
    assert answer["Tus-Max-Size"] == "200000000"
    assert "sha1" in answer["Tus-Checksum-Algorithm"]
    assert "Access-Control-Allow-Origin" not in answer


def test_a_file_arrives_in_pieces_and_keeps_its_arabic_name(client, author):
    begun = begin(client)
    assert begun.status_code == 201
    address = begun["Location"]
    first = send(client, address, WORDS[:7])
    assert (first.status_code, first["Upload-Offset"]) == (204, "7")
    assert "GMT" in first["Upload-Expires"]
    state = head(client, address)
    assert (state["Upload-Offset"], state["Upload-Length"]) == ("7", str(len(WORDS)))
    assert state["Cache-Control"].startswith("no-store") or "no-store" in state["Cache-Control"]
    assert not Attachment.objects.exists()
    assert send(client, address, WORDS[7:], at=7)["Upload-Offset"] == str(len(WORDS))
    kept = Attachment.objects.get()
    assert (kept.name, kept.sha256) == (NAME, hashlib.sha256(WORDS).hexdigest())
    assert list(Item.objects.get().newest.attachments.all()) == [kept]
    with default_storage.open(kept.path) as stored:
        assert stored.read() == WORDS
    assert not partial.keys() & {Upload.objects.get().key}
    page = client.get(f"/en/library/files/{Upload.objects.get().uuid}/").content.decode()
    assert f'data-kept="{kept.pk}"' in page
    assert head(client, address)["Upload-Offset"] == str(len(WORDS))


def test_several_files_of_one_form_are_one_draft(client, author):
    key = uuid.uuid4()
    for name, data in [("one.txt", b"one"), ("two.txt", b"two")]:
        send(client, begin(client, len(data), name, key)["Location"], data)
    assert Item.objects.get().newest.attachments.count() == 2


def test_a_wrong_offset_changes_nothing(client, author):
    address = begin(client)["Location"]
    send(client, address, WORDS[:7])
    assert send(client, address, WORDS[:7]).status_code == 409
    assert send(client, address, WORDS[9:], at=9).status_code == 409
    assert head(client, address)["Upload-Offset"] == "7"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Offset": "-1"}, 400),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Checksum": "crc32 AAAA"}, 400),
        ({"Upload-Checksum": "sha1 ?"}, 400),
    ],
)
def test_what_the_protocol_does_not_allow(client, author, headers, status):
    address = begin(client)["Location"]
    assert send(client, address, WORDS, **headers).status_code == status
    assert Upload.objects.get().offset == 0


def test_only_its_own_kind_of_body_is_taken(client, author):
    address = begin(client)["Location"]
    assert client.patch(address, WORDS, headers={**TUS, "Upload-Offset": "0"}).status_code == 415


@pytest.mark.parametrize(
    "headers", [{"Upload-Length": ""}, {"Upload-Length": "٣"}, {"Upload-Metadata": "form_key ?"},
                {"Upload-Metadata": ""}, {"Upload-Defer-Length": "1", "Upload-Length": ""}],
)  # fmt: skip
def test_a_beginning_without_its_facts_is_refused(client, author, headers):
    assert begin(client, **headers).status_code == 400
    assert not Item.objects.exists()


def test_pages_of_others_cannot_begin_one(client, author):
    """A form or a page elsewhere cannot send the protocol's header: nothing else is asked of a request."""
    assert client.post("/tus/", {"filename": "a.txt"}).status_code == 412
    assert not Upload.objects.exists()


def test_a_checksum_is_kept(client, author):
    address = begin(client)["Location"]
    sum_of = lambda data: f"sha256 {base64.b64encode(hashlib.sha256(data).digest()).decode()}"  # noqa: E731
    wrong = send(client, address, WORDS, **{"Upload-Checksum": sum_of(b"other")})
    assert wrong.status_code == 460
    assert head(client, address)["Upload-Offset"] == "0"
    assert send(client, address, WORDS, **{"Upload-Checksum": sum_of(WORDS)}).status_code == 204
    assert Attachment.objects.exists()


def test_a_narrow_proxy_may_send_posts_alone(client, author):
    address = begin(client)["Location"]
    answer = client.post(
        address, WORDS, content_type="application/offset+octet-stream",
        headers={**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"},
    )  # fmt: skip
    assert answer.status_code == 204
    assert Attachment.objects.exists()


def test_whoever_wants_it_no_more_takes_it_back(client, author):
    address = begin(client)["Location"]
    send(client, address, WORDS[:7])
    key = Upload.objects.get().key
    assert {key} <= partial.keys()
    assert client.delete(address, headers=TUS).status_code == 204
    assert head(client, address).status_code == 404
    assert not Upload.objects.exists()


def test_nobody_else_sees_or_continues_it(client, author):
    address = begin(client)["Location"]
    other = member()
    client.force_login(other)
    assert head(client, address).status_code == 404
    assert send(client, address, WORDS).status_code == 404
    assert client.delete(address, headers=TUS).status_code == 404
    assert client.get(f"/en/library/files/{Upload.objects.get().uuid}/").status_code == 404
    client.logout()
    assert head(client, address).status_code == 302
    assert Upload.objects.get().offset == 0


def test_only_members_begin_one(client):
    client.force_login(UserFactory())
    assert begin(client).status_code == 403
    assert not Upload.objects.exists()


def test_no_draft_of_others_takes_a_file(client, author):
    theirs = actions.start_draft(by=member(), kind=Kind.TOOL, form_key=uuid.uuid4(), title_en="Theirs")
    assert begin(client, key=theirs.item.form_key).status_code == 403


@pytest.mark.parametrize(
    ("name", "length", "words"),
    [
        ("page.html", 10, "Web pages"),
        ("run.exe", 10, "not taken"),
        ("list.docm", 10, "macros"),
        ("a/b.txt", 10, "forbidden signs"),
        ("exe\u202efdp.txt", 10, "forbidden signs"),
        ("a.txt", 0, "empty"),
        ("a.txt", 6_000_000, "too large"),
    ],
)
def test_a_name_or_size_is_refused_before_any_byte(client, author, name, length, words):
    answer = begin(client, length, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Item.objects.exists()


def test_more_than_any_kind_may_have_is_refused_at_once(client, author):
    assert begin(client, 10**9, "film.mp4").status_code == 413


def test_the_first_piece_shows_what_it_is(client, author):
    address = begin(client, 10_000_000, "film.mp4")["Location"]
    answer = send(client, address, b"MZ\x90\x00" * 100)
    assert answer.status_code == 422
    assert "not what its name says" in answer.content.decode()
    assert send(client, address, files.MP4).status_code == 422
    assert not partial.keys() & {Upload.objects.get().key}


def test_the_whole_is_looked_at_as_in_the_plain_form(client, author):
    data = files.PDF + files.EICAR
    address = begin(client, len(data), "a.pdf")["Location"]
    answer = send(client, address, data, **{"Accept-Language": "ar"})
    assert answer.status_code == 422
    assert "فيروس" in answer.content.decode()
    page = client.get(f"/ar/library/files/{Upload.objects.get().uuid}/")
    assert (page.status_code, "فيروس" in page.content.decode()) == (422, True)
    assert not Attachment.objects.exists()


def test_more_bytes_than_were_said_are_refused(client, author):
    address = begin(client, 5, "a.txt")["Location"]
    assert send(client, address, WORDS).status_code == 422


def test_there_is_room_for_twenty_files_with_those_on_their_way(client, author, monkeypatch):
    monkeypatch.setattr(file_actions, "MAX_FILES", 1)
    key = uuid.uuid4()
    address = begin(client, key=key)["Location"]
    assert begin(client, 3, "b.txt", key).status_code == 422
    assert send(client, address, WORDS).status_code == 204
    assert Attachment.objects.exists()


@pytest.mark.parametrize(("name", "most"), [("MOST_OPEN", 1), ("MOST_BYTES", len(WORDS))])
def test_one_person_has_so_many_on_their_way(client, author, monkeypatch, name, most):
    monkeypatch.setattr(upload_actions, name, most)
    begin(client)
    assert begin(client).status_code == 422
    assert Upload.objects.count() == 1


def test_very_many_are_too_many(client, author, monkeypatch):
    monkeypatch.setattr(views, "UPLOADS", 1)
    monkeypatch.setattr(views, "REQUESTS", 1)
    address = begin(client)["Location"]
    assert begin(client).status_code == 429
    send(client, address, WORDS[:7])
    assert send(client, address, WORDS[7:], at=7).status_code == 429


def test_a_draft_that_was_handed_in_takes_no_more(client, author):
    address = begin(client)["Location"]
    upload = Upload.objects.get()
    Revision.objects.update(title_en="Checklist")
    approve(upload.item.newest)
    answer = send(client, address, WORDS)
    assert (answer.status_code, "submitted" in answer.content.decode()) == (422, True)
    assert not Attachment.objects.exists()


def test_what_arrived_whole_is_settled_even_when_its_request_was_lost(author):
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    upload = actions.start_upload(revision=draft, by=author, name=NAME, length=len(WORDS))
    actions.add(upload=actions.take_up(upload=upload, at=0), data=WORDS)
    assert tasks.settle_uploads() == 1
    assert tasks.settle_uploads() == 0
    assert draft.attachments.get().name == NAME
    assert actions.settle(upload=upload).attachment == draft.attachments.get()


def test_what_nobody_goes_on_with_goes(author):
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    begun = [actions.start_upload(revision=draft, by=author, name=NAME, length=len(WORDS)) for _ in "abc"]
    stale, whole, fresh = [actions.take_up(upload=upload, at=0) for upload in begun]
    actions.add(upload=stale, data=WORDS[:3])
    actions.add(upload=whole, data=WORDS)
    actions.add(upload=fresh, data=WORDS[:3])
    long_ago = kit.now() - datetime.timedelta(minutes=1)
    Upload.objects.exclude(pk=fresh.pk).update(expires_at=long_ago)
    lost = uuid.uuid4().hex
    partial.write(lost, 0, b"bytes without a row")
    assert tasks.remove_stale_uploads() == 1
    assert set(Upload.objects.all()) == {whole, fresh}
    assert not {stale.key, lost} & partial.keys()
    assert {whole.key, fresh.key} <= partial.keys()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", [1, -1])
def test_two_who_go_on_at_once_never_mix_their_bytes(order):
    """Each writes what only it writes; one of the two is told to ask where the upload stands."""
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist")
    upload = actions.start_upload(revision=draft, by=author, name="a.txt", length=8)

    def go_on(letter):
        held = actions.take_up(upload=upload, at=0)
        for _ in range(4):
            actions.add(upload=held, data=letter * 2)

    verbs = [lambda: go_on(b"a"), lambda: go_on(b"b")][::order]
    answers = at_once(*verbs, held=upload)
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Overtaken"]
    with partial.opened(upload.key, "a.txt") as file:
        assert file.read() in (b"a" * 8, b"b" * 8)
    upload.refresh_from_db()
    assert upload.offset == 8
