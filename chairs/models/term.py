"""Terms: which province leads the network in which quarter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from chairs.models.order import RotationOrder
from committee.models import Seat
from kit.quarter import Quarter, QuarterField
from members.models import Province

# Why a term was dropped with the work on it: kept as it stands here, shown in the reader's language.
BY_THE_ORDER = gettext_noop("The new order gives this quarter to another.")


class TermQuerySet(models.QuerySet):
    def held(self):
        return self.exclude(state=Term.State.SKIPPED)

    def of(self, on):
        """The term of the quarter to which the day belongs."""
        return self.held().filter(quarter=Quarter.of(on))

    def coming(self, on):
        """Held terms whose quarter has not begun on that day."""
        return self.held().filter(quarter__gt=Quarter.of(on))

    def undecided(self):
        """Terms that a new order, a skip or a swap may still move."""
        return self.filter(state__in=[Term.State.SCHEDULED, Term.State.ACCEPTED])

    def concerning(self, person, on):
        """Terms for which the person edits or coaches, or whose province's seat they hold on that day."""
        seats = Seat.objects.open(on).held_by(person).values("province")
        named = Term.editors.through.objects.filter(user=person).values("term")
        return self.filter(Q(pk__in=named) | Q(coach=person) | Q(province__in=seats))


class Term(models.Model):
    """A province's chairmanship of one quarter ("Each quarter one of the provinces will chair the EN")."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        ACCEPTED = "accepted", _("accepted")
        ACTIVE = "active", _("active")
        COMPLETED = "completed", _("completed")
        SKIPPED = "skipped", _("skipped")

    quarter = QuarterField(_("quarter"))
    province = models.ForeignKey(Province, models.PROTECT, related_name="terms", verbose_name=_("province"))
    order = models.ForeignKey(
        RotationOrder,
        models.PROTECT,
        related_name="terms",
        null=True,
        blank=True,
        verbose_name=_("order of chairs"),
        help_text=_("Empty: assigned by hand."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    accepted_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="accepted_terms",
        null=True,
        blank=True,
        verbose_name=_("accepted by"),
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    skip_reason = models.TextField(_("reason for skipping"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=kit.now, editable=False)
    revision = models.PositiveIntegerField(_("revision in calendars"), default=0, editable=False)
    editors = models.ManyToManyField(
        "members.User",
        related_name="edited_terms",
        blank=True,
        verbose_name=_("chair editors"),
        help_text=_("Members of the chairing province who edit the quarter's newsletter."),
    )
    coach = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="coached_terms",
        null=True,
        blank=True,
        limit_choices_to={"is_staff": True},
        verbose_name=_("coach"),
        help_text=_("Who of Taqadum works hand-in-hand with the province."),
    )
    objects = TermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-quarter", "pk"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                "quarter",
                condition=~Q(state="skipped"),
                name="term_one_holder_a_quarter",
                violation_error_message=_("Another province already holds this quarter."),
            ),
            models.UniqueConstraint(
                "quarter",
                "province",
                name="term_once_a_province_and_quarter",
                violation_error_message=_("This province has a term in this quarter already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(skip_reason=""),
                name="term_skip_has_reason",
                violation_error_message=_("Say why the province is skipped."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="term_accepted_as_a_whole",
                violation_error_message=_("An acceptance needs a person and a time."),
            ),
        ]

    def __str__(self):
        return f"{self.quarter} · {self.province}"

    def save(self, *args, **kwargs):
        """Calendars that took the term in hear of each change by a higher number."""
        self.changed_at = kit.now()
        self.revision += 0 if self._state.adding else 1
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "changed_at", "revision"}
        super().save(*args, **kwargs)

    @property
    def path(self):
        """The address of its desk, without the language."""
        return f"chairs/terms/{self.pk}/"

    @property
    def address(self):
        """The address of its quarter, in the language of the reader."""
        return f"/{get_language() or 'ar'}/quarters/{self.quarter}/"

    @property
    def why_skipped(self):
        """The words of who skipped it; what the order did is said in the reader's language."""
        return gettext(BY_THE_ORDER) if self.skip_reason == BY_THE_ORDER else self.skip_reason

    @property
    def is_undecided(self):
        return self.state in (self.State.SCHEDULED, self.State.ACCEPTED)

    @property
    def is_held(self):
        return self.state != self.State.SKIPPED

    @property
    def is_open(self):
        """Work is still done on it: it is coming or running."""
        return self.state in (self.State.SCHEDULED, self.State.ACCEPTED, self.State.ACTIVE)
