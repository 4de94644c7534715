"""Ballots: what the seats answered to a motion."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.seats import Seat


class BallotQuerySet(models.QuerySet):
    def of_open_seats(self, on):
        """Ballots of seats that are open on that day: only these are counted."""
        return self.filter(seat__in=Seat.objects.open(on))


class Ballot(models.Model):
    """What one seat answered to one motion; it may change until the motion closes, and its history stays."""

    class Choice(models.TextChoices):
        YES = "yes", _("in favour")
        NO = "no", _("against")
        ABSTAIN = "abstain", _("abstention")
        RECUSE = "recuse", _("recusal")

    class Channel(models.TextChoices):
        PAGE = "page", _("on the page")
        MAIL = "mail", _("by mail link")
        MEETING = "meeting", _("in the meeting")

    motion = models.ForeignKey(
        "committee.Motion", models.PROTECT, related_name="ballots", verbose_name=_("motion")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ballots", verbose_name=_("seat"))
    choice = models.CharField(_("answer"), max_length=8, choices=Choice)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    cast_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="ballots", verbose_name=_("cast by")
    )
    recorded_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="recorded_ballots",
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
        help_text=_("Who kept in a meeting what the seat said there; empty: the seat answered itself."),
    )
    is_by_alternate = models.BooleanField(_("cast by the alternate"), default=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    at = models.DateTimeField(_("when"), default=kit.now)
    objects = BallotQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["motion", "seat"]
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(
                "motion",
                "seat",
                name="ballot_one_a_seat",
                violation_error_message=_("This seat has answered already."),
            ),
            models.CheckConstraint(
                condition=~Q(choice="recuse") | ~Q(reason=""),
                name="ballot_recusal_has_a_reason",
                violation_error_message=_("Say why the seat stands back from this motion."),
            ),
        ]

    def __str__(self):
        return f"{self.motion_id} · {self.seat_id}"
