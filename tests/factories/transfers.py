"""Transfers for tests, at any step, with the people of both sides."""

import datetime

from django.db import transaction

import kit
from library.models import (
    AdaptedDocument,
    FitFact,
    Milestone,
    Outcome,
    OutcomeMeasure,
    Step,
    Transfer,
    TransferStep,
)
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, member

LONG_BEFORE = datetime.timedelta(days=120)  # the first step; each other ten days later


@transaction.atomic
def transfer(step=Step.INTERESTED, item=None, lead=None, begun_at=None, **fields):
    """A transfer that has come to this step by rows alone; see `filled` for what the steps ask for."""
    item = item or published(created_by=member())
    lead = lead or member()
    adopter = fields.pop("adopter", None) or lead.services.get().team.province
    source = fields.pop("source", None) or item.province
    found = Transfer.objects.create(
        item=item,
        revision=item.published_revision,
        source=source,
        adopter=adopter,
        lead=lead,
        step=step,
        **fields,
    )
    begun_at = begun_at or kit.now() - LONG_BEFORE
    for number in range(Step.INTERESTED, step + 1):
        at = begun_at + datetime.timedelta(days=10 * (number - 1))
        TransferStep.objects.create(transfer=found, number=number, by=lead, at=at)
    return found


def sides(**fields):
    """A published item with its author, and a member of another province who takes it up."""
    province = fields.pop("province", None) or ProvinceFactory()
    author = member(province)
    return published(province=province, created_by=author, **fields), author, member()


def fill_facts(found, *, author, holds=True, answer=""):
    """Both sides have declared everything."""
    for subject in FitFact.Subject.values:
        FitFact.objects.update_or_create(
            transfer=found,
            subject=subject,
            defaults={
                "at_source": "وحدة من ثلاثة موظفين",
                "source_by": author,
                "at_adopter": "موظفان",
                "adopter_by": found.lead,
                "holds": holds,
                "answer": answer,
            },
        )


def measure(found, baseline=34, outcomes=(), **fields):
    """A measure; `outcomes` are pairs of months and value."""
    words = {"name_ar": "أيام الإنجاز", "name_en": "Days to finish", "unit_ar": "يوماً", "unit_en": "days"}
    row = OutcomeMeasure.objects.create(
        transfer=found, baseline=baseline, source="سجل الدائرة", **(words | fields)
    )
    for months, value in outcomes:
        Outcome.objects.create(
            measure=row,
            months=months,
            value=value,
            source="سجل الدائرة",
            measured_on=kit.today(),
            by=found.lead,
        )
    return row


def milestone(found, done=False, title="تدريب الملاك"):
    planned = kit.today() + datetime.timedelta(days=20)
    return Milestone.objects.create(
        transfer=found, title=title, planned_on=planned, done_on=kit.today() if done else None
    )


def achieved(**fields):
    """Achieved, with what the last step asks for."""
    found = transfer(Step.ACHIEVED, **fields)
    measure(found, outcomes=[(3, 20)])
    return found


def of_transfers(person):
    """They led one, were the contact of another, stopped a third and verified a fourth."""
    led = transfer(Step.PILOTING, lead=person, contact=person, adopter=ProvinceFactory())
    FitFact.objects.create(
        transfer=led,
        subject="law",
        at_source="ما صرّح به عن القانون",
        source_by=person,
        at_adopter="وما عندنا منه",
        adopter_by=person,
    )
    AdaptedDocument.objects.create(transfer=led, item=published(), by=person)
    days = OutcomeMeasure.objects.create(transfer=led, name_en="Days", baseline=9, source="x")
    Outcome.objects.create(
        measure=days, months=3, value=4, source="سجل دوّنه", measured_on=kit.today(), by=person
    )
    stop = {"stopped_at": kit.now(), "stop_kind": "other", "stop_reason": "سبب الإيقاف الذي كتبه"}
    transfer(stopped_by=person, **stop)
    third = {"verified_at": kit.now(), "verified_for": ProvinceFactory(), "verification": "ما رآه بنفسه"}
    transfer(Step.ACHIEVED, verified_by=person, **third)
