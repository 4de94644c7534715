"""Reviews: the sign-off of what the network publishes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.seats import Seat
from kit.bilingual import Pair
from members.models import Criterion, Province


class Outcome(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES = "changes", _("changes asked for")
    DECLINED = "declined", _("declined")


class ReviewQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def decided(self):
        return self.exclude(outcome="")

    def for_seats(self, seats):
        """Reviews that the holders of these seats may decide: nobody decides on their own province."""
        return self.exclude(province__in=[seat.province_id for seat in seats]) if seats else self.none()

    def due(self, on):
        return self.waiting().filter(due_on__lte=on)


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
    version = models.PositiveIntegerField(_("version"), default=1)
    requested_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="requested_reviews", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), default=kit.now)
    assigned_to = models.ForeignKey(
        Seat, models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("assigned to")
    )
    due_on = models.DateField(_("due on"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
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
        indexes = [models.Index("due_on", condition=Q(outcome=""), name="review_waiting_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="review_decided_as_a_whole",
                violation_error_message=_("A decision needs an outcome, a person and a time."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="review_four_eyes",
                violation_error_message=_("Nobody decides on what they asked for themselves."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", Outcome.APPROVED]) | ~Q(comment=""),
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
