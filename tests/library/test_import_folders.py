"""Folders as people pack them: names in any encoding, litter, and ZIPs that mean harm."""

import pytest
from django.urls import reverse

from kit.files import Refused
from library.actions import intake
from library.importing import bundle
from library.models import DocumentImport, Item
from tests.factories.documents import UTF_8, brought, flags_of, folder, folder_of_windows, sheet
from tests.factories.kit import archive, upload
from tests.factories.members import member, staff
from tests.factories.rosters import csv_file, excel_file
from tests.racing import at_once

ARABIC = "دليل المناقصات (٢).txt"


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "cp720"])
def test_arabic_names_are_found_however_they_were_packed(encoding):
    name = ARABIC.replace("٢", "2")
    packed = folder_of_windows(name, b"words", encoding)
    assert not flags_of(packed.read()) & UTF_8
    imported = intake.bring(by=staff(), folder=packed, name="f.zip", sheet=sheet({"files": name}))
    assert (imported.rows.get().fate, imported.unnamed) == ("draft", [])
    intake.confirm(brought=imported, by=imported.by)
    assert Item.objects.get().attachments.get().name == name
    assert list(bundle.check(packed).values()) == [name]


@pytest.mark.django_db
def test_a_name_with_the_flag_a_folder_and_what_programs_leave_behind():
    files = {
        f"ملفات/{ARABIC}": b"x",
        "__MACOSX/._x": b"x",
        ".DS_Store": b"x",
        "a/Thumbs.db": b"x",
        "~$b.txt": b"",
    }
    packed = folder(files)
    assert list(bundle.check(packed).values()) == [f"ملفات/{ARABIC}"]
    for written in (ARABIC, f"ملفات/{ARABIC}", f"ملفات\\{ARABIC}"):
        assert bundle.Bundle(packed).find(written)


HOSTILE = {
    "no folder": b"PK\x03\x04 and no more",
    "above": archive({"../../etc/cron.txt": b"x"}),
    "absolute": archive({"/etc/passwd.txt": b"x"}),
    "of Windows": archive({"..\\..\\x.txt": b"x"}),
    "bomb": archive({"a.txt": b"\0" * 60_000_000}),
    "many": archive({f"{n}.txt": b"" for n in range(501)}),
    "empty": archive({"__MACOSX/x": b"x"}),
    "something before it": b"GIF89a" + archive({"a.txt": b"x"}),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_folders_are_refused(case):
    with pytest.raises(Refused):
        bundle.check(upload("f.zip", HOSTILE[case]))


def test_a_folder_may_not_be_too_large(monkeypatch):
    monkeypatch.setattr(bundle, "MOST_BYTES", 10)
    with pytest.raises(Refused) as refusal:
        bundle.check(upload("f.zip", archive({"a.txt": b"x"})))
    assert refusal.value.reason == "size"


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_document_make_one_item(monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    person, others = staff(), []
    for _ in range(2):
        imported = brought(by=person)
        intake.work_on(imported.pk)
        intake.confirm(brought=imported, by=person)
        others.append(imported.pk)
    answers = at_once(*[lambda pk=pk: intake.work_on(pk) for pk in others], held=person)
    assert sorted(answers) == [0, 1]
    assert Item.objects.count() == 1
    assert sorted(DocumentImport.objects.values_list("rows__fate", flat=True)) == ["draft", "there"]
    assert all(one.state == "done" for one in DocumentImport.objects.all())


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_carry_it_out_once():
    imported = brought()
    answers = at_once(*[lambda: intake.confirm(brought=imported, by=imported.by)] * 2, held=imported)
    assert sum(isinstance(answer, intake.NotShown) for answer in answers) == 1
    assert Item.objects.count() == 1


HEAD = ["العنوان", "Kind", "Files", "Remarks"]


def address(name, *args):
    return reverse(f"admin:library_documentimport_{name}", args=args)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_bring_look_and_confirm(client, language):
    client.force_login(staff())
    client.cookies["django_language"] = language
    new = f"/{language}" + address("new")[3:]
    assert client.get(new).status_code == 200
    rows = csv_file(
        HEAD, ["قائمة التدقيق", "tool", "a.txt", "x"], ["", "tool", "a.txt", ""], encoding="cp1256"
    )
    answer = client.post(new, {"sheet": rows, "files": [upload("a.txt", b"x"), upload("b.txt", b"y")]})
    imported = DocumentImport.objects.get()
    page = client.get(answer.url).content.decode()
    assert "قائمة التدقيق" in page
    assert "Remarks" in page
    assert "b.txt" in page
    assert client.get(f"{answer.url}?fate=refused").content.decode().count("<tr>") == 2
    client.post(address("confirm", imported.pk))
    item = Item.objects.get()
    assert f"/library/{item.pk}/" in client.get(answer.url).content.decode()
    client.post(address("discard", imported.pk))
    assert DocumentImport.objects.get().state == "done"


@pytest.mark.django_db
def test_forms_say_what_is_wrong(client):
    client.force_login(staff())
    table = [["Title", "Kind"], ["A", "tool"]]
    wrong = [
        {},
        {"sheet": excel_file(*table)},
        {"sheet": excel_file(*table), "folder": upload("f.zip", b"no")},
        {"sheet": excel_file(["Nothing"], ["x"]), "folder": upload("f.zip", archive({"a.txt": b"x"}))},
        {"sheet": excel_file(*table), "files": [upload("a.txt", b"x"), upload("A.txt", b"y")]},
    ]
    for given in wrong:
        assert client.post(address("new"), given).status_code == 422
    assert not DocumentImport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_comes_back_as_an_empty_sheet(client, ending):
    client.force_login(staff())
    content = client.get(address("template", ending)).content
    answer = client.post(
        address("new"), {"sheet": upload(f"t.{ending}", content), "files": [upload("a.txt", b"x")]}
    )
    assert answer.status_code == 422
    assert client.get(address("template", "doc")).status_code == 404


@pytest.mark.django_db
def test_the_pages_are_for_staff_alone(client):
    imported = brought()
    client.force_login(member())
    for name, args in (("new", ()), ("rows", (imported.pk,)), ("template", ("csv",))):
        assert client.get(address(name, *args)).status_code == 302
    client.post(address("confirm", imported.pk))
    assert not Item.objects.exists()
