"""The text of an item as it stood when it was written, reviewed and published."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models import Outcome, Review
from committee.rules import open_seats
from kit.bilingual import Pair
from kit.richtext import RichTextField
from library.models.attachment import Attachment
from library.models.item import Item


class RevisionQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(review__isnull=True)

    def submitted(self):
        return self.filter(review__outcome="")

    def visible_to(self, user):
        """One's own and what is reviewed as one's work; other provinces' submissions for holders of a seat;
        everything for staff.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        reviewed = Review.authors.through.objects.filter(user=user).values("review")
        own = Q(item__created_by=user) | Q(review__in=reviewed)
        if seats := open_seats(user):
            ours = Q(item__province__in=[seat.province_id for seat in seats])
            return self.filter(own | (Q(review__isnull=False) & (~ours | Q(item__province__isnull=True))))
        return self.filter(own)


class Sealed(Exception):
    """A submitted revision never changes."""


class Revision(models.Model):
    """One version of the text. Once submitted it never changes: what was approved is what is read.

    `saves` counts how often the draft was kept: who writes in two windows is told of it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("in POCC review")
        CHANGES = "changes", _("returned for changes")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")
        APPROVED = "approved", _("POCC-reviewed")

    item = models.ForeignKey(Item, models.CASCADE, related_name="revisions", verbose_name=_("item"))
    number = models.PositiveIntegerField(_("version"))
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    summary_ar = models.TextField(_("Arabic summary"), max_length=600, blank=True)
    summary_en = models.TextField(_("English summary"), max_length=600, blank=True)
    problem_ar = models.TextField(_("problem (Arabic)"), blank=True)
    problem_en = models.TextField(_("problem (English)"), blank=True)
    context_ar = models.TextField(_("context (Arabic)"), blank=True)
    context_en = models.TextField(_("context (English)"), blank=True)
    body_ar = RichTextField(_("how it works (Arabic)"), blank=True)
    body_en = RichTextField(_("how it works (English)"), blank=True)
    needs_ar = models.TextField(_("what it takes (Arabic)"), blank=True)
    needs_en = models.TextField(_("what it takes (English)"), blank=True)
    failed_ar = models.TextField(_("what failed (Arabic)"), blank=True)
    failed_en = models.TextField(_("what failed (English)"), blank=True)
    changes_ar = models.TextField(_("what we changed and why (Arabic)"), blank=True)
    changes_en = models.TextField(_("what we changed and why (English)"), blank=True)
    cost = models.CharField(_("cost"), max_length=120, blank=True)
    time_needed = models.CharField(_("time to start"), max_length=120, blank=True)
    people_needed = models.CharField(_("people needed"), max_length=120, blank=True)
    results_source = models.CharField(_("where the figures come from"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    attachments = models.ManyToManyField(
        Attachment, related_name="revisions", blank=True, verbose_name=_("attachments")
    )
    created_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="revisions", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("created at"), default=kit.now)
    saves = models.PositiveIntegerField(_("times saved"), default=0, editable=False)
    review = models.OneToOneField(
        Review, models.PROTECT, related_name="revision", null=True, blank=True, verbose_name=_("review")
    )
    title = Pair("title")
    summary = Pair("summary")
    problem = Pair("problem")
    context = Pair("context")
    body = Pair("body")
    needs = Pair("needs")
    failed = Pair("failed")
    changes = Pair("changes")
    objects = RevisionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["saves"])

    class Meta:
        ordering = ["item", "-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                "item",
                "number",
                name="revision_number_once",
                violation_error_message=_("This version is there already."),
            ),
            models.UniqueConstraint(
                "item",
                condition=Q(review__isnull=True),
                name="revision_one_draft_an_item",
                violation_error_message=_("This item already has a draft."),
            ),
            models.CheckConstraint(
                condition=Q(review__isnull=True) | ~Q(title_ar="", title_en=""),
                name="revision_has_a_title",
                violation_error_message=_("Give a title in Arabic or in English."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @classmethod
    def from_db(cls, db, field_names, values):
        revision = super().from_db(db, field_names, values)
        revision.is_sealed = revision.__dict__.get("review_id") is not None
        return revision

    def save(self, *args, **kwargs):
        if getattr(self, "is_sealed", False):
            raise Sealed(str(self))
        super().save(*args, **kwargs)
        self.is_sealed = self.review_id is not None

    def get_absolute_url(self):
        return reverse("library:revision", args=[self.item_id, self.number])

    @property
    def state(self):
        """Draft until asked for review; then as its review says."""
        if self.review_id is None:
            return self.State.DRAFT
        return {
            "": self.State.SUBMITTED,
            Outcome.CHANGES: self.State.CHANGES,
            Outcome.DECLINED: self.State.DECLINED,
            Outcome.WITHDRAWN: self.State.WITHDRAWN,
            Outcome.APPROVED: self.State.APPROVED,
        }[self.review.outcome]


class Result(models.Model):
    """What changed: a measure before and after the reform, with its source."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="results", verbose_name=_("revision"))
    measure_ar = models.CharField(_("Arabic measure"), max_length=120, blank=True)
    measure_en = models.CharField(_("English measure"), max_length=120, blank=True)
    before = models.DecimalField(_("before"), max_digits=16, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit_ar = models.CharField(_("Arabic unit"), max_length=40, blank=True)
    unit_en = models.CharField(_("English unit"), max_length=40, blank=True)
    measure = Pair("measure")
    unit = Pair("unit")
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.CheckConstraint(
                condition=~Q(measure_ar="", measure_en=""),
                name="result_says_what_was_measured",
                violation_error_message=_("Say what was measured."),
            )
        ]

    def __str__(self):
        return str(self.measure)
