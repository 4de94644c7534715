"""A folder and its sheet: every row has a fate and a reason, and nothing happens before it is confirmed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils.translation import override

import kit
from committee.models import Review
from library import tasks
from library.actions import intake, read_waiting
from library.importing.reasons import REASONS, because
from library.models import Attachment, DocumentImport, DocumentRow, Item, Revision
from members.models import AuditEvent
from tests.factories.documents import brought, folder, sheet
from tests.factories.library import TagFactory, published
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, member, staff
from tests.kit.test_files_hostile import REFUSED

pytestmark = pytest.mark.django_db
WHOLE = {
    "title_ar": "قائمة تدقيق المناقصات",
    "summary_en": "Twenty checks.",
    "problem_en": "Tenders came back.",
    "body_en": "Check each line.\nThen sign.",
}


def fates(imported):
    return list(imported.rows.values_list("fate", "reason"))


def test_nothing_is_made_before_the_import_is_confirmed():
    imported = brought(WHOLE)
    assert imported.state == "shown"
    assert fates(imported) == [("draft", "")]
    assert not Item.objects.exists()
    assert not Attachment.objects.exists()
    assert default_storage.exists(imported.path)


def test_what_is_confirmed_becomes_drafts_with_their_facts_and_files():
    babil, tag, criterion = ProvinceFactory(code="IQ-BB"), TagFactory(), CriterionFactory()
    words = {
        "province": "BB", "tags": tag.name_ar, "criterion": str(criterion.number), "year": "٢٠١٢",
        "audience": "للأعضاء", "contributors": "علي؛ زينب", "files": "قائمة.txt; sub/b.txt",
    }  # fmt: skip
    files = {"قائمة.txt": "أولاً: الوثائق".encode(), "sub/b.txt": b"second", "left.txt": b"nobody names it"}
    imported = brought(WHOLE | words, files=files)
    path = imported.path
    assert imported.unnamed == ["left.txt"]

    done = intake.confirm(brought=imported, by=imported.by)

    item = Item.objects.get()
    facts = item.kind, item.province, item.criterion, item.year, item.is_public, item.published_at
    assert facts == ("tool", babil, criterion, 2012, False, None)
    assert list(item.tags.all()) == [tag]
    assert {one.name for one in item.contributors.all()} == {"علي", "زينب"}
    assert {one.name for one in item.attachments.all()} == {"قائمة.txt", "b.txt"}
    assert item.newest.body_en.count("<p>") + item.newest.body_en.count("<br>") == 2
    assert (done.state, done.path, item.created_by) == ("done", "", imported.by)
    assert done.rows.get().item == item
    assert not default_storage.exists(path) or DocumentImport.objects.get().path == ""


def test_the_same_folder_again_changes_nothing():
    first = brought(WHOLE)
    intake.confirm(brought=first, by=first.by)
    before = list(Item.objects.values()), list(Revision.objects.values())

    again = brought(WHOLE, by=first.by)

    assert fates(again) == [("there", "there")]
    intake.confirm(brought=again, by=first.by)
    assert (list(Item.objects.values()), list(Revision.objects.values())) == before


def test_what_others_have_shared_already_is_found_by_its_title():
    item = published(kind="tool", province=None, title_en="A Tender checklist")
    imported = brought()
    assert imported.rows.get().item == item
    assert fates(imported) == [("there", "there")]


def test_only_what_is_complete_is_handed_in_and_nothing_is_published():
    province = ProvinceFactory()
    whole = WHOLE | {"province": province.code}
    imported = brought(whole, {"title_en": "Short", "files": ""}, for_review=True)
    assert fates(imported) == [("review", ""), ("draft", "incomplete")]

    intake.confirm(brought=imported, by=imported.by)

    assert Review.objects.get().title_ar == whole["title_ar"]
    assert Item.objects.count() == 2
    assert not Item.objects.published().exists()
    assert AuditEvent.objects.filter(verb="documents.confirmed", actor=imported.by).exists()


CASES = {
    "no_title": {"title_en": ""},
    "unknown_kind": {"kind": "poem"},
    "unknown_province": {"province": "Atlantis"},
    "unknown_criterion": {"criterion": "999"},
    "unknown_tag": {"tags": "nobody-knows"},
    "unknown_team": {"title_en": "x", "team": "فريق لا نعرفه"},
    "unknown_solution": {"title_en": "x", "solution": "حل لا نعرفه"},
    "bad_year": {"year": "12"},
    "bad_audience": {"audience": "perhaps"},
    "bad_url": {"source_url": "javascript:alert(1)"},
    "no_file": {"files": "other.txt"},
    "which_file": {"files": "same.txt"},
    "file": {"files": "a.exe"},
}


def test_reasons_are_kept_as_they_stand_in_the_code_and_said_in_the_readers_language():
    files = {"a.html": b"<html>", "b.txt": "محضر".encode(), "c.doc": b"old"}
    rows = [WHOLE | {"files": "a.html"}, {"title_en": "Bare", "files": "b.txt"}]
    rows.append({"title_en": "Old", "files": "c.doc"})
    with override("ar"):
        imported = brought(*rows, files=files, for_review=True)
    kept = [row.about for row in imported.rows.all()]
    assert kept[0]["why"]["sentence"].startswith("Web pages and drawings")
    assert kept[1]["what"] == ["A summary", "Whose practice it is", "The problem", "How it works"]
    assert kept[2]["why"]["new"] == "docx"
    said = {}
    for language in ("ar", "en"):
        with override(language):
            said[language] = [because(row) for row in imported.rows.all()]
    assert "Save it as .docx" in said["en"][2]
    assert "A summary, Whose practice it is" in said["en"][1]
    for words in said["ar"]:
        assert not any(english in words for english in ("Save", "Web", "summary", "⟦")), words


@pytest.mark.parametrize("reason", CASES)
def test_rows_are_refused_with_a_reason_in_both_languages(reason):
    files = {"list.txt": b"x", "a/same.txt": b"x", "b/same.txt": b"y", "a.exe": b"MZ"}
    imported = brought(CASES[reason], files=files)
    assert fates(imported) == [("refused", reason)]
    for language in ("ar", "en"):
        with override(language):
            assert len(because(imported.rows.get())) > 10


def test_formulae_repeated_rows_and_too_many_files_are_refused():
    files = {f"{n}.txt": str(n).encode() for n in range(21)}
    given = sheet({"files": "1.txt"}, {"files": "2.txt"}, {"title_en": "Many", "files": ";".join(files)})
    given.lines[0].words["kind"] = "tool"
    object.__setattr__(given.lines[0], "formulae", ("title_en",))
    given.lines.append(given.lines[1].__class__(9, dict(given.lines[1].words)))
    imported = brought(sheet=given, files=files)
    reasons = [reason for _fate, reason in fates(imported)]
    assert reasons == ["formula", "", "many_files", "double"]
    assert set(reasons) - {""} | set(CASES) | {"there", "incomplete"} == set(REASONS)


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_never_come_in(case):
    name, content, _reason = REFUSED[case]
    imported = brought({"files": name}, {"title_en": "Harmless"}, files={name: content, "list.txt": b"x"})
    assert fates(imported) == [("refused", "file"), ("draft", "")]
    intake.confirm(brought=imported, by=imported.by)
    assert [one.name for one in Attachment.objects.all()] == ["list.txt"]


def test_a_file_that_turned_bad_since_it_was_shown_leaves_no_trace(monkeypatch):
    imported = brought({}, {"title_en": "Second", "files": "list.txt"})
    monkeypatch.setattr(intake, "attach", _refusing_first(intake.attach))
    done = intake.confirm(brought=imported, by=imported.by)
    assert list(done.rows.values_list("was", "fate", "reason")) == [
        ("draft", "refused", "file"),
        ("", "draft", ""),
    ]
    assert Item.objects.count() == Attachment.objects.count() == 1
    assert intake.results(done) == {"draft": 1}


def _refusing_first(attach):
    seen = []

    def refusing(**given):
        seen.append(given)
        if len(seen) == 1:
            raise intake.Refused("virus", "A virus was found.")
        return attach(**given)

    return refusing


def test_while_the_scanner_is_away_the_folder_waits(settings):
    settings.CLAMD = "127.0.0.1:1"
    imported = brought()
    assert imported.state == "judging"
    settings.CLAMD = ""
    assert tasks.work_on_imports() == 1
    imported.refresh_from_db()
    assert imported.state == "shown"
    settings.CLAMD = "127.0.0.1:1"
    assert intake.confirm(brought=imported, by=imported.by).state == "carrying"
    assert not Item.objects.exists()
    settings.CLAMD = ""
    assert tasks.work_on_imports() == 1
    assert tasks.work_on_imports() == 0
    assert DocumentImport.objects.get().state == "done"


def test_a_large_folder_is_work_for_the_queue(monkeypatch):
    monkeypatch.setattr(intake, "AT_ONCE", 1)
    imported = brought({}, {"title_en": "Second"})
    assert imported.state == "judging"
    assert tasks.work_on_import(imported.pk) == 2
    imported.refresh_from_db()
    assert intake.confirm(brought=imported, by=imported.by).state == "carrying"
    assert tasks.work_on_import(imported.pk) == 2
    assert read_waiting(as_of=kit.now() + datetime.timedelta(hours=1)) == 2
    assert set(Attachment.objects.values_list("text", flat=True)) == {"Twenty checks before a tender."}


def test_it_is_confirmed_once_and_by_staff_alone():
    imported = brought()
    for person in (member(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            intake.confirm(brought=imported, by=person)
        with pytest.raises(PermissionDenied):
            brought(by=person)
    intake.confirm(brought=imported, by=imported.by)
    for verb in (intake.confirm, intake.discard_import):
        with pytest.raises(intake.NotShown):
            verb(brought=imported, by=imported.by)


def test_what_is_thrown_away_or_left_for_two_weeks_goes_with_its_folder(django_capture_on_commit_callbacks):
    thrown, left, fresh = brought(), brought(by=staff()), brought(by=staff())
    DocumentImport.objects.filter(pk=left.pk).update(at=kit.now() - datetime.timedelta(days=15))
    with django_capture_on_commit_callbacks(execute=True):
        intake.discard_import(brought=thrown, by=thrown.by)
        assert tasks.remove_stale_imports() == 1
    assert DocumentImport.objects.get() == fresh
    kept = [default_storage.exists(one.path) for one in (thrown, left, fresh)]
    assert kept == [False, False, True]
    assert DocumentRow.objects.count() == 1


def test_a_folder_costs_little_memory():
    import tracemalloc

    big = {f"{n}.txt": (b"word " * 400_000) for n in range(8)}
    given = {
        "folder": folder(big),
        "name": "f.zip",
        "sheet": sheet(*[{"title_en": n, "files": n} for n in big]),
    }
    person = staff()
    tracemalloc.start()
    intake.bring(by=person, **given)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12_000_000
