"""What a motion on the membership policy proposes, and the version that it brought about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from committee.models.motions import Motion
from kit.bilingual import Pair
from members.models import MembershipPolicy, Role


class PolicyDecision(models.Model):
    """A proposed rule of membership; once its motion is carried, `policy` is the version in the books."""

    motion = models.OneToOneField(
        Motion, models.PROTECT, related_name="policy_decision", verbose_name=_("motion")
    )
    policy = models.OneToOneField(
        MembershipPolicy,
        models.PROTECT,
        related_name="decision",
        null=True,
        blank=True,
        verbose_name=_("membership policy"),
    )
    effective_from = models.DateField(_("effective from"))
    minimum_months = models.PositiveSmallIntegerField(_("months of service"), default=6)
    needs_self_assessment = models.BooleanField(
        _("the team must have completed its self-assessment"), default=True
    )
    counting_roles = ArrayField(
        models.CharField(max_length=10, choices=Role), verbose_name=_("service that counts")
    )
    words_ar = models.TextField(_("the rule in Arabic"))
    words_en = models.TextField(_("the rule in English"))
    words = Pair("words")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("decision on membership")
        verbose_name_plural = _("decisions on membership")
        constraints = [
            models.CheckConstraint(
                condition=Q(counting_roles__len__gt=0),
                name="policy_decision_some_service_counts",
                violation_error_message=_("At least one kind of service must count."),
            )
        ]

    def __str__(self):
        return f"{self.motion}"
