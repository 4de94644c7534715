"""Lists of readers with proof: each row has its fate before anything is done, and only what was shown is."""

import datetime

import pytest
from django.core.cache import cache

import kit
from mailing.models import Subscription
from newsletter import actions
from newsletter.models import ReaderImport, ReaderRow
from newsletter.models.intake import ROWS_LAST
from newsletter.tasks import forget_rows_of_imports
from newsletter.views import imports as views
from tests.factories.kit import upload
from tests.factories.mailing import SubscriptionFactory, SuppressionFactory
from tests.factories.members import staff
from tests.factories.newsletter import ReaderImportFactory
from tests.factories.rosters import csv_file, excel_file

pytestmark = pytest.mark.django_db
IMPORTS = "/en/newsletter/readers/imports/"
PROOF = {"consent": "أوافق على النشرة.", "source": "ورشة الحلة", "agreed_on": "٢٠٢٦-٠٣-٠١", "language": "ar"}


@pytest.fixture(autouse=True)
def me(client):
    cache.clear()
    person = staff()
    client.force_login(person)
    return person


def text(answer):
    return answer.content.decode().partition("<main")[2].partition("</main")[0]


def bring(client, file, **changes):
    return client.post(f"{IMPORTS}new/", {**PROOF, "file": file, **changes})


ROWS = (
    ("new@babil.example", "English"),
    ("NEW@babil.example", ""),
    ("Known@babil.example", ""),
    ("gone@babil.example", ""),
    ("waiting@babil.example", ""),
    ("bounced@babil.example", ""),
    ("no address", "عربي"),
)
FATES = ["new", "twice", "already", "left", "confirmed", "stopped", "wrong"]


@pytest.fixture
def known():
    SubscriptionFactory(address="known@babil.example")
    SubscriptionFactory(address="gone@babil.example", left_at=kit.now())
    SubscriptionFactory(address="waiting@babil.example", confirmed_at=None, consent_text="")
    SuppressionFactory(address="Bounced@babil.example")


@pytest.mark.parametrize("make", [csv_file, excel_file])
def test_every_row_has_its_fate_and_nothing_changes_before_it_is_confirmed(client, known, make):
    before = Subscription.objects.active().count()

    answer = bring(client, make(["البريد الإلكتروني", "Language", "Phone"], *[[*row, "1"] for row in ROWS]))

    kept = ReaderImport.objects.get()
    assert [row.fate for row in kept.rows.all()] == FATES
    assert Subscription.objects.active().count() == before
    page = text(client.get(answer.url))
    for fate in ReaderRow.Fate:
        assert str(fate.label) in page
    assert "Phone" in page
    assert "أوافق على النشرة." in page
    client.post(f"{answer.url}confirmation/")
    new = Subscription.objects.get(address="new@babil.example")
    assert (new.language, new.is_active, new.consent_text) == ("en", True, PROOF["consent"])
    assert new.consent_source == f"ورشة الحلة, 2026-03-01 · #{kept.pk}"
    assert Subscription.objects.get(address="waiting@babil.example").is_active
    assert not Subscription.objects.get(address="gone@babil.example").is_active
    assert not Subscription.objects.filter(address__icontains="bounced").exists()
    assert "What was done" in text(client.get(answer.url))


def test_confirmed_twice_it_is_done_once(client):
    kept = ReaderImportFactory()
    url = f"{IMPORTS}{kept.pk}/"

    client.post(f"{url}confirmation/")
    again = client.post(f"{url}confirmation/", follow=True)
    thrown = client.post(f"{url}discard/", follow=True)

    assert "This list was confirmed already. Nothing was changed." in text(again)
    assert "This list was confirmed already. Nothing was changed." in text(thrown)
    assert Subscription.objects.count() == 2


def test_a_row_whose_fate_is_another_by_now_is_left_out_and_says_so(client, me):
    kept = ReaderImportFactory()
    SubscriptionFactory(address="first@reader.example", left_at=kit.now())

    actions.confirm(reader_import=kept, by=me)

    assert not Subscription.objects.get(address="first@reader.example").is_active
    assert Subscription.objects.get(address="second@reader.example").is_active
    page = text(client.get(f"{IMPORTS}{kept.pk}/?fate=shifted"))
    assert "Shown as “new subscriber”" in page
    assert "second@" not in page


def test_a_list_is_thrown_away_and_nothing_has_changed(client):
    kept = ReaderImportFactory()

    client.post(f"{IMPORTS}{kept.pk}/discard/")

    assert not ReaderImport.objects.exists()
    assert not ReaderRow.objects.exists()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("file", "changes", "words"),
    [
        (lambda: upload("r.csv", b""), {}, "This file is empty. Choose it again."),
        (lambda: csv_file(["Name"], ["Ali"]), {}, "No heading was recognised."),
        (lambda: csv_file(["Email"], ["a@b.example"]), {"consent": ""}, "This field is required."),
        (lambda: csv_file(["Email"], ["a@b.example"]), {"agreed_on": "2199-01-01"}, "has not come yet"),
    ],
)
def test_what_cannot_be_read_or_has_no_proof_is_answered_above_the_field(client, file, changes, words):
    answer = bring(client, file(), **changes)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not ReaderImport.objects.exists()


def test_how_often_one_visitor_may_bring_a_list(client, monkeypatch):
    monkeypatch.setattr(views, "BROUGHT", 1)

    assert [bring(client, csv_file(["Email"], ["a@b.example"])).status_code for _ in range(2)] == [302, 429]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_that_is_filled_in_comes_back(client, ending):
    content = client.get(f"/ar/newsletter/readers/imports/template.{ending}").content
    assert client.get(f"{IMPORTS}template.pdf").status_code == 404
    if ending == "csv":
        bring(client, upload("t.csv", content + "x@babil.example,الإنجليزية\r\n".encode()))
        assert ReaderRow.objects.values_list("language", "fate").get() == ("en", "new")


def test_questions_do_not_grow_with_the_rows(client, me, django_assert_max_num_queries):
    lines = [[f"reader{n}@babil.example"] for n in range(300)]
    with django_assert_max_num_queries(30):
        answer = bring(client, csv_file(["Email"], *lines))
    with django_assert_max_num_queries(30):
        client.post(f"{answer.url}confirmation/")
    with django_assert_max_num_queries(8):
        client.get(answer.url)

    assert Subscription.objects.active().count() == 300


def test_rows_go_after_thirty_days_and_the_proof_stays():
    old = ReaderImportFactory(at=kit.now() - ROWS_LAST - datetime.timedelta(hours=1))
    new = ReaderImportFactory(at=kit.now() - ROWS_LAST + datetime.timedelta(hours=1))

    assert forget_rows_of_imports() == 2
    assert (old.rows.count(), new.rows.count()) == (0, 2)
    assert ReaderImport.objects.filter(pk=old.pk, consent=old.consent).exists()
