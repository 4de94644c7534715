"""How the POCC counts: quorum and majority, by versions with a date each."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair


class MotionKind(models.TextChoices):
    THEME = "theme", _("theme of the quarter")
    ROTATION_ORDER = "rotation_order", _("order of chairs")
    MEMBERSHIP_POLICY = "membership_policy", _("membership policy")
    CONTENT_STANDARD = "content_standard", _("standard of content")
    PRIORITY = "priority", _("priority")
    REPRESENTATION = "representation", _("representation")
    VOTING_RULE = "voting_rule", _("voting rule")
    OTHER = "other", _("other decision")


class Quorum(models.TextChoices):
    MORE_THAN_HALF = "more_than_half", _("more than half of the seats")
    HALF = "half", _("at least half of the seats")
    TWO_THIRDS = "two_thirds", _("at least two thirds of the seats")
    NUMBER = "number", _("a number of seats")


class Majority(models.TextChoices):
    SIMPLE = "simple", _("more than half of those who take part")
    ABSOLUTE = "absolute", _("more than half of all seats")
    TWO_THIRDS = "two_thirds", _("at least two thirds of those who take part")


COUNTED_AS_A_WHOLE = Q(quorum_type=Quorum.NUMBER, quorum_number__gte=1) | ~Q(quorum_type=Quorum.NUMBER) & Q(
    quorum_number__isnull=True
)


class VotingRuleQuerySet(models.QuerySet):
    def in_force(self, kind, on):
        """The newest version of that day which names the kind, else the newest one for every kind."""
        known = self.filter(Q(kinds__contains=[kind]) | Q(kinds=[]), effective_from__lte=on)
        return known.order_by(
            models.Case(models.When(kinds=[], then=0), default=1), *self.model._meta.ordering
        ).last()


class VotingTerms(models.Model):
    """When a vote counts and when it carries, from a day on."""

    effective_from = models.DateField(_("effective from"))
    kinds = ArrayField(
        models.CharField(max_length=20, choices=MotionKind),
        verbose_name=_("for these motions"),
        default=list,
        blank=True,
        help_text=_("Empty: for all that no other rule names."),
    )
    quorum_type = models.CharField(_("quorum"), max_length=20, choices=Quorum, default=Quorum.MORE_THAN_HALF)
    quorum_number = models.PositiveSmallIntegerField(
        _("number of seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    majority_type = models.CharField(_("majority"), max_length=20, choices=Majority, default=Majority.SIMPLE)
    days_open = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("When a motion says nothing else, it closes on the working day after so many days."),
    )
    words_ar = models.TextField(_("the rule in Arabic"))
    words_en = models.TextField(_("the rule in English"))
    words = Pair("words")

    class Meta:
        abstract = True

    @property
    def scope(self):
        """The motions for which it counts, in words."""
        return " · ".join(str(MotionKind(kind).label) for kind in self.kinds) or _("all other motions")


class VotingRule(VotingTerms):
    """A way of counting in the books. A version that was used never changes."""

    objects = VotingRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["effective_from", "pk"]
        verbose_name = _("voting rule")
        verbose_name_plural = _("voting rules")
        constraints = [
            models.UniqueConstraint(
                "effective_from",
                "kinds",
                name="voting_rule_once_a_day",
                violation_error_message=_("There is a voting rule for these motions from that day already."),
            ),
            models.CheckConstraint(
                condition=COUNTED_AS_A_WHOLE,
                name="voting_rule_number_where_counted",
                violation_error_message=_(
                    "A number of seats belongs to a quorum by number, and to no other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(days_open__gte=1),
                name="voting_rule_days_to_answer",
                violation_error_message=_("A motion stays open for a day at least."),
            ),
        ]

    def __str__(self):
        return f"{self.get_majority_type_display()} ({self.effective_from})"

    @property
    def is_used(self):
        return self.motions.exists()
