"""What must never be false of a transfer, said by the database."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

import kit
from library.models import FitFact, Outcome, Step, Transfer, TransferStep
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, UserFactory, member, staff
from tests.factories.transfers import measure, milestone, sides, transfer

pytestmark = pytest.mark.django_db


@transaction.atomic
def kept(make):
    make()
    connection.check_constraints()


def refused(make):
    with pytest.raises(IntegrityError):
        kept(make)


def test_no_step_is_skipped():
    found = transfer(Step.INTERESTED)
    refused(lambda: TransferStep.objects.create(transfer=found, number=Step.AGREED, by=found.lead))
    assert TransferStep.objects.create(transfer=found, number=Step.CHECKED, by=found.lead)


def test_no_step_is_taken_away_while_another_follows():
    found = transfer(Step.AGREED)
    refused(lambda: found.steps.filter(number=Step.CHECKED).delete())


def test_no_step_is_taken_twice_and_there_are_six():
    found = transfer(Step.ACHIEVED)
    refused(lambda: TransferStep.objects.create(transfer=found, number=Step.CHECKED, by=found.lead))
    refused(lambda: TransferStep.objects.create(transfer=found, number=7, by=found.lead))


def test_a_transfer_is_never_at_a_step_that_nobody_took():
    found = transfer(Step.CHECKED)
    refused(lambda: Transfer.objects.filter(pk=found.pk).update(step=Step.PILOTING))


def test_one_open_transfer_an_item_and_province():
    found = transfer()
    again = {"item": found.item, "lead": found.lead, "adopter": found.adopter}
    refused(lambda: transfer(**again))
    assert transfer(item=found.item, lead=member())
    _stop(found)
    assert transfer(**again).is_open


def test_a_province_never_takes_up_its_own_practice():
    item = published(created_by=member())
    refused(lambda: transfer(item=item, adopter=item.province))


def _stop(found, **fields):
    said = {
        "stopped_at": kit.now(),
        "stopped_by": found.lead,
        "stop_kind": Transfer.Stop.MEANS,
        "stop_reason": "لا توجد تخصيصات",
    }
    Transfer.objects.filter(pk=found.pk).update(**(said | fields))


@pytest.mark.parametrize("missing", [{"stop_kind": ""}, {"stop_reason": ""}, {"stopped_by": None}])
def test_what_is_stopped_says_why_and_who(missing):
    found = transfer(Step.PILOTING)
    refused(lambda: _stop(found, **missing))


def test_what_was_achieved_is_not_stopped():
    found = transfer(Step.ACHIEVED)
    refused(lambda: _stop(found))


def _verify(found, province, **fields):
    said = {
        "verified_at": kit.now(),
        "verified_by": UserFactory(),
        "verified_for": province,
        "verification": "زرنا الدائرة",
    }
    Transfer.objects.filter(pk=found.pk).update(**(said | fields))


@pytest.mark.parametrize("side", ["source", "adopter"])
def test_neither_side_verifies(side):
    found = transfer(Step.ACHIEVED)
    refused(lambda: _verify(found, getattr(found, side)))
    _verify(found, ProvinceFactory())
    assert Transfer.objects.get(pk=found.pk).verified_at


def test_only_what_was_achieved_is_verified_and_with_words():
    refused(lambda: _verify(transfer(Step.PILOTING), ProvinceFactory()))
    refused(lambda: _verify(transfer(Step.ACHIEVED), ProvinceFactory(), verification=""))


def test_a_broken_assumption_is_answered_and_each_fact_is_declared_by_somebody():
    found = transfer()
    fact = {"transfer": found, "subject": "law"}
    refused(lambda: FitFact.objects.create(**fact, holds=False))
    refused(lambda: FitFact.objects.create(**fact, at_source="القانون 21"))
    refused(lambda: FitFact.objects.create(**fact, at_adopter="القانون 21"))
    FitFact.objects.create(**fact, holds=False, answer="نطلب تخويلاً")
    refused(lambda: FitFact.objects.create(**fact))


def test_outcomes_have_their_months_once_and_a_source():
    found = transfer(Step.PILOTING)
    days = measure(found, outcomes=[(3, 20)])
    said = {"measure": days, "value": 9, "source": "x", "measured_on": kit.today(), "by": found.lead}
    refused(lambda: Outcome.objects.create(**said, months=3))
    refused(lambda: Outcome.objects.create(**said, months=4))
    refused(lambda: Outcome.objects.create(**(said | {"source": ""}), months=6))
    refused(lambda: measure(found, name_ar="", name_en=""))


def test_a_milestone_is_written_once_and_late_after_its_day():
    found = transfer(Step.ADAPTING)
    row = milestone(found)
    refused(lambda: milestone(found))
    assert not row.is_late(row.planned_on)
    assert row.is_late(row.planned_on + datetime.timedelta(days=1))


def test_readers_see_transfers_of_what_they_may_read():
    public, _author, reader = sides()
    hidden, _author, _reader = sides(is_public=False)
    open_, closed = transfer(item=public), transfer(item=hidden)
    visible = Transfer.objects.visible_to
    assert list(visible(UserFactory())) == [open_]
    assert set(visible(reader)) == set(visible(staff())) == {open_, closed}
    assert list(Transfer.objects.public()) == [open_]


def test_of_a_withdrawn_item_only_both_sides_and_staff_read():
    from library.models import Withdrawal

    item, author, reader = sides()
    found = transfer(item=item, lead=reader)
    Withdrawal.objects.create(item=item, by=author, reason="x")
    assert not Transfer.objects.visible_to(member()).exists()
    assert not Transfer.objects.public().exists()
    for person in (author, reader, staff()):
        assert list(Transfer.objects.visible_to(person)) == [found]
