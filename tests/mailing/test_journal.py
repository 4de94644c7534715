"""A killed sender: what it had heard is known from its journal, the rest is queued at once."""

import pytest

import kit
from mailing import journal, sending
from mailing.journal import Journal
from mailing.models import Delivery
from tests.factories.mailing import DeliveryFactory, SendingMailingFactory

State = Delivery.State
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MAIL_JOURNAL = str(tmp_path)


@pytest.fixture
def killed():
    """A sender of which only its file and its leased rows are left: (accepted, not answered)."""
    DeliveryFactory.create_batch(2, mailing=SendingMailingFactory())
    accepted, other = Delivery.objects.take(lease="killed", as_of=kit.now(), limit=2)
    left = Journal("killed").__enter__()
    left.accepted(accepted)
    left.__exit__(SystemExit, None, None)
    return accepted, other


def states():
    return dict(Delivery.objects.values_list("pk", "state"))


def test_what_was_accepted_is_sent_and_the_rest_is_queued_at_once(killed):
    accepted, other = killed

    assert sending.recover() == 2

    assert states() == {accepted: State.SENT, other: State.QUEUED}
    assert Delivery.objects.get(pk=accepted).attempts == 1
    assert not list(journal.folder().iterdir())


def test_the_next_sender_sends_the_rest_alone(killed, sink):
    accepted, other = killed

    assert sending.send_batch().sent == 1

    assert states() == {accepted: State.SENT, other: State.SENT}
    assert len(sink.messages) == 1


def test_a_line_that_was_cut_off_counts_for_nothing(killed):
    accepted, other = killed
    with (journal.folder() / "killed").open("ab") as file:
        file.write(str(other).encode())

    sending.recover()

    assert states() == {accepted: State.SENT, other: State.QUEUED}


def test_a_living_senders_journal_is_left_alone():
    DeliveryFactory()
    with Journal("living") as living:
        (pk,) = Delivery.objects.take(lease="living", as_of=kit.now(), limit=1)
        living.accepted(pk)

        assert sending.recover() == 0

    assert states() == {pk: State.LEASED}


def test_rows_that_another_sender_has_by_now_are_left_to_it(killed):
    Delivery.objects.all().release()
    Delivery.objects.take(lease="other", as_of=kit.now(), limit=2)

    assert sending.recover() == 0
    assert set(states().values()) == {State.LEASED}


def test_an_orderly_end_leaves_no_file(sink):
    DeliveryFactory()

    sending.send_batch()

    assert not list(journal.folder().iterdir())


def test_what_the_ledger_knows_leaves_the_journal():
    with Journal("mine") as mine:
        mine.accepted(412)
        mine.written_down()
        mine.accepted(413)

        assert mine.path.read_text() == "413\n"


def test_mail_leaves_also_where_no_file_can_be_written(settings, sink, tmp_path):
    (tmp_path / "taken").write_text("a file where a folder should be")
    settings.MAIL_JOURNAL = str(tmp_path / "taken")
    DeliveryFactory()

    assert sending.send_batch().sent == 1
