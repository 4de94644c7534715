"""A file on its way into a draft: how much of it has arrived, and until when the rest is waited for."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import kit

KEPT_FOR = datetime.timedelta(days=3)


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(owner=user)

    def under_way(self):
        """Neither kept as a file of the draft nor refused."""
        return self.filter(attachment__isnull=True, refusal="")

    def arrived(self):
        """All bytes are here, and what becomes of them is open: a scanner or a worker was away."""
        return self.under_way().filter(offset=F("length"))

    def stale(self, at):
        """Nothing has come for three days, and nothing waits for us."""
        waits = Q(offset=F("length"), attachment__isnull=True, refusal="")
        return self.filter(expires_at__lte=at).exclude(waits)


class Upload(models.Model):
    """Bytes arrive at `offset`; who holds `lease` may add some. Its file lies under `UPLOADS_ROOT`.

    In the end it becomes an attachment, or says in a sentence why not.
    """

    uuid = models.UUIDField(_("upload number"), unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        "members.User", models.CASCADE, related_name="uploads", verbose_name=_("uploaded by")
    )
    item = models.ForeignKey("library.Item", models.CASCADE, related_name="uploads", verbose_name=_("item"))
    attachment = models.ForeignKey(
        "library.Attachment",
        models.CASCADE,
        related_name="uploads",
        null=True,
        blank=True,
        verbose_name=_("attachment"),
    )
    name = models.CharField(_("name"), max_length=200)
    length = models.PositiveBigIntegerField(_("size"))
    offset = models.PositiveBigIntegerField(_("arrived"), default=0)
    lease = models.UUIDField(_("held by"), null=True, blank=True, editable=False)
    refusal = models.TextField(_("refusal"), blank=True)
    is_waiting = models.BooleanField(_("waits for the scanner"), default=False)
    started_at = models.DateTimeField(_("started at"), default=kit.now)
    expires_at = models.DateTimeField(_("waited for until"))
    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [models.Index("expires_at", name="upload_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(length__gt=0),
                name="upload_not_empty",
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                condition=Q(offset__lte=F("length")),
                name="upload_within_its_length",
                violation_error_message=_("More bytes arrived than the file has."),
            ),
            models.CheckConstraint(
                condition=Q(attachment__isnull=True) | Q(offset=F("length"), refusal=""),
                name="upload_kept_when_whole",
                violation_error_message=_("Only a file that arrived whole is kept."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def key(self):
        """The name of its file on the disk."""
        return self.uuid.hex

    @property
    def has_arrived(self):
        return self.offset == self.length

    @property
    def is_settled(self):
        return bool(self.attachment_id or self.refusal)
