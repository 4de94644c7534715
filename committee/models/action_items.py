"""Action items: what somebody took upon themselves, by when, and who was reminded of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.meetings import AgendaItem, Meeting
from members.models import Province


class ActionItemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def overdue(self, on):
        return self.open().filter(due_on__lt=on)

    def visible_to(self, user):
        """Whose it is; holders of an open seat and staff read all."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(owner=user) | Q(meeting__in=Meeting.objects.visible_to(user)))


class ActionItem(models.Model):
    """Something agreed at a meeting, with one owner and one day."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="actions", verbose_name=_("agreed at the meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name=_("agenda item"),
    )
    text = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        "members.User", models.PROTECT, related_name="action_items", verbose_name=_("owner")
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="action_items",
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Whose representative is told when it is overdue."),
    )
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="closed_action_items",
        null=True,
        blank=True,
        verbose_name=_("marked done by"),
    )
    added_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="added_action_items", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), default=kit.now)
    objects = ActionItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        indexes = [models.Index("due_on", condition=Q(done_at__isnull=True), name="action_item_open_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="action_item_done_as_a_whole",
                violation_error_message=_("What is done has a person and a time."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="action_item_says_what",
                violation_error_message=_("Say what is to be done."),
            ),
        ]

    def __str__(self):
        return self.text

    def days_late(self, on):
        """Days after its day, while it is open; none before."""
        return max(0, (on - self.due_on).days) if self.done_at is None else 0
