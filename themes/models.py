"""The theme of a quarter, its goals and how far they have moved."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from chairs.models import Term
from kit.bilingual import Pair
from kit.quarter import Quarter


class ThemeQuerySet(models.QuerySet):
    def active(self, on):
        return self.filter(state=Theme.State.ACTIVE, term__quarter=Quarter.of(on))


class Theme(models.Model):
    """What the network works on in a quarter ("Each quarter the EN will focus on one theme")."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned for changes")
        ACTIVE = "active", _("active")
        CLOSED = "closed", _("closed")

    term = models.ForeignKey(Term, models.PROTECT, related_name="themes", verbose_name=_("term"))
    title_ar = models.CharField(_("Arabic title"), max_length=150)
    title_en = models.CharField(_("English title"), max_length=150)
    summary_ar = models.TextField(_("Arabic summary"), blank=True)
    summary_en = models.TextField(_("English summary"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    title = Pair("title")
    summary = Pair("summary")
    objects = ThemeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-term__quarter", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(
                "term",
                condition=models.Q(state="active"),
                name="theme_one_active_a_term",
                violation_error_message=_("This quarter already has an active theme."),
            )
        ]

    def __str__(self):
        return str(self.title)


class GoalQuerySet(models.QuerySet):
    def of_active_theme(self, term):
        return self.filter(theme__term=term, theme__state=Theme.State.ACTIVE)


class Goal(models.Model):
    """A specific, tangible goal of a theme; its due date may lie after the quarter."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="goals", verbose_name=_("theme"))
    statement_ar = models.CharField(_("Arabic statement"), max_length=250)
    statement_en = models.CharField(_("English statement"), max_length=250)
    unit_ar = models.CharField(_("Arabic unit"), max_length=60)
    unit_en = models.CharField(_("English unit"), max_length=60)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, default=0)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("due on"))
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
                condition=~models.Q(target=models.F("baseline")),
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


class Progress(models.Model):
    """A reported value of a goal on a day, with its evidence."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="progress", verbose_name=_("goal"))
    on = models.DateField(_("on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    note_ar = models.CharField(_("Arabic evidence"), max_length=250, blank=True)
    note_en = models.CharField(_("English evidence"), max_length=250, blank=True)
    note = Pair("note")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [models.UniqueConstraint("goal", "on", name="progress_once_a_day")]

    def __str__(self):
        return f"{self.on}: {self.value}"
