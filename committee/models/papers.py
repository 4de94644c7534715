"""Papers of the agenda: files that were checked, kept under names of ours."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import kit
from committee.models.meetings import AgendaItem, Meeting


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(item__meeting__in=Meeting.objects.visible_to(user))


class Paper(models.Model):
    """A file that the seats read before a topic is discussed."""

    uuid = models.UUIDField(_("file number"), unique=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name=_("agenda item"))
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    uploaded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="papers", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=kit.now)
    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(
                "item",
                "sha256",
                name="paper_once_an_item",
                violation_error_message=_("This file is there already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("committee:paper", args=[self.uuid])

    @property
    def extension(self):
        return self.name.rpartition(".")[2].lower()
