"""What both sides write down on the way: facts, milestones, documents, measures, outcomes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from library import rules
from library.actions.transfers import locked
from library.models import AdaptedDocument, FitFact, Item, Milestone, Outcome, OutcomeMeasure, Step, over_on

SIDES = ("source", "adopter")


def _kept(transfer, by, may="may_keep"):
    """The transfer, held, for who may write in it."""
    transfer = locked(transfer)
    if not getattr(rules.part_in(by, transfer), may):
        raise PermissionDenied
    return transfer


@transaction.atomic
def declare(*, transfer, by, facts, request=None):
    """Keep what a side says: `facts` is subject → {at_source, at_adopter, holds, answer}.

    Each side writes its own column; whether an assumption holds says the adopting province. Open until
    the source has agreed. Raises PermissionDenied, ValidationError.
    """
    transfer = locked(transfer)
    part = rules.part_in(by, transfer)
    if not part.sides or not transfer.is_open or transfer.step >= Step.AGREED:
        raise PermissionDenied
    rows = {fact.subject: fact for fact in transfer.facts.all()}
    for subject, said in facts.items():
        _declare(rows[FitFact.Subject(subject)], by, part.sides, said)
    audit.record(by, "transfer.declared", str(transfer.pk), request=request)


def _declare(fact, by, sides, said):
    for side in SIDES:
        words = said.get(f"at_{side}", "").strip()
        if side in sides and words != getattr(fact, f"at_{side}"):
            setattr(fact, f"at_{side}", words)
            setattr(fact, f"{side}_by", by if words else None)
    if "adopter" in sides and "holds" in said:
        fact.holds, fact.answer = said["holds"], said.get("answer", "").strip()
    fact.full_clean(exclude=["transfer", "source_by", "adopter_by"])
    fact.save()


@transaction.atomic
def plan(*, transfer, by, title, planned_on, request=None):
    """A milestone more. Raises PermissionDenied, ValidationError for a name twice."""
    row = Milestone(transfer=_kept(transfer, by), title=title.strip(), planned_on=planned_on)
    row.full_clean()
    row.save()
    audit.record(by, "transfer.planned", f"{row.transfer_id}: {row.title}", request=request)
    return row


@transaction.atomic
def finish_milestone(*, milestone, by, done_on=None, request=None):
    """It is done; a second time keeps the first day. Raises ValidationError for a day ahead."""
    transfer = _kept(milestone.transfer, by)
    row = transfer.milestones.get(pk=milestone.pk)
    done_on = done_on or kit.today()
    if done_on > kit.today():
        raise ValidationError({"done_on": _("This day has not come yet.")})
    if row.done_on is None:
        row.done_on = done_on
        row.save(update_fields=["done_on"])
        audit.record(by, "transfer.milestone_done", f"{transfer.pk}: {row.title}", request=request)
    return row


@transaction.atomic
def add_document(*, transfer, by, item, request=None):
    """An item of the adopting province that holds what it made of the practice; kept once."""
    transfer = _kept(transfer, by)
    if not adaptable(transfer, by).filter(pk=item.pk).exists():
        raise ValidationError({"item": _("Choose an item of the adopting province.")})
    row, _made = AdaptedDocument.objects.get_or_create(transfer=transfer, item=item, defaults={"by": by})
    audit.record(by, "transfer.document", f"{transfer.pk}: {item.pk}", request=request)
    return row


def adaptable(transfer, user):
    """Items of the adopting province that the person may see."""
    return Item.objects.visible_to(user).filter(province=transfer.adopter_id)


@transaction.atomic
def add_measure(*, transfer, by, baseline, source, request=None, **words):
    """What should change, with its value before the pilot; open until the pilot begins."""
    transfer = _kept(transfer, by)
    if transfer.step >= Step.PILOTING:
        raise ValidationError(_("The pilot runs already: a baseline is taken before it."))
    row = OutcomeMeasure(
        transfer=transfer,
        baseline=baseline,
        source=source.strip(),
        **{name: text.strip() for name, text in words.items()},
    )
    row.full_clean()
    row.save()
    audit.record(by, "transfer.measure", f"{transfer.pk}: {row.name}", request=request)
    return row


@transaction.atomic
def report(*, measure, by, months, value, source, measured_on=None, request=None):
    """The value after so many months, once; from the day on which they are over."""
    transfer = _kept(measure.transfer, by, "may_report")
    piloted = kit.day_of(transfer.steps.get(number=Step.PILOTING).at)
    measured_on = measured_on or kit.today()
    if months in over_on(piloted) and measured_on < over_on(piloted)[months]:
        raise ValidationError({"months": _("So long ago the pilot did not begin.")})
    if measured_on > kit.today():
        raise ValidationError({"measured_on": _("This day has not come yet.")})
    row = Outcome(
        measure=measure, months=months, value=value, source=source.strip(), measured_on=measured_on, by=by
    )
    row.full_clean()
    row.save()
    audit.record(by, "transfer.outcome", f"{transfer.pk}: {measure.name} {months}", request=request)
    return row
