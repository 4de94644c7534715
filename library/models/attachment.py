"""A file of an item: kept under a random name, shown under its own."""

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.files.serving import INLINE
from kit.files.stored import StoredFile

READINGS = 3
FAILURES = {
    "time": _("It could not be read: reading it took too long. It can be downloaded."),
    "memory": _("It could not be read: it needs too much memory. It can be downloaded."),
    "broken": _("It could not be read: it may be damaged. It can be downloaded."),
}


class AttachmentQuerySet(models.QuerySet):
    def unread(self):
        """Files not read yet, save those that failed again and again or are being read now."""
        is_free = models.Q(reading_until__isnull=True) | models.Q(reading_until__lte=kit.now())
        return self.filter(is_free, read_at__isnull=True, readings__lt=READINGS)

    def visible_to(self, user):
        """Files of a revision that this person may see: the published one, or one's own, or one to review."""
        from library.models import Item, Revision

        published = Item.objects.readable_by(user).values("published_revision")
        held = Revision.objects.filter(
            models.Q(pk__in=published) | models.Q(pk__in=Revision.objects.visible_to(user).values("pk"))
        )
        return self.filter(models.Exists(held.filter(attachments=models.OuterRef("pk"))))

    def with_downloads(self):
        """How often each was `fetched`: what was counted until yesterday, and who took it since."""
        from library.models.download import Download

        today = Download.objects.filter(attachment=models.OuterRef("pk")).order_by().values("attachment")
        today = models.Subquery(today.annotate(count=models.Count("pk")).values("count"))
        return self.annotate(fetched=models.F("downloads") + Coalesce(today, 0))


class Attachment(StoredFile):
    """A checked file of an item, with what its reading found."""

    item = models.ForeignKey(
        "library.Item", models.CASCADE, related_name="attachments", verbose_name=_("item")
    )
    sha256 = models.CharField(_("checksum"), max_length=64, db_index=True)
    text = models.TextField(_("text"), blank=True, editable=False)
    read_at = models.DateTimeField(_("text read at"), null=True, blank=True, editable=False)
    reading_until = models.DateTimeField(_("being read until"), null=True, blank=True, editable=False)
    failure = models.CharField(_("why it was not read"), max_length=10, blank=True, editable=False)
    preview = models.CharField(_("preview"), max_length=100, blank=True, editable=False)
    readings = models.PositiveSmallIntegerField(_("attempts to read it"), default=0, editable=False)
    uploaded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="attachments", verbose_name=_("uploaded by")
    )
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    downloads = models.PositiveIntegerField(_("downloads until yesterday"), default=0, editable=False)
    objects = AttachmentQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["text", "readings", "reading_until", "failure", "preview", "downloads"]
    )

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

    @property
    def standing(self):
        """How far its reading is, in words; nothing to say once it was read."""
        if self.read_at:
            return ""
        if self.reading_until and self.reading_until > kit.now():
            return _("is being read")
        if self.readings >= READINGS:
            return FAILURES.get(self.failure, FAILURES["broken"])
        return _("waits to be read")

    @property
    def preview_url(self):
        return reverse("library_preview", args=[self.uuid]) if self.preview else ""

    @property
    def is_shown_inline(self):
        """Whether a browser shows it safely in a tab of its own."""
        return self.content_type in INLINE

    def get_absolute_url(self):
        return reverse("library_file", args=[self.uuid])
