"""What a motion on the counting proposes, and the voting rule that it brought about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from committee.models.motions import Motion
from committee.models.voting import COUNTED_AS_A_WHOLE, VotingRule, VotingTerms


class RuleDecision(VotingTerms):
    """A proposed voting rule; once its motion is carried, `rule` is the version in the books."""

    motion = models.OneToOneField(
        Motion, models.PROTECT, related_name="rule_decision", verbose_name=_("motion")
    )
    rule = models.OneToOneField(
        VotingRule,
        models.PROTECT,
        related_name="decision",
        null=True,
        blank=True,
        verbose_name=_("voting rule"),
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("decision on the counting")
        verbose_name_plural = _("decisions on the counting")
        constraints = [
            models.CheckConstraint(
                condition=COUNTED_AS_A_WHOLE,
                name="rule_decision_number_where_counted",
                violation_error_message=_(
                    "A number of seats belongs to a quorum by number, and to no other."
                ),
            )
        ]

    def __str__(self):
        return f"{self.motion}"
