"""A practice that another province takes up: where it stands, and who took it there."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.calendar import add_months, next_working
from library.models.item import Item
from library.models.revision import Revision
from library.standing import acting_for
from members.models import Province

MONTHS = (3, 6, 12)  # after the pilot began, when what it brought is measured


class Step(models.IntegerChoices):
    """The way of a practice into another province; each step once, none before the one ahead of it."""

    INTERESTED = 1, _("interested")
    CHECKED = 2, _("fit checked")
    AGREED = 3, _("agreed with the source")
    ADAPTING = 4, _("adapting")
    PILOTING = 5, _("piloting")
    ACHIEVED = 6, _("achieved")


class TransferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(step__lt=Step.ACHIEVED, stopped_at__isnull=True)

    def achieved(self):
        return self.filter(step=Step.ACHIEVED)

    def stopped(self):
        return self.filter(stopped_at__isnull=False)

    def piloted(self):
        """The pilot runs, or has run: what it brings is measured."""
        return self.filter(step__gte=Step.PILOTING, stopped_at__isnull=True)

    def of(self, provinces):
        """Which these provinces take up, or which are taken up from them."""
        return self.filter(Q(adopter__in=provinces) | Q(source__in=provinces))

    def public(self):
        """Of items that everyone may read."""
        return self.filter(item__in=Item.objects.published().filter(is_public=True))

    def visible_to(self, user):
        """Of items that the reader may read; of withdrawn ones for both provinces, and staff."""
        if user.is_authenticated and user.is_staff:
            return self
        readable = Exists(Item.objects.readable_by(user).filter(pk=OuterRef("item")))
        if not user.is_authenticated:
            return self.filter(readable)
        ours = set(acting_for(user))
        return self.filter(readable | Q(source__in=ours) | Q(adopter__in=ours))

    def with_days(self):
        """`begun_at`, `piloted_at`, `achieved_at`: when these steps were taken."""
        return self.annotate(
            begun_at=_taken(Step.INTERESTED),
            piloted_at=_taken(Step.PILOTING),
            achieved_at=_taken(Step.ACHIEVED),
        )

    def for_list(self):
        """What a row of a list shows, in one query."""
        return self.with_days().select_related(
            "item", "revision", "source", "adopter", "verified_for", "lead"
        )


def _taken(step):
    rows = TransferStep.objects.filter(transfer=OuterRef("pk"), number=step)
    return Subquery(rows.values("at")[:1])


class Transfer(models.Model):
    """Transfer of a practice: a province takes up what another one has published.

    The revision is the one that was published when it was taken up. Each step is a row of its own
    (TransferStep); keys of the database keep them in order, and `step` names the newest of them.
    """

    class Stop(models.TextChoices):
        UNFIT = "unfit", _("it does not fit our law, means or systems")
        DECLINED = "declined", _("the source could not take part")
        MEANS = "means", _("money or people are missing")
        PRIORITY = "priority", _("other work comes first")
        EFFECT = "effect", _("the pilot did not bring what was hoped for")
        OTHER = "other", _("another reason")

    item = models.ForeignKey(Item, models.PROTECT, related_name="transfers", verbose_name=_("item"))
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="transfers", verbose_name=_("version that was taken up")
    )
    source = models.ForeignKey(
        Province, models.PROTECT, related_name="given_transfers", verbose_name=_("source")
    )
    adopter = models.ForeignKey(
        Province, models.PROTECT, related_name="transfers", verbose_name=_("adopting province")
    )
    step = models.PositiveSmallIntegerField(_("step"), choices=Step, default=Step.INTERESTED, editable=False)
    lead = models.ForeignKey(
        "members.User", models.PROTECT, related_name="led_transfers", verbose_name=_("lead")
    )
    contact = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="contact_transfers",
        null=True,
        blank=True,
        verbose_name=_("contact at the source"),
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="stopped_transfers",
        null=True,
        blank=True,
        verbose_name=_("stopped by"),
    )
    stop_kind = models.CharField(_("why it was stopped"), max_length=10, choices=Stop, blank=True)
    stop_reason = models.TextField(_("reason in words"), blank=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="verified_transfers",
        null=True,
        blank=True,
        verbose_name=_("verified by"),
    )
    verified_for = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="verified_transfers",
        null=True,
        blank=True,
        verbose_name=_("verified for"),
    )
    verification = models.TextField(_("what was looked at"), blank=True)
    objects = TransferQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("transfer of a practice")
        verbose_name_plural = _("transfers of practices")
        indexes = [models.Index(fields=["step"], name="transfer_step")]
        constraints = [
            models.UniqueConstraint(
                "item",
                "adopter",
                condition=Q(step__lt=Step.ACHIEVED, stopped_at__isnull=True),
                name="transfer_one_open",
                violation_error_message=_("This province is taking this practice up already."),
            ),
            models.CheckConstraint(
                condition=~Q(source=F("adopter")),
                name="transfer_between_two",
                violation_error_message=_("A province does not take up its own practice."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True, stop_kind="", stop_reason="")
                | Q(stopped_at__isnull=False, stopped_by__isnull=False, step__lt=Step.ACHIEVED)
                & ~Q(stop_kind="")
                & ~Q(stop_reason=""),
                name="transfer_stopped_with_reason",
                violation_error_message=_("What is stopped says why, and was not achieved."),
            ),
            models.CheckConstraint(
                condition=Q(
                    verified_at__isnull=True,
                    verified_by__isnull=True,
                    verified_for__isnull=True,
                    verification="",
                )
                | Q(
                    verified_at__isnull=False,
                    verified_by__isnull=False,
                    verified_for__isnull=False,
                    step=Step.ACHIEVED,
                )
                & ~Q(verified_for=F("source"))
                & ~Q(verified_for=F("adopter"))
                & ~Q(verification=""),
                name="transfer_verified_by_a_third",
                violation_error_message=_("A third province verifies what was achieved, and says how."),
            ),
        ]

    def __str__(self):
        return f"{self.revision.title}: {self.source} → {self.adopter}"

    def get_absolute_url(self):
        return reverse("library:transfer", args=[self.pk])

    @property
    def path(self):
        """The address without the language, for notices."""
        return f"library/transfers/{self.pk}/"

    @property
    def is_stopped(self):
        return self.stopped_at is not None

    @property
    def is_achieved(self):
        return self.step == Step.ACHIEVED

    @property
    def is_open(self):
        return not (self.is_stopped or self.is_achieved)

    @property
    def next_step(self):
        """The one to take next; None where it has ended."""
        return Step(self.step + 1) if self.is_open else None

    @property
    def state(self):
        """Its name in addresses and open data."""
        return "stopped" if self.is_stopped else Step(self.step).name.lower()

    @property
    def state_words(self):
        return _("stopped") if self.is_stopped else Step(self.step).label

    @property
    def tone(self):
        """The chip that shows it."""
        if self.is_stopped:
            return "stop"
        return "ok" if self.is_achieved else "wait" if self.step > Step.INTERESTED else "info"


class TransferStep(models.Model):
    """A step that was taken: by whom, when, and what they said. It never changes.

    `before` is the number of the step ahead of it; with the transfer it is a key to that very row, so that
    no step can be skipped or taken away.
    """

    transfer = models.ForeignKey(
        Transfer, models.CASCADE, related_name="steps", verbose_name=_("transfer of a practice")
    )
    number = models.PositiveSmallIntegerField(_("step"), choices=Step)
    before = models.GeneratedField(
        expression=NullIf(F("number") - 1, 0), output_field=models.SmallIntegerField(), db_persist=True
    )
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="transfer_steps", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["transfer", "number"]
        verbose_name = _("step of a transfer")
        verbose_name_plural = _("steps of transfers")
        constraints = [
            models.UniqueConstraint(
                "transfer",
                "number",
                name="transfer_step_once",
                violation_error_message=_("This step of the transfer is there already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=Step.INTERESTED, number__lte=Step.ACHIEVED),
                name="transfer_step_known",
                violation_error_message=_("There is no such step."),
            ),
        ]

    def __str__(self):
        return f"{self.get_number_display()} · {self.at:%Y-%m-%d}"

    @property
    def on(self):
        """Its day in Baghdad."""
        return kit.day_of(self.at)


def over_on(piloted_on):
    """months → the day on which so many months of the pilot are over."""
    return {months: add_months(piloted_on, months) for months in MONTHS}


def due_days(piloted_on, free):
    """months → the day on which their outcome is due: a working day; `free` are the province's holidays."""
    return {months: next_working(day, free) for months, day in over_on(piloted_on).items()}
