"""Solutions: the reforms that teams carry out; the public ones are the *reform goals* citizens read."""

from django.db import models
from django.db.models import Case, Count, F, Q, When, Window
from django.utils.translation import get_language
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

    def achieved(self):
        return self.filter(state=Solution.State.ACHIEVED)

    def stopped(self):
        return self.filter(state=Solution.State.STOPPED)

    def late(self, on):
        """Open although the day has passed."""
        return self.open().filter(due_on__lt=on)

    def nearest_first(self, on, *within):
        """What is due next, then what is late, then what ended last; `within` comes before."""
        open_ = Q(state__in=[Solution.State.PLANNED, Solution.State.UNDER_WAY])
        turn = Case(When(open_ & Q(due_on__gte=on), then=0), When(open_, then=1), default=2)
        return self.order_by(*within, turn, F("ended_on").desc(nulls_first=True), "due_on", "pk")

    def with_totals(self, on):
        """Each with how many there are of every state: one row is enough to tell them all."""
        return self.annotate(
            open_total=Window(Count("pk", filter=Q(ended_on__isnull=True))),
            late_total=Window(Count("pk", filter=Q(ended_on__isnull=True, due_on__lt=on))),
            achieved_total=Window(Count("pk", filter=Q(state=Solution.State.ACHIEVED))),
        )

    def counted_by_province(self, on):
        """[(province, criterion, state, how many, how many late)]: what a page of goals counts from."""
        late = Count("pk", filter=Q(ended_on__isnull=True, due_on__lt=on))
        rows = self.order_by().values_list("team__province", "criterion", "state")
        return list(rows.annotate(number=Count("pk"), late=late))


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

    @property
    def is_open(self):
        return self.ended_on is None

    def is_late(self, on):
        return self.ended_on is None and self.due_on < on

    def days_late(self, on):
        """How many days it is behind, or was when it was achieved; 0 for what is in time or was stopped."""
        if self.state == self.State.STOPPED:
            return 0
        return max(0, ((self.ended_on or on) - self.due_on).days)

    @property
    def path(self):
        """Where citizens read it, without the language."""
        return f"goals/{self.team.province.code}/#goal-{self.pk}"

    @property
    def address(self):
        """Where citizens read it, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}"
