"""What a chairing province owes the network, and how it hands the network on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from chairs.models.term import Term


class Duty(models.TextChoices):
    """The plan's five, *Leadership and Management*, in its words."""

    THEME = "theme", _("Select the focal theme for the quarter")
    HOST = "host", _("Host network activities and events")
    HIGHLIGHT = "highlight", _("Highlight successes and lessons learned of the region")
    PUBLISH = "publish", _("Contribute to and edit the network's publications")
    COORDINATE = "coordinate", _("Coordinate network activities and events")


class DutyDone(models.Model):
    """A duty that was ticked by hand, with a note on what proves it."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="duties_done", verbose_name=_("term"))
    duty = models.CharField(_("duty"), max_length=12, choices=Duty)
    note = models.CharField(_("what was done"), max_length=300)
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="ticked_duties", verbose_name=_("ticked by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    history = HistoricalRecords()

    class Meta:
        ordering = ["term", "at"]
        verbose_name = _("duty done")
        verbose_name_plural = _("duties done")
        constraints = [
            models.UniqueConstraint(
                "term",
                "duty",
                name="duty_done_once_a_term",
                violation_error_message=_("This duty is ticked already."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="duty_done_has_a_note",
                violation_error_message=_("Say what was done: a bare tick proves nothing."),
            ),
        ]

    def __str__(self):
        return f"{self.term} · {self.get_duty_display()}"


class HandOver(models.Model):
    """What the outgoing chair leaves to the next: notes, and who received them."""

    term = models.OneToOneField(
        Term, models.CASCADE, related_name="hand_over", verbose_name=_("term of the outgoing chair")
    )
    notes = models.TextField(_("notes for the next chair"))
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="hand_overs", verbose_name=_("handed over by")
    )
    at = models.DateTimeField(_("handed over at"), default=kit.now)
    received_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="received_hand_overs",
        null=True,
        blank=True,
        verbose_name=_("received by"),
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.CheckConstraint(
                condition=Q(received_by__isnull=True, received_at__isnull=True)
                | Q(received_by__isnull=False, received_at__isnull=False),
                name="hand_over_received_as_a_whole",
                violation_error_message=_("A receipt needs a person and a time."),
            )
        ]

    def __str__(self):
        return str(self.term)
