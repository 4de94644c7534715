"""The commands of operators: readers who agreed elsewhere, and sending without a worker."""

import io

import pytest
from django.core.management import CommandError, call_command

import kit
from mailing.models import Subscription
from newsletter.models import Edition, ReaderImport
from tests.factories.mailing import SubscriptionFactory
from tests.factories.newsletter import EditionFactory, released

CONSENT = "وافقت في ورشة الحلة على استلام النشرة."


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8", name="readers.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_as_offices_save_them(table, encoding, delimiter):
    head, row = ("الاسم", "البريد الإلكتروني", "اللغة"), ("زهراء", " zahra@babil.example ", "عربي")
    path = table("\r\n".join(delimiter.join(cells) for cells in (head, row)), encoding)

    run("import_subscribers", str(path), consent=CONSENT, language="en")

    assert Subscription.objects.values_list("address", "language").get() == ("zahra@babil.example", "ar")


@pytest.mark.django_db
def test_each_row_of_an_import_has_its_fate_and_the_words_are_kept(table):
    SubscriptionFactory(address="Known@babil.example")
    SubscriptionFactory(address="gone@babil.example", left_at=kit.now())
    path = table(
        "E-mail,Language\nnew@babil.example,English\nNEW@babil.example,\nknown@babil.example,\ngone@babil.example,\n"
        "not an address,\nother@babil.example,\n"
    )

    told = run("import_subscribers", str(path), consent=CONSENT)

    assert [line.split("\t")[-1] for line in told.splitlines()[:-1]] == [
        "new subscriber",
        "stands twice in the sheet",
        "subscribed already",
        "left before; stays away",
        "no e-mail address",
        "new subscriber",
    ]
    new = Subscription.objects.get(address="new@babil.example")
    assert (new.language, new.consent_text) == ("en", CONSENT)
    kept = ReaderImport.objects.get()
    assert new.consent_source == f"file readers.csv, {kit.today():%Y-%m-%d} · #{kept.pk}"
    assert new.is_active
    assert Subscription.objects.get(address="other@babil.example").language == "ar"
    assert not Subscription.objects.get(address="gone@babil.example").is_active


@pytest.mark.django_db
def test_an_import_run_twice_changes_nothing(table):
    path = table("e-mail\nnew@babil.example\n")

    run("import_subscribers", str(path), consent=CONSENT)
    told = run("import_subscribers", str(path), consent="other words")

    assert "1 subscribed already" in told
    assert Subscription.objects.get().consent_text == CONSENT


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["name\nAli\n", ""])
def test_a_file_that_is_no_table_is_one_sentence(table, text):
    with pytest.raises(CommandError, match="readers.csv"):
        run("import_subscribers", str(table(text)), consent=CONSENT)


def test_a_file_that_is_not_there_and_missing_words_are_one_sentence(table, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_subscribers", str(tmp_path / "none.csv"), consent=CONSENT)
    with pytest.raises(CommandError, match="--consent"):
        run("import_subscribers", str(table("e-mail\n")), consent=" ")


@pytest.mark.django_db(transaction=True)
def test_an_edition_is_sent_and_waited_for_without_a_worker(sink):
    SubscriptionFactory(address="zahra@province.example")
    SubscriptionFactory(address="john@province.example", language="en")
    edition = released()

    told = run("send_edition", str(edition.number))
    again = run("send_edition", str(edition.number))

    assert "2 of 2 sent, 0 waiting, 0 failed" in told
    assert "2 of 2 sent" in again
    assert [len(sink.of(f"{name}@province.example")) for name in ("zahra", "john")] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_failures_are_told_and_the_command_fails(sink):
    SubscriptionFactory(address="gone@province.example")
    sink.refuse = lambda recipient: "550 no such user"
    edition = released()

    with pytest.raises(CommandError, match="1 failed"):
        run("send_edition", str(edition.number), no_wait=True)


@pytest.mark.django_db
def test_what_is_not_released_or_not_there_is_not_sent():
    edition = EditionFactory()

    with pytest.raises(CommandError, match="has not been released"):
        run("send_edition", str(edition.number))
    with pytest.raises(CommandError, match="no edition 999"):
        run("send_edition", "999")
    assert not Edition.objects.public().exists()
