"""The daily work of a chair: its editors, its duties, its hand-over."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from chairs import notices, rules
from chairs.models import DutyDone, HandOver, Term
from kit import audit
from members.models import User


def eligible_editors(term):
    """Members who serve in the team of the chairing province."""
    today = kit.today()
    served = User.objects.filter(
        services__team__province=term.province_id, services__confirmed_at__isnull=False
    )
    return User.objects.members(today).filter(pk__in=served.values("pk")).order_by("name_key", "pk")


@transaction.atomic
def name_editors(*, term, editors, by, coach=None, request=None):
    """These members of the province edit for it in its quarter; staff may name a coach with them.

    Raises PermissionDenied, ValidationError for who is no member of the province.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if not rules.may_name_editors(by, term):
        raise PermissionDenied
    chosen = [person.pk for person in editors]
    if eligible_editors(term).filter(pk__in=chosen).count() != len(set(chosen)):
        raise ValidationError({"editors": _("Editors are members of the chairing province.")})
    new = set(chosen) - set(term.editors.values_list("pk", flat=True))
    term.editors.set(chosen)
    if by.is_staff:
        term.coach = coach
        term.save()
    audit.record(by, "term.editors", f"{term.quarter} {sorted(chosen)}", request=request)
    notices.editors_named(term, User.objects.filter(pk__in=new))
    return term


@transaction.atomic
def tick(*, term, duty, note, by, request=None):
    """A duty was done, with a note on what proves it; ticked again, the note is replaced.

    Raises PermissionDenied, ValidationError where the note is missing.
    """
    if not rules.may_tick(by, term):
        raise PermissionDenied
    done = DutyDone.objects.select_for_update().filter(term=term, duty=duty).first()
    done = done or DutyDone(term=term, duty=duty)
    done.note, done.by, done.at = note.strip(), by, kit.now()
    done.full_clean(exclude=["term", "by"])
    done.save()
    audit.record(by, "duty.ticked", f"{term.quarter} {duty}: {done.note}", request=request)
    return done


@transaction.atomic
def untick(*, term, duty, by, request=None):
    """The tick was a mistake; twice changes nothing. Raises PermissionDenied."""
    if not rules.may_tick(by, term):
        raise PermissionDenied
    for done in DutyDone.objects.filter(term=term, duty=duty):
        done.delete()
        audit.record(by, "duty.unticked", f"{term.quarter} {duty}", request=request)


@transaction.atomic
def hand_over(*, term, notes, by, request=None):
    """Leave notes to the next chair; they may be written anew until they are received.

    Raises PermissionDenied, ValidationError.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if not rules.may_hand_over(by, term):
        raise PermissionDenied
    record = HandOver.objects.filter(term=term).first() or HandOver(term=term)
    if record.received_at:
        raise ValidationError(_("The next chair has received these notes. Write to its editors instead."))
    record.notes, record.by, record.at = notes.strip(), by, kit.now()
    record.full_clean(exclude=["term", "by"])
    record.save()
    audit.record(by, "hand_over.written", str(term.quarter), request=request)
    notices.handed_over(record, following(term))
    return record


@transaction.atomic
def receive(*, term, by, request=None):
    """The next chair has read the notes; twice changes nothing. Raises PermissionDenied."""
    record = HandOver.objects.select_for_update(of=("self",)).filter(term=term).first()
    if record is not None and record.received_at:
        return record
    if not rules.may_receive(by, record, following(term)):
        raise PermissionDenied
    record.received_by, record.received_at = by, kit.now()
    record.save()
    audit.record(by, "hand_over.received", str(term.quarter), request=request)
    return record


def following(term):
    """The term of the next quarter, as it stands."""
    return Term.objects.held().filter(quarter=term.quarter.next).select_related("province").first()
