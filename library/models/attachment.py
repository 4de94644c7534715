"""A file of an item: kept under a random name, shown under its own."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.files.serving import INLINE

READINGS = 3


class AttachmentQuerySet(models.QuerySet):
    def unread(self):
        """Files whose text has not been taken out yet, save those that failed again and again."""
        return self.filter(read_at__isnull=True, readings__lt=READINGS)

    def visible_to(self, user):
        """Files of a revision that this person may see: the published one, or one's own, or one to review."""
        from library.models import Item, Revision

        published = Item.objects.readable_by(user).values("published_revision")
        held = Revision.objects.filter(
            models.Q(pk__in=published) | models.Q(pk__in=Revision.objects.visible_to(user).values("pk"))
        )
        return self.filter(models.Exists(held.filter(attachments=models.OuterRef("pk"))))


class Attachment(models.Model):
    """A checked file; `path` is media/<2>/<uuid>, `name` what its owner called it."""

    uuid = models.UUIDField(_("file number"), unique=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        "library.Item", models.CASCADE, related_name="attachments", verbose_name=_("item")
    )
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64, db_index=True)
    text = models.TextField(_("text"), blank=True, editable=False)
    read_at = models.DateTimeField(_("text read at"), null=True, blank=True, editable=False)
    readings = models.PositiveSmallIntegerField(_("attempts to read it"), default=0, editable=False)
    uploaded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="attachments", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=kit.now)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    objects = AttachmentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text", "readings"])

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                "item",
                "sha256",
                name="attachment_once_an_item",
                violation_error_message=_("This file is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="attachment_not_empty",
                violation_error_message=_("The file is empty."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def extension(self):
        return self.name.rpartition(".")[2].lower()

    @property
    def is_shown_inline(self):
        """Whether a browser shows it safely in a tab of its own."""
        return self.content_type in INLINE

    def get_absolute_url(self):
        return reverse("library_file", args=[self.uuid])
