"""Papers of the agenda: files that were checked, kept under names of ours."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committee.models.meetings import AgendaItem, Meeting
from kit.files.stored import StoredFile


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(item__meeting__in=Meeting.objects.visible_to(user))


class Paper(StoredFile):
    """A file that the seats read before a topic is discussed."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name=_("agenda item"))
    uploaded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="papers", verbose_name=_("uploaded by")
    )
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

    def get_absolute_url(self):
        return reverse("committee:paper", args=[self.uuid])
