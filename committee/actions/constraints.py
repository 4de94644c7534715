"""A shared constraint's way: reported, joined, merged, raised with a body, answered, resolved."""

from operator import attrgetter

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

import kit
from committee import constraint_letter, rules
from committee.models import Constraint, ConstraintReport, Letter, Seat
from kit import audit
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import User
from members.reasons import ByOffice, ByRecord, because

PROVINCES_NEEDED = 2


class NotNow(Exception):
    """The constraint is not where this step could be taken."""


@transaction.atomic
def report(*, by, province, text, title_ar="", title_en="", law=None, request=None):
    """Report what holds a province back; with a version of a law it is a question of law."""
    if not rules.may_report_constraint(by, province):
        raise PermissionDenied
    constraint = Constraint(title_ar=title_ar.strip(), title_en=title_en.strip(), text=text.strip(), law=law)
    constraint.reported_by, constraint.reported_at = by, kit.now()
    constraint.full_clean(exclude=["reported_by", "law"])
    constraint.save()
    ConstraintReport.objects.create(constraint=constraint, province=province, by=by, at=kit.now())
    audit.record(by, "constraint.reported", f"{constraint.pk} {province.code}", request=request)
    return constraint


@transaction.atomic
def join(*, constraint, by, province, note="", request=None):
    """Another province is held back by it too; a second time only its words change."""
    constraint = _take(constraint)
    if not rules.may_report_constraint(by, province):
        raise PermissionDenied
    facts = {"by": by, "note": note.strip(), "at": kit.now()}
    found, is_new = ConstraintReport.objects.update_or_create(
        constraint=constraint, province=province, defaults=facts
    )
    if is_new:
        audit.record(by, "constraint.joined", f"{constraint.pk} {province.code}", request=request)
    return found


@transaction.atomic
def merge(*, constraint, into, by, request=None):
    """Two that are alike become one: the provinces of the first are those of the second from now on."""
    # Locked in one order: two who merge the same pair each way come one after the other.
    kept = {one.pk: _kept(one, by) for one in sorted((constraint, into), key=attrgetter("pk"))}
    constraint, into = kept[constraint.pk], kept[into.pk]
    if constraint.pk == into.pk:
        raise ValidationError(_("Choose another one to merge it into."))
    if constraint.raised_at:
        raise ValidationError(_("It was raised already, and stays by itself."))
    known = set(into.reports.values_list("province", flat=True))
    for row in constraint.reports.exclude(province__in=known):
        ConstraintReport.objects.create(
            constraint=into, province_id=row.province_id, by_id=row.by_id, note=row.note, at=row.at
        )
    constraint.merged_into = into
    constraint.save()
    audit.record(by, "constraint.merged", f"{constraint.pk} into {into.pk}", request=request)
    return into


@transaction.atomic
def draft_letter(*, constraint, body, by, request=None):
    """Draft the letter to a body in both languages; refused while too few provinces share it."""
    constraint = _kept(constraint, by)
    if constraint.raised_at:
        raise NotNow
    missing = why_not_raisable(constraint)
    if missing:
        raise ValidationError(missing)
    words = {}
    for language in ("ar", "en"):
        with override(language):
            words |= constraint_letter.draft(constraint, language)
    year = kit.today().year
    letter = Letter(constraint=constraint, body=body, year=year, number=_next_number(year), **words)
    letter.drafted_by, letter.drafted_at = by, kit.now()
    letter.full_clean(exclude=["constraint", "body", "drafted_by"])
    letter.save()
    audit.record(by, "letter.drafted", letter.reference, request=request)
    return letter


def _next_number(year):
    """The number after the last of the year; whoever drafts at the same time waits until this one is kept."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('committee.letters'), %s)", [year])
    return (Letter.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def revise_letter(*, letter, by, request=None, **words):
    """Other words, until it is sent."""
    _kept(letter.constraint, by)
    letter = Letter.objects.get(pk=letter.pk)
    if letter.sent_on:
        raise NotNow
    for name, value in words.items():
        setattr(letter, name, value.strip())
    letter.full_clean(exclude=["constraint", "body", "drafted_by"])
    letter.save()
    audit.record(by, "letter.revised", letter.reference, request=request)
    return letter


@transaction.atomic
def send_letter(*, letter, by, request=None):
    """The signed letter left: the constraint is raised with the body, and the provinces are told."""
    constraint = _kept(letter.constraint, by)
    letter = Letter.objects.select_related("body").get(pk=letter.pk)
    if letter.sent_on or constraint.raised_at:
        raise NotNow
    letter.sent_on = kit.today()
    letter.save()
    constraint.body, constraint.raised_at = letter.body, kit.now()
    constraint.save()
    audit.record(by, "constraint.raised", f"{constraint.pk} {letter.reference}", request=request)
    _tell(constraint, lambda: _("Raised with %(body)s: %(title)s"), body=letter.body)
    return constraint


@transaction.atomic
def keep_answer(*, constraint, by, answer, request=None):
    """The body answered; question and answer stay together."""
    constraint = _kept(constraint, by)
    if not constraint.raised_at or constraint.answered_at:
        raise NotNow
    constraint.answer, constraint.answered_at = answer.strip(), kit.now()
    return _step(constraint, by, "answered", lambda: _("%(body)s has answered: %(title)s"), request)


@transaction.atomic
def resolve(*, constraint, by, resolution, request=None):
    """It holds nobody back any more, or nothing more can be done; either way it says how it ended."""
    constraint = _kept(constraint, by)
    constraint.resolution, constraint.resolved_at = resolution.strip(), kit.now()
    return _step(constraint, by, "resolved", lambda: _("Resolved: %(title)s"), request)


def why_not_raisable(constraint):
    """What is missing before it can be raised, in words; empty where nothing is."""
    if constraint.law_id or constraint.reports.count() >= PROVINCES_NEEDED:
        return ""
    return _("A constraint is raised when two provinces share it. Another province has to join first.")


def _step(constraint, by, verb, title, request):
    constraint.full_clean(exclude=["reported_by", "law", "merged_into", "body"])
    constraint.save()
    audit.record(by, f"constraint.{verb}", str(constraint.pk), request=request)
    _tell(constraint, title, body=constraint.body or "")
    return constraint


def _tell(constraint, title, *, body):
    """Who reported it, and the holders of the affected provinces' seats."""
    provinces = constraint.reports.values("province")
    seats = Seat.objects.open(kit.today()).filter(province__in=provinces)
    people = set(constraint.reports.values_list("by", flat=True)) | {constraint.reported_by_id}
    people |= {person for row in seats.values_list("representative", "alternate") for person in row if person}
    step = "resolved" if constraint.resolved_at else "answered" if constraint.answered_at else "raised"
    tell(
        User.objects.reachable().filter(pk__in=people),
        title=lambda: title() % {"title": constraint.title, "body": getattr(body, "name", "")},
        path=f"committee/constraints/{constraint.pk}/",
        key=f"constraint:{constraint.pk}:{step}",
        kind=DUTY,
        why=ByRecord(
            ({constraint.reported_by_id}, lambda: _("You get this because you reported this constraint.")),
            otherwise=ByOffice(*provinces.values_list("province", flat=True), otherwise=because(_shares)),
        ),
    )


def _shares():
    return _("You get this because your province shares this constraint.")


def _kept(constraint, by):
    if not rules.may_keep_meetings(by):
        raise PermissionDenied
    return _take(constraint)


def _take(constraint):
    """The constraint, locked, while it is neither merged nor resolved."""
    constraint = Constraint.objects.select_for_update(of=("self",)).get(pk=constraint.pk)
    if constraint.merged_into_id or constraint.resolved_at:
        raise NotNow
    return constraint
