"""Two at once: one mailing, one number, whatever comes first."""

import threading

import pytest
from django.db import connection, transaction

from mailing import actions as mailing
from mailing.models import Delivery, Mailing, Subscription
from newsletter import actions
from newsletter.models import Edition
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import staff
from tests.factories.newsletter import MONTH, EditionFactory, EntryFactory, ReaderImportFactory, released

pytestmark = pytest.mark.django_db(transaction=True)


def together(*verbs):
    """Each verb in a thread with its own connection, all let go at once inside their transactions."""
    barrier, errors = threading.Barrier(len(verbs)), []

    def run(verb):
        try:
            with transaction.atomic():
                connection.cursor().execute("SELECT 1")
                barrier.wait(10)
                verb()
        except Exception as error:  # told to the test, which must not hang
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_two_clicks_on_send_make_one_mailing():
    person, edition = staff(), released()
    for _n in range(20):
        SubscriptionFactory()

    errors = together(*[lambda: actions.send(edition=edition, by=person)] * 2)

    assert not errors
    assert Mailing.objects.count() == 1
    assert Delivery.objects.filter(mailing__isnull=False).count() == 20


def test_the_clock_and_a_click_make_one_mailing():
    person, edition = staff(), released()
    at = edition.released_at
    actions.schedule(edition=edition, at=at, by=person)
    SubscriptionFactory()

    errors = together(
        lambda: actions.start_due(at=at),
        lambda: actions.send(edition=edition, by=person),
        lambda: actions.start_due(at=at),
    )

    assert not errors
    assert Mailing.objects.count() == 1
    assert Delivery.objects.filter(mailing__isnull=False).count() == 1


def test_opened_again_and_sent_at_once_only_one_of_them_happens():
    person, edition = staff(), released()

    errors = together(
        lambda: actions.send(edition=edition, by=person), lambda: actions.reopen(edition=edition, by=person)
    )

    edition = Edition.objects.get(pk=edition.pk)
    assert [type(error) for error in errors] == [actions.NotOpen]
    assert (edition.mailing is None) == (edition.released_at is None)


def test_two_who_draft_the_same_month_work_on_one_edition():
    people = staff(), staff()

    errors = together(
        *[lambda person=person: actions.draft_edition(month=MONTH, by=person) for person in people]
    )

    assert not errors
    assert Edition.objects.count() == 1


def test_two_who_draft_two_months_get_two_numbers():
    person = staff()

    errors = together(
        lambda: actions.draft_edition(month=MONTH, by=person),
        lambda: actions.draft_edition(month=MONTH.replace(month=12), by=person),
    )

    assert not errors
    assert sorted(Edition.objects.values_list("number", flat=True)) == [1, 2]


def test_two_editors_who_began_alike_keep_one_and_tell_the_other():
    edition, people = EditionFactory(), (staff(), staff())

    errors = together(
        *[
            lambda person=person, words=words: actions.save_edits(
                edition=edition, by=person, head={"title_en": words}, base=0
            )
            for person, words in zip(people, ("Hers", "His"), strict=True)
        ]
    )

    assert [type(error) for error in errors] == [actions.Changed]
    edition = Edition.objects.get()
    assert (edition.title_en, edition.saves) in [("Hers", 1), ("His", 1)]


def test_a_move_and_a_take_out_at_once_leave_one_order():
    edition, person = EditionFactory(), staff()
    one, two, three = (EntryFactory(edition=edition) for _n in range(3))

    errors = together(
        lambda: actions.move(edition=edition, entry=three, step=-1, by=person),
        lambda: actions.take_out(edition=edition, entry=two, by=person),
    )

    assert not errors
    assert set(edition.entries.standing()) == {one, three}


def test_two_clicks_on_an_imported_list_subscribe_once():
    kept, person = ReaderImportFactory(), staff()

    errors = together(*[lambda: actions.confirm(reader_import=kept, by=person)] * 2)

    assert [type(error) for error in errors] == [actions.NotShown]
    assert Subscription.objects.active().count() == 2


def test_a_reader_who_subscribes_while_the_list_is_carried_out_is_there_once():
    kept, person = ReaderImportFactory(), staff()

    def asks():
        mailing.ask_to_subscribe(
            address="First@reader.example", topic="newsletter", language="ar", consent_text="x"
        )

    errors = together(asks, lambda: actions.confirm(reader_import=kept, by=person))

    assert not errors
    assert Subscription.objects.count() == 2
