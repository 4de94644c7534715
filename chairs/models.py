"""Terms: which province leads the network in which quarter."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.quarter import Quarter, QuarterField
from members.models import Province


class TermQuerySet(models.QuerySet):
    def held(self):
        return self.exclude(state=Term.State.SKIPPED)

    def of(self, on):
        """The term of the quarter to which the day belongs."""
        return self.held().filter(quarter=Quarter.of(on))


class Term(models.Model):
    """A province's chairmanship of one quarter ("Each quarter one of the provinces will chair the EN")."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        ACCEPTED = "accepted", _("accepted")
        ACTIVE = "active", _("active")
        COMPLETED = "completed", _("completed")
        SKIPPED = "skipped", _("skipped")

    quarter = QuarterField(_("quarter"))
    province = models.ForeignKey(Province, models.PROTECT, related_name="terms", verbose_name=_("province"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    skip_reason = models.TextField(_("reason for skipping"), blank=True)
    editors = models.ManyToManyField(
        "members.User",
        related_name="edited_terms",
        blank=True,
        verbose_name=_("chair editors"),
        help_text=_("Members of the chairing province who edit the quarter's newsletter."),
    )
    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-quarter"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                "quarter",
                condition=~models.Q(state="skipped"),
                name="term_one_holder_a_quarter",
                violation_error_message=_("Another province already holds this quarter."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="skipped") | ~models.Q(skip_reason=""),
                name="term_skip_has_reason",
                violation_error_message=_("Say why the province is skipped."),
            ),
        ]

    def __str__(self):
        return f"{self.quarter} · {self.province}"
