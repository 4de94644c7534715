"""Verbs of the newsletter: draft, edit, ask for release, schedule, send."""

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Max

import kit
from chairs.models import Term
from committee import actions as committee
from committee import contents
from committee.models import Outcome, Review
from kit import audit
from mailing import actions as mailing
from newsletter import dispatch, drafting, readiness, rules
from newsletter.models import Edition, Entry, Section

log = structlog.get_logger(__name__)
REVIEW_KIND = "newsletter.edition"
NUMBERING = 0x4E4C  # one edition is numbered at a time


class NotOpen(Exception):
    """The edition waits for its review or is released: its text no longer changes."""


class NotReady(ValidationError):
    """`conditions` says what is missing before it may be reviewed."""

    def __init__(self, conditions):
        self.conditions = conditions
        super().__init__([c.evidence for c in conditions if c.is_required and not c.is_met])


def _locked(edition, *, by=None, is_open=False):
    """The edition as it is now, held until the transaction ends."""
    edition = Edition.objects.select_for_update(of=("self",)).with_joined().get(pk=edition.pk)
    if by is not None and not rules.may_edit(by, edition):
        raise PermissionDenied
    if is_open and not edition.is_open:
        raise NotOpen
    return edition


@transaction.atomic
def draft_edition(*, month, by):
    """*Draft for me*: the month's edition, made where it is missing, with what is new since the last one.

    Running it again adds new items only. Raises NotOpen once the edition is under review or released.
    """
    edition = _numbered(month.replace(day=1), by)
    edition = _locked(edition, by=by, is_open=True)
    added = drafting.fill(edition)
    audit.record(by, "newsletter.drafted", f"{edition} (+{added})")
    return edition


def _numbered(month, by):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return Edition.objects.get_or_create(month=month, defaults={"number": number, "created_by": by})[0]


@transaction.atomic
def add_item(*, edition, item, section, by):
    """Put an item into the edition by hand; one that was taken out comes back."""
    edition = _locked(edition, by=by, is_open=True)
    entry = edition.entries.filter(item=item).first()
    if entry is None:
        entry = drafting.entry_of(item, edition=edition)
    elif entry.removed_at is None:
        return entry
    return _placed(entry, edition, section)


@transaction.atomic
def add_entry(*, edition, entry, by):
    """Put news written by hand at the end of its section; `entry` is not saved yet."""
    edition = _locked(edition, by=by, is_open=True)
    entry.edition = edition
    return _placed(entry, edition, entry.section)


def _placed(entry, edition, section):
    last = edition.entries.filter(section=section).aggregate(last=Max("position"))["last"] or 0
    entry.section, entry.position, entry.removed_at = section, last + 1, None
    entry.save()
    return entry


@transaction.atomic
def save_edits(*, edition, form, entries, by):
    """Keep the words of an editor: `form` and the formset `entries` are valid. What is taken out stays out.

    An item's entry is marked, so that drafting again does not bring it back; one written by hand is deleted.
    """
    edition = _locked(edition, by=by, is_open=True)
    form.save()
    for entry_form in entries.forms:
        if entry_form in entries.deleted_forms:
            _take_out(entry_form.instance)
        elif entry_form.has_changed():
            entry_form.save()
    audit.record(by, "newsletter.edited", str(edition))
    return edition


def _take_out(entry):
    if entry.item_id is None:
        entry.delete()
        return
    entry = Entry.objects.get(pk=entry.pk)  # without what was typed into the row that was taken out
    entry.removed_at = kit.now()
    entry.save()


@transaction.atomic
def request_review(*, edition, by):
    """Ask a representative of another province than the chair to release the edition.

    Raises NotOpen, or NotReady with the conditions that are not met.
    """
    edition = _locked(edition, by=by, is_open=True)
    conditions = readiness.of(edition)
    if not readiness.is_ready(conditions):
        raise NotReady(conditions)
    chair = Term.objects.of(edition.month).select_related("province").first()
    path = f"newsletter/{edition.number}/preview/"
    edition.review = committee.request_review(
        kind=REVIEW_KIND,
        path=path,
        requested_by=by,
        province=chair.province if chair else None,
        title_ar=str(edition.headline("ar")),
        title_en=str(edition.headline("en")),
        version=Review.objects.filter(kind=REVIEW_KIND, path=path).count() + 1,
        parts=handed_in(edition),
    )
    edition.save()
    return edition.review


WORDS = ("title_ar", "title_en", "welcome_ar", "welcome_en")
OF_ENTRY = ("section", "title_ar", "title_en", "text_ar", "text_en", "url", "item")


def handed_in(edition):
    """The parts of an edition as a review keeps them: its words, and its entries section by section."""
    named = [(Edition._meta.get_field(name).verbose_name, getattr(edition, name)) for name in WORDS]
    rows = list(edition.entries.standing().order_by("section", "position", "pk").values_list(*OF_ENTRY))
    named += [(one.label, [list(row) for row in rows if row[0] == one.value]) for one in Section]
    return contents.parts_of(named)


def carry_out_review(*, review):
    """The edition that was approved is released; any other decision gives it back to its editors.

    Raises NotAsHandedIn where its words are not those that were handed in.
    """
    if review.outcome != Outcome.APPROVED:
        return
    edition = Edition.objects.select_for_update().get(review=review)
    contents.check(review, handed_in(edition))
    edition.released_at = review.decided_at
    edition.save()


@transaction.atomic
def reopen(*, edition, by):
    """Take a released edition back to edit it again; it needs a new review. Not once sending has started."""
    edition = _locked(edition, by=by)
    if edition.mailing_id or not edition.released_at:
        raise NotOpen
    edition.review = edition.released_at = edition.send_at = None
    edition.save()
    audit.record(by, "newsletter.reopened", str(edition))
    return edition


@transaction.atomic
def schedule(*, edition, at, by):
    """Send a released edition at this moment; None takes the hour back."""
    edition = _locked(edition, by=by)
    if edition.mailing_id or not edition.released_at:
        raise NotOpen
    edition.send_at = at
    edition.save()
    audit.record(by, "newsletter.scheduled", f"{edition} {at:%Y-%m-%d %H:%M %Z}" if at else str(edition))
    return edition


@transaction.atomic
def send(*, edition, by):
    """Start sending to confirmed subscribers, each in their language; a second call changes nothing.

    `by` is None for the clock. Raises NotOpen where no review has released it, CannotSend with reasons.
    """
    edition = _locked(edition, by=by)
    if edition.mailing_id:
        return edition.mailing
    if not edition.released_at:
        raise NotOpen
    edition.mailing = dispatch.start(edition)
    edition.save()
    audit.record(by, "newsletter.sent", str(edition))
    return edition.mailing


def start_due(*, at):
    """Start every released edition whose hour has come; returns how many. A faulty one holds up no other."""
    count = 0
    for edition in Edition.objects.due(at):
        try:
            send(edition=edition, by=None)
        except (NotOpen, mailing.CannotSend) as error:
            log.error("edition_cannot_be_sent", edition=str(edition), error=str(error))
            continue
        count += 1
    return count


STEERING = {
    "pause": mailing.pause,
    "resume": mailing.resume,
    "cancel": mailing.cancel,
    "resend": mailing.resend_failures,
}


def steer(*, edition, verb, by):
    """Pause, resume, cancel or resend failures of an edition under way; returns what mailing says."""
    if not rules.may_edit(by, edition):
        raise PermissionDenied
    audit.record(by, f"newsletter.{verb}", str(edition))
    return STEERING[verb](edition.mailing)
