"""Two provinces trade their quarters."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from chairs.rotation import Exchange
from kit.quarter import QuarterField
from members.models import Province


class SwapQuerySet(models.QuerySet):
    def open(self):
        """Asked for, not in force yet, and not ended."""
        return self.filter(confirmed_at__isnull=True, ended_at__isnull=True)

    def in_force(self):
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)

    def touching(self, *quarters):
        return self.filter(ended_at__isnull=True).filter(
            Q(quarter__in=quarters) | Q(other_quarter__in=quarters)
        )


def _who(name, label):
    return models.ForeignKey(
        "members.User", models.PROTECT, related_name=name, null=True, blank=True, verbose_name=label
    )


class Swap(models.Model):
    """A trade of two quarters: asked for, agreed by both, confirmed by a third; void with another order."""

    class Ending(models.TextChoices):
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ORDER = "order", _("the order has changed")
        SKIPPED = "skipped", _("one of the two was skipped")

    province = models.ForeignKey(Province, models.PROTECT, related_name="swaps", verbose_name=_("province"))
    quarter = QuarterField(_("its quarter"))
    other = models.ForeignKey(
        Province, models.PROTECT, related_name="swaps_asked", verbose_name=_("the other province")
    )
    other_quarter = QuarterField(_("the other's quarter"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="asked_swaps", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    agreed_by = _who("agreed_swaps", _("agreed by"))
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    confirmed_by = _who("confirmed_swaps", _("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ending = models.CharField(_("why it ended"), max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    objects = SwapQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        constraints = [
            models.CheckConstraint(
                condition=~Q(province=F("other")) & ~Q(quarter=F("other_quarter")),
                name="swap_of_two",
                violation_error_message=_("A swap is between two provinces and two quarters."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, confirmed_by__isnull=False),
                name="swap_agreed_before_confirmed",
                violation_error_message=_("Both provinces agree before a swap is confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("agreed_by")),
                name="swap_confirmed_by_a_third",
                violation_error_message=_("Whoever asked or agreed does not confirm the swap."),
            ),
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True) | ~Q(ending="") & Q(ended_at__isnull=False),
                name="swap_ends_as_a_whole",
                violation_error_message=_("An ended swap has a reason and a time."),
            ),
        ]

    def __str__(self):
        return f"{self.province} {self.quarter} ⇄ {self.other} {self.other_quarter}"

    @property
    def is_ended(self):
        return self.ended_at is not None

    @property
    def is_open(self):
        return self.confirmed_at is None and self.ended_at is None

    @property
    def exchange(self):
        return Exchange(self.province_id, self.quarter, self.other_id, self.other_quarter)
