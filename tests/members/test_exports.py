"""The copy of one's data: complete by its values, made once, given to its owner alone, gone after a week."""

import datetime
import io
import json
import tracemalloc
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.db import models
from django.utils.text import capfirst

import kit
from kit.archive import Archive
from kit.digits import latin
from members import actions, tasks
from members.holdings import all_kept, who_is
from members.models import AuditEvent, DataExport, Notice
from tests.factories.members import UserFactory, staff
from tests.factories.members_accounts import PASSWORD, account, sign_in
from tests.factories.members_personal import DataExportFactory, everywhere, stored
from tests.racing import at_once

pytestmark = pytest.mark.django_db
URL = "/en/members/me/data/"
SECRETS = ["DO-NOT-TELL", "session-do-not-tell"]


def made_for(person):
    """The copy, as an open ZIP."""
    export = actions.ask_export(person=person, by=person)
    assert tasks.make_export(export.pk) > 0
    export.refresh_from_db()
    with default_storage.open(export.path) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


@pytest.fixture
def person():
    return everywhere(UserFactory(email="ali@babil.example", name_ar="علي حسين الجبوري"))


def test_every_value_of_every_row_is_in_the_copy(person):
    who, values = who_is(person), []
    for kept in all_kept():
        texts = [
            one.name
            for one in kept.model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField) and one.name not in kept.hidden
        ]
        for row in kept.rows(who).values("pk", *texts):
            values += [(kept.label, name, value) for name, value in row.items() if value and name != "pk"]

    copy = made_for(person)

    read = {name: copy.read(name).decode() for name in copy.namelist() if name.endswith(".json")}
    for label, name, value in values:
        if label == "members.DataExport":
            continue  # the row of this very copy is kept when the copy has been made
        inside = json.loads(read[f"{label.lower().replace('.', '/')}.json"])
        assert any(str(value) in (row[name], str(row[name])) for row in inside), (label, name, value)
    assert {label for label, *_rest in values} >= {"members.Message", "library.Revision", "committee.Ballot"}


def test_names_are_read_dates_are_iso_and_letters_are_letters(person):
    copy = made_for(person)

    [account_] = json.loads(copy.read("members/user.json"))
    assert account_["name_ar"] == "علي حسين الجبوري"
    assert account_["groups"] == ["مجموعة التجربة"]
    assert datetime.datetime.fromisoformat(account_["date_joined"])
    assert "علي حسين الجبوري".encode() in copy.read("members/user.json")
    sent = json.loads(copy.read("members/message.json"))
    assert {row["body"] for row in sent} == {"كلمات الآخر إليه", "كلمات كتبها بنفسه"}


def test_files_go_along_under_their_own_names(person):
    copy = made_for(person)

    [name] = [one for one in copy.namelist() if one.endswith("دليل الأرشفة.txt")]
    assert name.startswith("files/library/attachment/")
    assert copy.read(name).decode() == "ما في الملف"
    assert any(one.startswith("files/members/profile/") for one in copy.namelist())
    assert copy.testzip() is None


def test_no_secret_is_in_the_copy(person):
    person.set_password(PASSWORD)
    person.save()
    copy = made_for(person)

    everything = b"".join(copy.read(name) for name in copy.namelist())
    for secret in [*SECRETS, person.password]:
        assert secret.encode() not in everything


def test_a_file_that_is_lost_does_not_stop_the_copy(person):
    default_storage.delete(person.attachments.get().path)

    copy = made_for(person)

    assert "library/attachment.json" in copy.namelist()
    assert not [name for name in copy.namelist() if name.startswith("files/library/")]


def test_large_files_are_never_held_whole(tmp_path):
    class Endless(io.RawIOBase):
        left = 40_000_000

        def read(self, size=-1):
            size = min(size, self.left)
            self.left -= size
            return b"\0" * size

    tracemalloc.start()
    with (tmp_path / "large.zip").open("wb") as file, Archive(file) as archive:
        archive.write_file("ملف.bin", Endless())
        archive.write_rows("rows.json", ({"n": n} for n in range(50_000)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8_000_000
    assert zipfile.ZipFile(tmp_path / "large.zip").getinfo("ملف.bin").file_size == 40_000_000


def test_the_owner_is_told_when_it_is_ready():
    person = account()
    export = actions.ask_export(person=person, by=person)

    tasks.make_export(export.pk)

    notice = Notice.objects.get(person=person)
    assert notice.path == "members/me/data/"
    assert notice.is_mail_wanted
    assert AuditEvent.objects.filter(actor=person, verb="data.export_asked").exists()


def test_a_copy_is_made_once(person):
    export = actions.ask_export(person=person, by=person)
    tasks.make_export(export.pk)
    path = DataExport.objects.get(pk=export.pk).path

    assert tasks.make_export(export.pk) == 0
    assert tasks.make_waiting_exports() == 0
    assert DataExport.objects.get(pk=export.pk).path == path


def test_one_whose_hint_was_lost_is_made_by_the_beat(moved_clock):
    person = account()
    export = actions.ask_export(person=person, by=person)
    moved_clock(kit.now() + datetime.timedelta(minutes=3))

    assert tasks.make_waiting_exports() == 1
    assert DataExport.objects.get(pk=export.pk).ready_at


def test_what_fails_again_and_again_is_given_up_and_told(monkeypatch):
    person = account()
    export = actions.ask_export(person=person, by=person)
    monkeypatch.setattr(default_storage, "save", None)

    assert [tasks.make_export(export.pk) for _ in range(4)] == [0, 0, 0, 0]

    export.refresh_from_db()
    assert (export.attempts, bool(export.failed_at)) == (3, True)
    assert Notice.objects.get(person=person).title_en == "The copy of your data could not be made"
    actions.ask_export(person=person, by=person)  # and may be asked for again


def test_a_second_one_under_way_is_refused_and_a_new_one_takes_the_older_s_place(
    django_capture_on_commit_callbacks,
):
    person = account()
    first = actions.ask_export(person=person, by=person)
    with pytest.raises(actions.UnderWay):
        actions.ask_export(person=person, by=person)
    tasks.make_export(first.pk)
    second = actions.ask_export(person=person, by=person)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.make_export(second.pk)

    first.refresh_from_db()
    assert first.removed_at
    assert not default_storage.exists(first.path)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_ask_for_one():
    person = account()
    ask = lambda: actions.ask_export(person=person, by=person)  # noqa: E731

    answers = at_once(ask, ask, held=person)

    assert DataExport.objects.count() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["DataExport", "UnderWay"]


def test_after_seven_days_it_is_removed(moved_clock, django_capture_on_commit_callbacks):
    person = account()
    export = actions.ask_export(person=person, by=person)
    tasks.make_export(export.pk)
    export.refresh_from_db()
    moved_clock(export.ready_at + datetime.timedelta(days=6))
    assert tasks.remove_stale_exports() == 0

    moved_clock(export.ready_at + datetime.timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        assert [tasks.remove_stale_exports(), tasks.remove_stale_exports()] == [1, 0]

    assert not default_storage.exists(export.path)


def test_the_page_asks_who_it_is_before_it_makes_a_copy(client):
    person = account(password=PASSWORD)
    client.force_login(person)

    asked = client.post(URL)

    assert "reauthenticate" in asked.url
    assert not DataExport.objects.exists()
    client.post(asked.url, {"password": PASSWORD})  # and the interrupted step goes on
    assert DataExport.objects.get().person == person


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_what_is_held(client, person, language, django_assert_max_num_queries):
    client.force_login(person)
    with django_assert_max_num_queries(12):
        page = client.get(f"/{language}/members/me/data/")

    words = page.content.decode()
    assert page.status_code == 200
    for kept in page.context["goes"] + page.context["stays"]:
        assert capfirst(str(kept[0])) in words


def test_its_owner_downloads_it_and_nobody_else(client):
    person = account(password=PASSWORD)
    export = DataExportFactory(person=person, path=stored("zip"))
    address = f"{URL}{export.pk}/"

    for other in (account(password=PASSWORD), staff()):
        client.force_login(other)
        assert client.get(address).status_code == 404
    client.force_login(person)
    asked = client.get(address).url
    assert "reauthenticate" in asked
    assert client.post(asked, {"password": PASSWORD}).url == address
    given = client.get(address)
    assert b"".join(given.streaming_content) == b"zip"
    assert f'filename="{export.name}"' in given["Content-Disposition"]


def test_a_copy_whose_days_are_over_is_not_given(client):
    person = account(password=PASSWORD)
    sign_in(client, person)
    export = DataExportFactory(person=person, expires_at=kit.now())

    assert client.get(f"{URL}{export.pk}/").status_code == 404


def test_of_a_person_who_cannot_sign_in_staff_take_the_copy_along():
    helper, person = staff(), UserFactory(email=None)
    export = actions.ask_export(person=person, by=helper)
    tasks.make_export(export.pk)

    assert list(DataExport.objects.visible_to(helper)) == [export]
    assert not DataExport.objects.visible_to(staff()).exists()
    assert Notice.objects.get(path="members/me/data/").person == helper


def test_what_there_is_comes_first_in_the_read_me():
    copy = made_for(UserFactory(email="new@babil.example"))
    [name] = [one for one in copy.namelist() if one.endswith(".txt")]

    counts = [
        int(latin(line.rpartition("(")[2].rstrip(")")))
        for line in copy.read(name).decode().splitlines()
        if ".json: " in line
    ]

    assert 0 < counts.index(0) < len(counts)
    assert not any(counts[counts.index(0) :])
