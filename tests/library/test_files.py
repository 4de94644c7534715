"""Files of drafts: looked at, kept once, read by the worker, given back to who may have them."""

import datetime

import pytest
from django.core.files.storage import default_storage

import kit
from kit.files import Refused
from library import actions, tasks
from library.actions import files as file_actions
from library.models import Attachment, Item, Kind
from tests.factories.committee import SeatFactory
from tests.factories.library import approve, docx, published, upload
from tests.factories.members import member, staff

pytestmark = pytest.mark.django_db
ARABIC_NAME = "محضر الاجتماع (٣).txt"


@pytest.fixture
def draft():
    return actions.start_draft(by=member(), kind=Kind.TOOL, title_en="Checklist")


def attach(draft, given=None, **fields):
    return actions.attach(revision=draft, upload=given or upload(**fields), by=draft.created_by)


def url(attachment):
    return f"/f/{attachment.uuid}"


def fetch(client, address, **options):
    """The answer, read to its end, which closes the file."""
    answer = client.get(address, **options)
    answer.whole = answer.getvalue() if answer.streaming else answer.content
    return answer


def test_an_arabic_name_survives_and_the_path_is_ours(draft):
    attachment = attach(draft, name=ARABIC_NAME)
    assert attachment.name == ARABIC_NAME
    assert "محضر" not in attachment.path
    assert default_storage.exists(attachment.path)


def test_the_same_file_twice_is_kept_once(draft):
    first = attach(draft)
    folder = first.path.split("/")[0]
    before = len(default_storage.listdir(folder)[1])
    assert attach(draft, name="other name.txt") == first
    assert draft.attachments.count() == 1
    assert len(default_storage.listdir(folder)[1]) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<script>alert(1)</script>"),
        ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("list.docm", "PK"),
        ("empty.pdf", ""),
        ("report.pdf", "MZ not a pdf"),
        ("photo.jpg", "<html>"),
        ("../../etc/passwd.txt", "root"),
        ("exe\u202efdp.txt", "x"),
        ("virus.txt", r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
    ],
)
def test_hostile_files_leave_no_trace(draft, name, content):
    given = upload(name="x.txt", content=content)
    given._name = name  # as a client sends it: Django's own class would already cut the path off
    with pytest.raises(Refused) as refusal:
        attach(draft, given)
    assert len(str(refusal.value)) > 10
    assert not Attachment.objects.exists()


def test_a_draft_has_room_for_twenty_files(draft, monkeypatch):
    monkeypatch.setattr(file_actions, "MAX_FILES", 1)
    attach(draft)
    with pytest.raises(Refused):
        attach(draft, name="second.txt", content="another")


def test_files_together_stay_below_the_limit(draft, monkeypatch):
    monkeypatch.setattr(file_actions, "MAX_BYTES", 100)
    attach(draft, content="x" * 90)
    with pytest.raises(Refused):
        attach(draft, name="second.txt", content="y" * 20)


def test_a_file_taken_off_goes_from_the_disk_when_no_version_holds_it(
    draft, django_capture_on_commit_callbacks
):
    attachment = attach(draft)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(revision=draft, attachment=attachment, by=draft.created_by)
    assert not Attachment.objects.exists()
    assert not default_storage.exists(attachment.path)


def test_a_file_of_the_published_version_stays_when_the_next_one_drops_it(
    django_capture_on_commit_callbacks,
):
    item = published(created_by=member(), files=[{"name": "form.pdf"}])
    draft = actions.new_version(item=item, by=item.created_by)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(revision=draft, attachment=draft.attachments.get(), by=item.created_by)
    assert not draft.attachments.exists()
    assert item.published_revision.attachments.count() == 1


def test_the_worker_is_told_once_the_file_is_committed(draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        attach(draft)
    assert len(callbacks) == 1


def test_the_task_reads_the_words_once(draft):
    attachment = attach(draft, upload(name="القرار.docx", content=docx("محضر اللجنة")))
    assert tasks.read_file(attachment.pk) == len("محضر اللجنة")
    attachment.refresh_from_db()
    assert (attachment.text, attachment.readings) == ("محضر اللجنة", 1)
    assert tasks.read_file(attachment.pk) == 0
    assert tasks.read_file(attachment.pk + 1) == 0


def test_what_the_queue_lost_is_read_later_but_never_for_ever(draft):
    attachment = attach(draft)
    assert tasks.read_waiting_files() == 0
    long_ago = kit.now() - datetime.timedelta(hours=1)
    Attachment.objects.update(uploaded_at=long_ago, readings=3)
    assert tasks.read_waiting_files() == 0
    Attachment.objects.update(readings=2)
    assert tasks.read_waiting_files() == 1
    assert tasks.read_waiting_files() == 0
    attachment.refresh_from_db()
    assert attachment.text == "محضر الاجتماع الأول في بابل"


def test_a_file_that_cannot_be_read_keeps_no_other_waiting(draft):
    lost, other = attach(draft), attach(draft, name="other.txt", content="words")
    default_storage.delete(lost.path)
    Attachment.objects.update(uploaded_at=kit.now() - datetime.timedelta(hours=1))
    assert [tasks.read_waiting_files() for _ in range(4)] == [1, 0, 0, 0]
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.readings, lost.read_at, other.text) == (3, None, "words")


def test_a_file_comes_back_under_its_own_name_and_is_never_run(client, draft):
    client.force_login(draft.created_by)
    answer = fetch(client, url(attach(draft, name=ARABIC_NAME)))
    assert answer.status_code == 200
    assert answer.whole.decode() == "محضر الاجتماع الأول في بابل"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%D9%85%D8%AD%D8%B6%D8%B1" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "public" not in answer["Cache-Control"]


def test_a_part_of_a_file_may_be_asked_for(client, draft):
    client.force_login(draft.created_by)
    answer = fetch(client, url(attach(draft, content="0123456789")), headers={"range": "bytes=2-4"})
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 2-4/10")
    assert answer.whole == b"234"


def test_inline_is_only_for_what_a_browser_shows_safely(client, draft):
    client.force_login(draft.created_by)
    text = fetch(client, url(attach(draft)) + "?inline")
    word = fetch(client, url(attach(draft, upload(name="a.docx", content=docx("x")))) + "?inline")
    assert text["Content-Disposition"].startswith("inline; ")
    assert word["Content-Disposition"].startswith("attachment; ")


def test_files_of_a_draft_are_for_its_author_and_staff(client, draft):
    address = url(attach(draft))
    assert fetch(client, address).status_code == 404
    for person, status in [(member(), 404), (staff(), 200), (draft.created_by, 200)]:
        client.force_login(person)
        assert fetch(client, address).status_code == status
    assert client.post(address).status_code == 405


def test_files_of_a_published_item_are_for_who_may_read_it(client):
    author = member()
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="Checklist", is_public=False)
    address = url(attach(draft))
    approve(draft)
    Item.objects.update(published_revision=draft, published_at=kit.now())
    assert fetch(client, address).status_code == 404
    client.force_login(member())
    assert fetch(client, address).status_code == 200
    actions.withdraw(item=Item.objects.get(), by=author, reason="Old.")
    assert fetch(client, address).status_code == 404


def test_a_reviewer_reads_the_files_that_were_handed_in(client):
    author = member()
    draft = actions.start_draft(
        by=author, kind=Kind.TOOL, title_en="Checklist", summary_en="S", problem_en="P", body_en="B",
        province=author.services.get().team.province,
    )  # fmt: skip
    address = url(attach(draft))
    elsewhere, home = SeatFactory(), SeatFactory(province=draft.item.province)
    client.force_login(elsewhere.representative)
    assert fetch(client, address).status_code == 404
    actions.submit(revision=draft, by=author)
    assert fetch(client, address).status_code == 200
    client.force_login(home.representative)
    assert fetch(client, address).status_code == 404


def test_there_is_no_file_by_guessing(client):
    assert fetch(client, "/f/00000000-0000-4000-8000-000000000000").status_code == 404
