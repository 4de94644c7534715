"""The work on a review: whose turn it is and why, the points looked at, what reviewer and author write."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit
from committee.models.checklists import ChecklistPoint
from committee.models.reviews import Review
from committee.models.seats import Seat


class AssignmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at__isnull=True)


class ReviewAssignment(models.Model):
    """A review in the hands of a seat: since when, for which reasons, and how its turn ended."""

    class Ending(models.TextChoices):
        CONFLICT = "conflict", _("conflict of interest")
        ABSENCE = "absence", _("absent")
        VACANT = "vacant", _("the seat fell vacant")
        NO_ANSWER = "no_answer", _("no answer in time")
        HANDED_ON = "handed_on", _("handed on by staff")

    review = models.ForeignKey(Review, models.PROTECT, related_name="assignments", verbose_name=_("review"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments", verbose_name=_("seat"))
    at = models.DateTimeField(_("assigned at"), default=kit.now)
    is_expert = models.BooleanField(_("knows the criterion"), default=False)
    waiting_count = models.PositiveSmallIntegerField(_("reviews that waited then"), default=0)
    last_at = models.DateTimeField(_("assigned before at"), null=True, blank=True)
    by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="handed_reviews",
        null=True,
        blank=True,
        verbose_name=_("handed over by"),
    )
    remind_on = models.DateField(_("reminded on"))
    lapses_on = models.DateField(_("goes on to another seat on"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("assignment of a review")
        verbose_name_plural = _("assignments of reviews")
        constraints = [
            models.UniqueConstraint(
                "review",
                condition=Q(ended_at__isnull=True),
                name="assignment_one_at_a_time",
                violation_error_message=_("This review is in the hands of another seat."),
            ),
            models.UniqueConstraint(
                "review",
                "seat",
                condition=Q(by__isnull=True),
                name="assignment_never_back",
                violation_error_message=_("This seat has had the review before."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="assignment_ends_as_a_whole",
                violation_error_message=_("An ending needs a time and a cause."),
            ),
        ]

    def __str__(self):
        return f"{self.review} · {self.seat}"


class ReviewAnswer(models.Model):
    """What the reviewer found about one point of the checklist, kept with the decision."""

    class State(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        NOT_APPLICABLE = "n_a", _("does not apply")

    review = models.ForeignKey(Review, models.PROTECT, related_name="answers", verbose_name=_("review"))
    point = models.ForeignKey(ChecklistPoint, models.PROTECT, related_name="answers", verbose_name=_("point"))
    state = models.CharField(_("answer"), max_length=8, choices=State)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["review", "point__position"]
        verbose_name = _("answer to a point")
        verbose_name_plural = _("answers to points")
        constraints = [
            models.UniqueConstraint(
                "review",
                "point",
                name="answer_once_a_point",
                violation_error_message=_("This point is answered already."),
            )
        ]

    def __str__(self):
        return f"{self.point}: {self.get_state_display()}"


class ReviewMessage(models.Model):
    """A sentence between the reviewer and the author, about this review, read by the whole POCC."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="messages", verbose_name=_("review"))
    author = models.ForeignKey(
        "members.User", models.PROTECT, related_name="review_messages", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), max_length=2000)
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message about a review")
        verbose_name_plural = _("messages about reviews")

    def __str__(self):
        return self.text[:60]
