"""The goals of a theme, and how far they have moved."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair
from themes.models.theme import Theme


class GoalQuerySet(models.QuerySet):
    def of_active_theme(self, term):
        return self.filter(theme__term=term, theme__state=Theme.State.ACTIVE)

    def with_reports(self):
        """Each with its reports and their files; one query more."""
        return self.prefetch_related(models.Prefetch("progress", Progress.objects.select_related("proof")))

    def counted(self):
        """Goals that compute themselves."""
        return self.exclude(measure="")


class Goal(models.Model):
    """A specific, tangible goal of a theme; its due date may lie after the quarter."""

    class Outcome(models.TextChoices):
        ACHIEVED = "achieved", _("achieved")
        PARTLY = "partly", _("partly achieved")
        NOT = "not", _("not achieved")

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="goals", verbose_name=_("theme"))
    statement_ar = models.CharField(_("Arabic statement"), max_length=250)
    statement_en = models.CharField(_("English statement"), max_length=250)
    unit_ar = models.CharField(_("Arabic unit"), max_length=60)
    unit_en = models.CharField(_("English unit"), max_length=60)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, default=0)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("due on"))
    measure = models.CharField(
        _("counted from"), max_length=60, blank=True, help_text=_("Empty: reported by hand, with evidence.")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    statement = Pair("statement")
    unit = Pair("unit")
    objects = GoalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=~Q(target=F("baseline")),
                name="goal_target_differs_from_baseline",
                violation_error_message=_("The target must differ from where you start."),
            )
        ]

    def __str__(self):
        return str(self.statement)

    def percent(self, value):
        """How far `value` has come from the baseline to the target, 0 to 100."""
        share = (value - self.baseline) / (self.target - self.baseline)
        return int(max(0, min(1, share)) * 100)

    def pace(self, on):
        """How much of the goal's time has passed on that day, 0 to 100."""
        start = self.theme.term.quarter.first
        share = (on - start).days / max(1, (self.due_on - start).days)
        return int(max(0, min(1, share)) * 100)

    @property
    def value(self):
        """The newest value, out of the progress that was fetched with the goal."""
        newest = next(iter(self.progress.all()), None)
        return newest.value if newest else self.baseline


class Progress(models.Model):
    """A value of a goal on a day: reported with its evidence, or counted by the portal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="progress", verbose_name=_("goal"))
    on = models.DateField(_("on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    note_ar = models.CharField(_("Arabic evidence"), max_length=250, blank=True)
    note_en = models.CharField(_("English evidence"), max_length=250, blank=True)
    url = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    reported_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="reported_progress",
        null=True,
        blank=True,
        verbose_name=_("reported by"),
        help_text=_("Empty: counted by the portal."),
    )
    note = Pair("note")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
            models.UniqueConstraint(
                "goal",
                "on",
                name="progress_once_a_day",
                violation_error_message=_("Progress on this day is reported already."),
            )
        ]

    def __str__(self):
        return f"{self.on}: {self.value}"
