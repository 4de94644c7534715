"""A practice on its way into another province: take it up, go on, stop, verify."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from library import notices, readiness, rules
from library.models import FitFact, Item, Step, Transfer, TransferStep
from library.readiness import Record
from library.registries import transfer_closed
from library.standing import people_of

JOINED = ("item", "revision", "source", "adopter")


class NotNow(Exception):
    """It has moved on meanwhile."""


class NotReady(ValidationError):
    """`conditions` says what is missing."""

    def __init__(self, conditions):
        self.conditions = conditions
        missing = [one for one in conditions if not one.is_met]
        super().__init__([f"{one.what}: {one.evidence}" for one in missing])


@transaction.atomic
def begin(*, item, adopter, by, note="", request=None):
    """A province takes up a published practice, with `by` as its lead; its revision of today is kept.

    Where the province is at it already, the open transfer is the answer. Raises PermissionDenied.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=item.pk)
    if adopter.pk not in rules.adopting_provinces(by, item) or not _may_read(by, item):
        raise PermissionDenied
    if standing := Transfer.objects.open().filter(item=item, adopter=adopter).first():
        return standing
    transfer = Transfer.objects.create(
        item=item, revision=item.published_revision, source=item.province, adopter=adopter, lead=by
    )
    TransferStep.objects.create(transfer=transfer, number=Step.INTERESTED, by=by, note=note.strip())
    FitFact.objects.bulk_create(FitFact(transfer=transfer, subject=one) for one in FitFact.Subject.values)
    audit.record(by, "transfer.begun", _label(transfer), request=request)
    notices.begun(transfer, by)
    return transfer


def _may_read(user, item):
    return Item.objects.readable_by(user).filter(pk=item.pk).exists()


@transaction.atomic
def take_step(*, transfer, step, by, note="", request=None):
    """Go on to the next step; the same again changes nothing.

    The source agrees (and is the contact), all else is the adopting province's. Raises PermissionDenied,
    NotNow where another step is next, NotReady with the conditions that are not met.
    """
    transfer = locked(transfer)
    if transfer.step >= step and not transfer.is_stopped:
        return transfer
    if transfer.next_step != step:
        raise NotNow(transfer.state)
    if not rules.part_in(by, transfer).may_step:
        raise PermissionDenied
    conditions = readiness.check(transfer, Record.of(transfer), kit.today())
    if not readiness.is_ready(conditions):
        raise NotReady(conditions)
    TransferStep.objects.create(transfer=transfer, number=step, by=by, note=note.strip())
    transfer.step = step
    if step == Step.AGREED and transfer.contact_id is None:
        transfer.contact = by
    transfer.save(update_fields=["step", "contact"])
    audit.record(by, f"transfer.{transfer.state}", _label(transfer), request=request)
    notices.stepped(transfer, by)
    if transfer.is_achieved:
        transfer_closed.call_all(transfer=transfer)
    return transfer


@transaction.atomic
def stop(*, transfer, by, kind, reason, request=None):
    """It ends here, and says why. Raises PermissionDenied, NotNow, ValidationError without a reason."""
    transfer = locked(transfer)
    if not transfer.is_open:
        raise NotNow(transfer.state)
    if not rules.part_in(by, transfer).may_stop:
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is stopped: others learn from it.")})
    transfer.stopped_at, transfer.stopped_by = kit.now(), by
    transfer.stop_kind, transfer.stop_reason = kind, reason.strip()
    transfer.save(update_fields=["stopped_at", "stopped_by", "stop_kind", "stop_reason"])
    audit.record(by, "transfer.stopped", _label(transfer), request=request)
    notices.stopped(transfer, by)
    transfer_closed.call_all(transfer=transfer)
    return transfer


@transaction.atomic
def verify(*, transfer, by, verification, request=None):
    """A representative of a third province confirms what was achieved; once.

    Raises PermissionDenied, NotNow where it is verified already, ValidationError without words.
    """
    transfer = locked(transfer)
    if transfer.verified_at:
        raise NotNow(transfer.state)
    seats = rules.part_in(by, transfer).verifying
    if not seats:
        raise PermissionDenied
    if not verification.strip():
        raise ValidationError({"verification": _("Say what you looked at.")})
    transfer.verified_at, transfer.verified_by = kit.now(), by
    transfer.verified_for, transfer.verification = seats[0].province, verification.strip()
    transfer.save(update_fields=["verified_at", "verified_by", "verified_for", "verification"])
    audit.record(by, "transfer.verified", _label(transfer), request=request)
    notices.verified(transfer, by)
    return transfer


@transaction.atomic
def hand_to(*, transfer, by, lead, request=None):
    """Another member of the adopting province leads it, and hears so."""
    transfer = locked(transfer)
    part = rules.part_in(by, transfer)
    if not (part.may_keep or part.may_report):
        raise PermissionDenied
    if not people_of(transfer.adopter_id).filter(pk=lead.pk).exists():
        raise ValidationError({"lead": _("The lead is a member of the adopting province.")})
    transfer.lead = lead
    transfer.save(update_fields=["lead"])
    audit.record(by, "transfer.handed", _label(transfer), request=request)
    notices.handed(transfer, by)
    return transfer


def locked(transfer):
    """The transfer, read anew, its row held until the transaction ends."""
    found = Transfer.objects.select_for_update(of=("self",)).select_related(*JOINED)
    return found.get(pk=transfer.pk)


def _label(transfer):
    return f"{transfer.pk}: {transfer.revision.title}, {transfer.source.name_en} → {transfer.adopter.name_en}"
