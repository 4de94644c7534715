"""Checklists: what a reviewer looks at before a sign-off, by kind and by date."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair


class ReviewKind(models.TextChoices):
    """What is signed off before readers see it."""

    ITEM = "library.revision", _("library")
    EDITION = "newsletter.edition", _("newsletter")
    POST = "outreach.post", _("post")
    RELEASE = "outreach.release", _("press release")


class ChecklistQuerySet(models.QuerySet):
    def in_force(self, kind, on):
        """The newest version for the kind that had begun by that day; None where there is none."""
        return self.filter(kind=kind, effective_from__lte=on).order_by("-effective_from").first()


class Checklist(models.Model):
    """A dated version of the points for one kind; a review keeps the one it was asked under."""

    kind = models.CharField(_("kind"), max_length=40, choices=ReviewKind)
    effective_from = models.DateField(_("effective from"))
    objects = ChecklistQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "-effective_from"]
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints = [
            models.UniqueConstraint(
                "kind",
                "effective_from",
                name="checklist_version_once",
                violation_error_message=_("Another version begins on the same day."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.effective_from:%Y-%m-%d}"

    @property
    def is_used(self):
        """Reviews were asked under it: it stays as it was, another version follows it."""
        return self.reviews.exists()


class ChecklistPoint(models.Model):
    """One thing to look at."""

    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="points", verbose_name=_("checklist")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    words_ar = models.CharField(_("Arabic words"), max_length=200)
    words_en = models.CharField(_("English words"), max_length=200)
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Approving although it is not met needs a reason.")
    )
    words = Pair("words")

    class Meta:
        ordering = ["checklist", "position", "pk"]
        verbose_name = _("point of a checklist")
        verbose_name_plural = _("points of a checklist")
        constraints = [
            models.UniqueConstraint(
                "checklist",
                "position",
                name="checklist_position_once",
                violation_error_message=_("Another point of this checklist has this place."),
            )
        ]

    def __str__(self):
        return str(self.words)
