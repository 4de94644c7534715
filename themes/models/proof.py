"""Files that prove how far a goal has come: checked, kept under names of ours."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.files.stored import StoredFile
from themes.models.goal import Progress
from themes.models.theme import Theme


class ProofQuerySet(models.QuerySet):
    def visible_to(self, user, on):
        """For who may read the theme."""
        shown = Theme.objects.visible_to(user, on)
        return self.filter(progress__goal__theme__in=shown)


class Proof(StoredFile):
    """The file of a progress report; a report that has one stays."""

    progress = models.OneToOneField(
        Progress, models.PROTECT, related_name="proof", verbose_name=_("progress report")
    )
    uploaded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="proofs", verbose_name=_("uploaded by")
    )
    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")

    def get_absolute_url(self):
        return reverse("themes:proof", args=[self.uuid])
