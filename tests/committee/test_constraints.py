"""Shared constraints: reported, joined, merged, raised by a letter, answered, resolved; questions of law."""

import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import kit
from committee import constraint_letter
from committee.actions import constraints as verbs
from committee.models import Constraint, Pick, Priority
from kit.files import extract_text
from members.models import Notice
from tests.factories.constraints import law, ministry, raised, shared
from tests.factories.members import ProvinceFactory, ServiceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


def told(found, step):
    return set(Notice.objects.filter(key=f"constraint:{found.pk}:{step}").values_list("person", flat=True))


def test_the_bodies_of_the_plan_and_the_law_in_both_versions_are_there():
    assert ministry().name_ar == "وزارة التخطيط"
    assert "2008" in law().name_en
    assert law().in_force_from.year == 2013


def test_who_serves_in_a_province_reports_for_it_and_for_no_other():
    service = ServiceFactory()
    given = {"text": "x", "title_en": "Late"}

    found = verbs.report(by=service.person, province=service.team.province, **given)

    assert [report.province for report in found.reports.all()] == [service.team.province]
    with pytest.raises(PermissionDenied):
        verbs.report(by=service.person, province=ProvinceFactory(), **given)


def test_staff_of_an_empty_portal_are_told_what_is_missing(client):
    client.force_login(staff())

    page = client.get("/en/committee/constraints/new/", follow=True).content.decode()

    assert "No province is entered yet." in page


def test_one_province_alone_is_not_raised_a_question_of_law_is():
    by = staff()

    with pytest.raises(ValidationError, match="محافظتان|two provinces"):
        verbs.draft_letter(constraint=shared(1), body=ministry(), by=by)
    assert verbs.draft_letter(constraint=shared(1, law=law()), body=ministry(), by=by).number == 1


def test_a_province_joins_once():
    found = shared(2)
    row = found.reports.first()

    verbs.join(constraint=found, by=row.by, province=row.province, note="أثره كبير")

    assert found.reports.count() == 2
    assert found.reports.get(pk=row.pk).note == "أثره كبير"


def test_two_that_are_alike_become_one_with_all_provinces():
    first, second = shared(1), shared(2)

    verbs.merge(constraint=first, into=second, by=staff())

    assert second.reports.count() == 3
    assert list(Constraint.objects.open()) == [second]
    with pytest.raises(verbs.NotNow):
        verbs.resolve(constraint=first, by=staff(), resolution="x")


def test_a_constraint_is_not_merged_into_itself():
    found = shared()

    with pytest.raises(ValidationError):
        verbs.merge(constraint=found, into=found, by=staff())
    with pytest.raises(IntegrityError, match="constraint_not_merged"), transaction.atomic():
        Constraint.objects.filter(pk=found.pk).update(merged_into=found)


def test_the_letter_is_drafted_in_both_languages_and_names_the_provinces_and_the_law():
    found = shared(2, law=law())

    letter = verbs.draft_letter(constraint=found, body=ministry(), by=staff())

    names = [report.province.name_en for report in found.reports.all()]
    assert all(name in letter.text_en for name in names)
    assert "23 June 2013" in letter.text_en
    assert "تتأخر الموافقات." in letter.text_ar
    assert (letter.subject_ar, letter.subject_en) == ("تأخر الموافقات", "Late approvals")


def test_letters_are_numbered_within_their_year(moved_clock):
    by = staff()
    moved_clock(datetime.datetime(2026, 12, 20, 9, tzinfo=datetime.UTC))
    old = [verbs.draft_letter(constraint=shared(), body=ministry(), by=by).reference for _ in range(2)]
    moved_clock(datetime.datetime(2027, 1, 5, 9, tzinfo=datetime.UTC))

    new = verbs.draft_letter(constraint=shared(), body=ministry(), by=by).reference

    assert [*old, new] == ["POCC/2026/1", "POCC/2026/2", "POCC/2027/1"]


READ = {
    "en": [
        "Ministry of Planning",
        "Late approvals",
        "Dear Sir or Madam",
        "Number: POCC/2026/1",
        "Copies to:",
    ],
    "ar": ["وزارة التخطيط", "تأخر الموافقات", "تحية طيبة", "تتأخر الموافقات.", "مع التقدير", "نسخة منه إلى"],
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_letter_as_a_pdf_can_be_read_back(moved_clock, language):
    moved_clock(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC))
    letter = verbs.draft_letter(constraint=shared(), body=ministry(), by=staff())
    paper = BytesIO(constraint_letter.as_pdf(letter, language))

    text = " ".join(extract_text(paper, "application/pdf").split())

    assert [words for words in READ[language] if words not in text] == []


def test_each_step_waits_for_somebody_and_the_affected_provinces_are_told(moved_clock):
    start = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)
    by = staff()
    moved_clock(start)
    found = shared(2)
    waits = [(found.waits_for, found.days_waiting(kit.today()))]
    moved_clock(start + datetime.timedelta(days=3))
    waits.append((found.waits_for, found.days_waiting(kit.today())))
    letter = verbs.draft_letter(constraint=found, body=ministry(), by=by)
    found = verbs.send_letter(letter=letter, by=by)
    moved_clock(start + datetime.timedelta(days=10))
    waits.append((found.waits_for, found.days_waiting(kit.today())))
    found = verbs.keep_answer(constraint=found, by=by, answer="سيُنظر فيه.")
    waits.append((found.waits_for, found.days_waiting(kit.today())))
    found = verbs.resolve(constraint=found, by=by, resolution="فُوّضت المحافظات.")

    assert waits == [("committee", 0), ("committee", 3), ("body", 7), ("committee", 0)]
    assert found.waits_for == ""
    reporters = set(found.reports.values_list("by", flat=True))
    for step in ("raised", "answered", "resolved"):
        assert reporters < told(found, step)


def test_steps_that_do_not_fit_change_nothing():
    by = staff()
    found = shared()

    with pytest.raises(verbs.NotNow):
        verbs.keep_answer(constraint=found, by=by, answer="x")
    found = raised(by)
    with pytest.raises(verbs.NotNow):
        verbs.send_letter(letter=found.letters.get(), by=by)
    with pytest.raises(verbs.NotNow):
        verbs.revise_letter(letter=found.letters.get(), by=by, text_ar="x")


def test_members_neither_raise_nor_resolve():
    with pytest.raises(PermissionDenied):
        verbs.resolve(constraint=shared(), by=member(), resolution="x")


def test_from_report_to_resolution_on_the_pages(client):
    by = staff()
    first, second = ProvinceFactory(), ProvinceFactory()
    client.force_login(by)
    given = {"province": first.pk, "title_ar": "تأخر", "text": "نص"}
    client.post(reverse("committee:constraint_new"), given)
    found = Constraint.objects.get()
    at = {"args": [found.pk]}

    client.post(reverse("committee:constraint_join", **at), {"province": second.pk})
    client.post(reverse("committee:letter_new", **at), {"body": ministry().pk})
    letter = found.letters.get()
    words = {"subject_ar": "تأخر", "subject_en": "Late", "text_ar": "نص الكتاب", "text_en": "The letter"}
    client.post(reverse("committee:letter", args=[letter.pk]), words)
    pdf = client.get(reverse("committee:letter_pdf", args=[letter.pk, "ar"]))
    client.post(reverse("committee:letter_sent", args=[letter.pk]))
    client.post(reverse("committee:constraint_answer", **at), {"answer": "نعم"})
    client.post(reverse("committee:constraint_resolve", **at), {"resolution": "حُلّ"})

    found.refresh_from_db()
    assert pdf.content[:5] == b"%PDF-"
    assert (found.body, found.answer, found.resolution) == (ministry(), "نعم", "حُلّ")
    for language in ("ar", "en"):
        page = client.get(f"/{language}/committee/constraints/{found.pk}/").content.decode()
        assert "نعم" in page


def test_who_reported_reads_their_own_and_no_other(client):
    service = ServiceFactory()
    mine = verbs.report(by=service.person, province=service.team.province, text="x", title_en="Mine")
    other = shared()
    client.force_login(service.person)

    assert client.get(reverse("committee:constraint", args=[mine.pk])).status_code == 200
    assert client.get(reverse("committee:constraint", args=[other.pk])).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_thirty(client):
    by = staff()
    client.force_login(by)
    address = reverse("committee:constraints")

    def row(n):
        raised(by)
        verbs.resolve(constraint=shared(1, law=law()), by=by, resolution="x")
        Pick.objects.create(kind="lesson", title_en=str(n), picked_by=by, province=ProvinceFactory())
        Priority.objects.create(title_ar="أولوية", title_en="Priority", from_on=kit.today())

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    row(0)
    cost()
    few = cost()
    for n in range(1, 30):
        row(n)

    assert cost() == few <= 12


def test_a_stranger_reports_nothing(client):
    client.force_login(UserFactory())

    assert client.get(reverse("committee:constraint_new")).status_code == 403
