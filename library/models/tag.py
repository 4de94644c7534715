"""Subject words of practices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair


class Tag(models.Model):
    """A subject word in both languages."""

    slug = models.SlugField(_("short name"), unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self):
        return str(self.name)
