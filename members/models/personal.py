"""What a person may ask for their data: a copy of all of it, and that it be erased."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit


class DataExportQuerySet(models.QuerySet):
    def open(self):
        """Asked for, and not made yet."""
        return self.filter(ready_at__isnull=True, failed_at__isnull=True)

    def ready(self, at):
        """Made, and kept until a day to come."""
        return self.filter(ready_at__isnull=False, removed_at__isnull=True, expires_at__gt=at)

    def stale(self, at):
        """Whose days are over while the file is still there."""
        return self.filter(ready_at__isnull=False, removed_at__isnull=True, expires_at__lte=at)

    def visible_to(self, user):
        """One's own; of people who cannot sign in, who asked for it on their behalf."""
        absent = Q(person__is_active=False) | Q(person__email__isnull=True)
        return self.filter(Q(person=user) | absent & Q(asked_by=user))


class DataExport(models.Model):
    """A copy of what the network keeps of a person, made as one file and kept for seven days."""

    KEPT_FOR = datetime.timedelta(days=7)

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="data_exports", verbose_name=_("person")
    )
    asked_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="asked_data_exports", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    path = models.CharField(_("path"), max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    objects = DataExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        constraints = [
            models.UniqueConstraint(
                "person",
                condition=Q(ready_at__isnull=True, failed_at__isnull=True),
                name="data_export_one_under_way",
                violation_error_message=_("A copy is being made already."),
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, expires_at__isnull=True, path="")
                | Q(ready_at__isnull=False, expires_at__isnull=False) & ~Q(path=""),
                name="data_export_ready_as_a_whole",
                violation_error_message=_("What is ready has a file and a last day."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {kit.day_of(self.asked_at)}"

    @property
    def name(self):
        """What its owner's browser calls the file."""
        return f"my-data-{kit.day_of(self.asked_at)}.zip"


class ErasureQuerySet(models.QuerySet):
    def open(self):
        """Asked for, neither cancelled nor carried out."""
        return self.filter(cancelled_at__isnull=True, done_at__isnull=True)

    def due(self, at):
        return self.open().filter(due_at__lte=at)


class Erasure(models.Model):
    """A person's data shall be erased: seven days to change one's mind, then nothing brings them back.

    The row stays afterwards, without a name: `was` is the public id that the person had until then.
    """

    GRACE = datetime.timedelta(days=7)

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="erasures", verbose_name=_("person")
    )
    asked_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="asked_erasures", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    keeps_name = models.BooleanField(
        _("keep the name on published practices"),
        default=False,
        help_text=_("Where you are named as a contributor. Everywhere else the name goes."),
    )
    due_at = models.DateTimeField(_("due at"))
    cancelled_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="cancelled_erasures",
        null=True,
        blank=True,
        verbose_name=_("cancelled by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    done_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    was = models.CharField(_("public id until then"), max_length=12, blank=True, editable=False)
    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.UniqueConstraint(
                "person",
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="erasure_one_open",
                violation_error_message=_("The erasure has been asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(done_at__isnull=True),
                name="erasure_done_or_cancelled",
                violation_error_message=_("What was cancelled is not carried out."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {kit.day_of(self.due_at)}"

    @property
    def is_open(self):
        return self.cancelled_at is None and self.done_at is None


class Consent(models.Model):
    """What a person agreed to, in the very words that were shown, with the version of these words."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("signing up")
        DIRECTORY = "directory", _("being listed in the directory")

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    kind = models.CharField(_("what for"), max_length=10, choices=Kind)
    version = models.CharField(_("version"), max_length=20)
    words = models.TextField(_("words that were shown"))
    language = models.CharField(_("language"), max_length=3)
    is_given = models.BooleanField(_("agreed"), default=True, help_text=_("No: it was taken back."))
    at = models.DateTimeField(_("when"), default=kit.now)
    ip = models.GenericIPAddressField(_("address"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self):
        return f"{self.get_kind_display()} · {self.version}"
