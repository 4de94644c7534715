"""Two at once: one mailing, one number, whatever comes first."""

import threading

import pytest
from django.db import connection, transaction

from mailing.models import Delivery, Mailing
from newsletter import actions
from newsletter.models import Edition
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import staff
from tests.factories.newsletter import MONTH, released

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
