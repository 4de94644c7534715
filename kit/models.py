"""The one thing the floor keeps: stored files that were to go and could not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit


class LeftBehind(models.Model):
    """A stored file that nothing leads to any more, deleted while the place where files lie was away.

    `path` is a random key that names nobody, so the row holds nothing of a person; the file may.
    """

    path = models.CharField(_("path"), max_length=255, unique=True)
    since = models.DateTimeField(_("since"), default=kit.now)
    tries = models.PositiveIntegerField(_("tries"), default=1)
    tried_at = models.DateTimeField(_("last tried at"), default=kit.now, db_index=True)
    error = models.CharField(_("last error"), max_length=300)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("file left behind")
        verbose_name_plural = _("files left behind")

    def __str__(self):
        return self.path
