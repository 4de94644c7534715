"""An edition from *Draft for me* to its release."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max

from chairs.models import Term
from committee import actions as committee
from committee import contents
from committee.models import Outcome, Review
from kit import audit
from newsletter import drafting, readiness
from newsletter.actions.editing import kept
from newsletter.actions.locked import NotOpen, locked
from newsletter.models import Edition, Section

REVIEW_KIND = "newsletter.edition"
NUMBERING = 0x4E4C  # one edition is numbered at a time


class NotReady(ValidationError):
    """`conditions` says what is missing before it may be reviewed."""

    def __init__(self, conditions):
        self.conditions = conditions
        super().__init__([c.evidence for c in conditions if c.is_required and not c.is_met])


@transaction.atomic
def draft_edition(*, month, by):
    """*Draft for me*: the month's edition, made where it is missing, with what is new since the last one.

    Running it again adds new items only. Raises NotOpen once the edition is under review or released.
    """
    edition = _numbered(month.replace(day=1), by)
    edition = locked(edition, by=by, is_open=True)
    before = _words(edition)
    added = drafting.fill(edition)
    if _words(edition) != before:
        kept(edition, by)
    audit.record(by, "newsletter.drafted", f"{edition} (+{added})")
    return edition


def _numbered(month, by):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return Edition.objects.get_or_create(month=month, defaults={"number": number, "created_by": by})[0]


@transaction.atomic
def request_review(*, edition, by):
    """Ask a representative of another province than the chair to release the edition.

    Raises NotOpen, or NotReady with the conditions that are not met.
    """
    edition = locked(edition, by=by, is_open=True)
    conditions = readiness.of(edition)
    if not readiness.is_ready(conditions):
        raise NotReady(conditions)
    chair = Term.objects.of(edition.month).select_related("province").first()
    path = f"newsletter/{edition.number}/preview/"
    edition.review = committee.request_review(
        kind=REVIEW_KIND,
        path=path,
        requested_by=by,
        authors=chair.editors.all() if chair else (),
        province=chair.province if chair else None,
        title_ar=str(edition.headline("ar")),
        title_en=str(edition.headline("en")),
        version=Review.objects.filter(kind=REVIEW_KIND, path=path).count() + 1,
        parts=handed_in(edition),
    )
    edition.save()
    return edition.review


WORDS = ("title_ar", "title_en", "welcome_ar", "welcome_en")
OF_ENTRY = ("section", "title_ar", "title_en", "text_ar", "text_en", "url", "item", "transfer")


def _words(edition):
    return [getattr(edition, name) for name in WORDS]


def handed_in(edition):
    """The parts of an edition as a review keeps them: its words, and its entries section by section.

    A transfer is a part where there is one: what was handed in before entries led to any reads the same.
    """
    named = [(Edition._meta.get_field(name).verbose_name, getattr(edition, name)) for name in WORDS]
    standing = edition.entries.standing().order_by("section", "position", "pk").values_list(*OF_ENTRY)
    rows = [row if row[-1] else row[:-1] for row in standing]
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
    edition = locked(edition, by=by)
    if edition.mailing_id or not edition.released_at:
        raise NotOpen
    edition.review = edition.released_at = edition.send_at = None
    edition.save()
    audit.record(by, "newsletter.reopened", str(edition))
    return edition
