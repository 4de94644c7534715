"""Solutions: the reforms that teams carry out; the public ones are the *reform goals* citizens read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair
from members.models.places import Criterion
from members.models.teams import Team


class SolutionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def open(self):
        return self.filter(state__in=[Solution.State.PLANNED, Solution.State.UNDER_WAY])


class Solution(models.Model):
    """A reform of a team: what it shall change for citizens, and by when."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        ACHIEVED = "achieved", _("achieved")
        STOPPED = "stopped", _("stopped")

    team = models.ForeignKey(Team, models.PROTECT, related_name="solutions", verbose_name=_("OSTP team"))
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="solutions", verbose_name=_("criterion")
    )
    title_ar = models.CharField(_("Arabic title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    goal_ar = models.TextField(
        _("goal in Arabic"), blank=True, help_text=_("What changes for citizens, and by how much.")
    )
    goal_en = models.TextField(_("goal in English"), blank=True)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    ended_on = models.DateField(_("achieved or stopped on"), null=True, blank=True)
    what_came = models.TextField(_("what came of it"), blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Citizens read it among the reform goals.")
    )
    title, goal = Pair("title"), Pair("goal")
    objects = SolutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["achieved", "stopped"], ended_on__isnull=False)
                | Q(state__in=["planned", "under_way"], ended_on__isnull=True),
                name="solution_ends_with_a_day",
                violation_error_message=_("Say on which day it was achieved or stopped."),
            )
        ]

    def __str__(self):
        return str(self.title)

    def is_late(self, on):
        return self.ended_on is None and self.due_on < on
