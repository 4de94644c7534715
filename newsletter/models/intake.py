"""Lists of readers who agreed elsewhere: what was brought, with its proof, and the fate of each row."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit

ROWS_LAST = datetime.timedelta(days=30)  # how long addresses are kept beside the subscriptions themselves


class ReaderImport(models.Model):
    """A sheet of readers who agreed to one thing on one occasion: shown first, carried out once confirmed."""

    by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="reader_imports",
        null=True,
        blank=True,
        verbose_name=_("who"),
        help_text=_("Empty: an operator, by the command."),
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    name = models.CharField(_("file"), max_length=200)
    consent = models.TextField(_("what was agreed to"), max_length=1000)
    source = models.CharField(_("where it was agreed"), max_length=100)
    agreed_on = models.DateField(_("when it was agreed"))
    language = models.CharField(_("language"), max_length=7, default="ar")
    ignored = models.JSONField(_("columns that were not recognised"), default=list, blank=True)
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="confirmed_reader_imports",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    result = models.JSONField(_("result"), default=dict, blank=True)  # fate → how many rows

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("import of subscribers")
        verbose_name_plural = _("imports of subscribers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(consent="") & ~Q(source=""),
                name="reader_import_with_proof",
                violation_error_message=_("Say what these people agreed to, and where."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(done_at__isnull=False),
                name="reader_import_confirmed_is_done",
                violation_error_message=_("What was confirmed is carried out."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.at:%Y-%m-%d})"


class ReaderRowQuerySet(models.QuerySet):
    def shifted(self):
        """Rows whose fate was another one when the import was confirmed."""
        return self.exclude(was="")

    def old(self, as_of):
        """What has told what it had to tell: the subscription keeps the proof."""
        return self.filter(reader_import__at__lt=as_of - ROWS_LAST)


class ReaderRow(models.Model):
    """A row of the sheet with its fate, kept for thirty days."""

    class Fate(models.TextChoices):
        NEW = "new", _("new subscriber")
        CONFIRMED = "confirmed", _("had asked; confirmed by this proof")
        ALREADY = "already", _("subscribed already")
        LEFT = "left", _("left before; stays away")
        STOPPED = "stopped", _("mail to this address is stopped")
        TWICE = "twice", _("stands twice in the sheet")
        WRONG = "wrong", _("no e-mail address")

        @classmethod
        def deeds(cls):
            return (cls.NEW, cls.CONFIRMED)

    reader_import = models.ForeignKey(
        ReaderImport, models.CASCADE, related_name="rows", verbose_name=_("import of subscribers")
    )
    number = models.PositiveIntegerField(_("row of the sheet"))
    written = models.CharField(_("as it is written"), max_length=300, blank=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=7)
    fate = models.CharField(_("fate"), max_length=12, choices=Fate)
    was = models.CharField(_("fate before"), max_length=12, choices=Fate, blank=True)
    objects = ReaderRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("row of subscribers")
        verbose_name_plural = _("rows of subscribers")
        constraints = [
            models.UniqueConstraint(
                "reader_import",
                "number",
                name="reader_row_once",
                violation_error_message=_("This row of the import is there already."),
            )
        ]
        indexes = [models.Index("reader_import", "fate", "number", name="reader_row_fate")]

    def __str__(self):
        return f"{self.number}: {self.address or self.written}"
