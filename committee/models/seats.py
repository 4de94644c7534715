"""Seats of the POCC: one open seat a province."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from members.models import Province
from members.models.teams import DateRange


class SeatQuerySet(models.QuerySet):
    def open(self, on):
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), since_on__lte=on)

    def held_by(self, person):
        """Seats for which the person may act, as representative or alternate; Taqadum staff for none."""
        return self.none() if person.is_staff else self.named(person)

    def named(self, person):
        """Seats in which the person is representative or alternate."""
        return self.filter(Q(representative=person) | Q(alternate=person))

    def holders(self):
        """Public keys of the representatives and alternates."""
        pairs = self.order_by().values_list("representative", "alternate")
        return {person for pair in pairs for person in pair if person}

    def other_than(self, province):
        return self.exclude(province=province) if province else self


class Seat(models.Model):
    """The one seat of a province in the POCC (the plan, *Governance and Oversight*)."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="seats", verbose_name=_("province"))
    representative = models.ForeignKey(
        "members.User", models.PROTECT, related_name="seats", verbose_name=_("representative")
    )
    alternate = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="alternate_seats",
        null=True,
        blank=True,
        verbose_name=_("alternate"),
    )
    since_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    may_vote_by_mail = models.BooleanField(
        _("may vote from the mail"),
        default=True,
        help_text=_("Mails to its holders carry a link to vote or sign off without signing in."),
    )
    objects = SeatQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["province__code", "-since_on"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                "province",
                condition=Q(until_on__isnull=True),
                name="seat_one_open_a_province",
                violation_error_message=_("This province already has an open seat."),
            ),
            ExclusionConstraint(
                name="seat_one_at_a_time",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    (DateRange("since_on", "until_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This province has another seat on one of these days."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="seat_ends_after_start",
                violation_error_message=_("A seat cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(alternate__isnull=True) | ~Q(alternate=F("representative")),
                name="seat_alternate_is_another",
                violation_error_message=_("The alternate must be another person."),
            ),
        ]

    def is_open(self, on):
        return self.since_on <= on and (self.until_on is None or self.until_on >= on)

    def __str__(self):
        return f"{self.province} · {self.representative}"
