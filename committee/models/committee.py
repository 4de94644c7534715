"""What the committee is called and whose it is, from a day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair


class CommitteeQuerySet(models.QuerySet):
    def in_force(self, on):
        """Name and parent body of that day; for days before the first, the first."""
        return self.filter(from_on__lte=on).last() or self.first()


class Committee(models.Model):
    """The coordinating committee by name and parent body, which change once the national centre exists."""

    from_on = models.DateField(
        _("from"), unique=True, error_messages={"unique": _("There is a name from that day already.")}
    )
    name_ar = models.CharField(_("Arabic name"), max_length=150)
    name_en = models.CharField(_("English name"), max_length=150)
    parent_ar = models.CharField(_("parent body (Arabic)"), max_length=150, blank=True)
    parent_en = models.CharField(_("parent body (English)"), max_length=150, blank=True)
    name, parent = Pair("name"), Pair("parent")
    objects = CommitteeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["from_on"]
        verbose_name = _("name of the committee")
        verbose_name_plural = _("names of the committee")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent_ar="", parent_en="")
                | ~models.Q(parent_ar="") & ~models.Q(parent_en=""),
                name="committee_parent_in_both",
                violation_error_message=_("Name the parent body in both languages."),
            )
        ]

    def __str__(self):
        return str(self.name)

    @property
    def full_name(self):
        """With its parent body, as letters are signed."""
        return f"{self.name} · {self.parent}" if self.parent else str(self.name)
