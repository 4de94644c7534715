"""The network's rule of membership, by version: "Determine and enforce EN membership policies" (the plan)."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair
from members.models.teams import Role

THE_PLAN = datetime.date(2013, 5, 16)


class MembershipPolicyQuerySet(models.QuerySet):
    def in_force(self, on):
        """The version of that day; for days before the first version, the first."""
        return self.filter(effective_from__lte=on).last() or self.first()


class MembershipPolicy(models.Model):
    """What a member must have done, from a day on. A version that has taken effect never changes."""

    effective_from = models.DateField(_("effective from"), unique=True)
    minimum_months = models.PositiveSmallIntegerField(
        _("months of service"), default=6, help_text=_("Calendar months, on Baghdad dates.")
    )
    needs_self_assessment = models.BooleanField(_("the team must have completed its self-assessment"))
    counting_roles = ArrayField(
        models.CharField(max_length=10, choices=Role), verbose_name=_("service that counts")
    )
    words_ar = models.TextField(_("the rule in Arabic"))
    words_en = models.TextField(_("the rule in English"))
    words = Pair("words")
    objects = MembershipPolicyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["effective_from"]
        verbose_name = _("membership policy")
        verbose_name_plural = _("membership policies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counting_roles__len__gt=0),
                name="policy_some_service_counts",
                violation_error_message=_("At least one kind of service must count."),
            )
        ]

    def __str__(self):
        return f"{self.effective_from}"
