"""Reviews: the sign-off of what the network publishes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.checklists import Checklist, ReviewKind
from committee.models.seats import Seat
from kit.bilingual import Pair
from kit.clock import BAGHDAD
from members.models import Criterion, Province


class Outcome(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES = "changes", _("changes asked for")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class ReviewQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def decided(self):
        return self.exclude(outcome__in=["", Outcome.WITHDRAWN])

    def for_seats(self, seats):
        """Reviews that the holders of these seats may decide: nobody decides on their own province."""
        return self.exclude(province__in=[seat.province_id for seat in seats]) if seats else self.none()

    def overdue(self, on):
        """The day by which the author was promised an answer is over."""
        return self.waiting().filter(due_on__lt=on)

    def of_subject(self, review):
        """Every review of the same subject, whatever its version."""
        return self.filter(kind=review.kind, subject=review.subject)

    def visible_to(self, user):
        """All of them for holders of a seat and staff, what one asked for or wrote for everybody else."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff or Seat.objects.open(kit.today()).held_by(user).exists():
            return self
        return self.of_author(user)

    def of_author(self, user):
        """Those on whose author's side the person stands: they asked, or it is their work."""
        written = self.model.authors.through.objects.filter(user=user)
        return self.filter(Q(requested_by=user) | Q(pk__in=written.values("review")))

    def by_urgency(self):
        """What waits first, the earliest promise on top; then what was decided, the latest on top."""
        return self.order_by(F("decided_at").desc(nulls_first=True), "due_on", "pk")

    def with_joined(self):
        """What a list of reviews shows."""
        return self.select_related(
            "province", "criterion", "requested_by", "decided_by", "assigned_to__province"
        )


class Review(models.Model):
    """A sign-off by a representative of another province ("Oversee quality control of best-practices")."""

    kind = models.CharField(_("kind"), max_length=40)
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    path = models.CharField(_("address"), max_length=200, help_text=_("Without the language: library/412/"))
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("province")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("criterion")
    )
    subject = models.CharField(
        _("subject"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The same for every version: library/412/"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    digest = models.CharField(_("digest of the text"), max_length=64, blank=True)
    parts = models.JSONField(_("digests of its parts"), default=list, blank=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="following",
        null=True,
        blank=True,
        verbose_name=_("review of the version before"),
    )
    checklist = models.ForeignKey(
        Checklist,
        models.PROTECT,
        related_name="reviews",
        null=True,
        blank=True,
        verbose_name=_("checklist"),
    )
    requested_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="requested_reviews", verbose_name=_("requested by")
    )
    authors = models.ManyToManyField(
        "members.User",
        related_name="authored_reviews",
        blank=True,
        verbose_name=_("authors"),
        help_text=_("Whose work it is besides who asked: they read and write here, and never judge it."),
    )
    requested_at = models.DateTimeField(_("requested at"), default=kit.now)
    assigned_to = models.ForeignKey(
        Seat, models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("assigned to")
    )
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    assign_by_on = models.DateField(_("to be assigned by"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered to every seat at"), null=True, blank=True)
    offer_again_on = models.DateField(_("offered again on"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="decided_reviews",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    title = Pair("title")
    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index("due_on", condition=Q(outcome=""), name="review_waiting_by_due"),
            models.Index("kind", "subject", name="review_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="review_decided_as_a_whole",
                violation_error_message=_("A decision needs an outcome, a person and a time."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(outcome=Outcome.WITHDRAWN)
                | ~Q(decided_by=F("requested_by")),
                name="review_four_eyes",
                violation_error_message=_("Nobody decides on what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", Outcome.APPROVED, Outcome.WITHDRAWN]) | ~Q(comment=""),
                name="review_reason_given",
                violation_error_message=_("Say what should change, or why it is declined."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.version})"

    @property
    def is_waiting(self):
        return not self.outcome

    @property
    def address(self):
        """Where the subject is read, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}"

    @property
    def kind_words(self):
        """The kind, as people call it."""
        return dict(ReviewKind.choices).get(self.kind, self.kind)

    @property
    def author_side(self):
        """Keys of who asked and of whose work it is; one query, none where they were fetched."""
        return {self.requested_by_id, *(person.pk for person in self.authors.all())}

    def days_waiting(self, on):
        """Calendar days since it was asked for, in Baghdad."""
        return (on - self.requested_at.astimezone(BAGHDAD).date()).days
