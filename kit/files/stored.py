"""The row of a file that was checked: kept under a name of ours, shown under its own."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit


class StoredFile(models.Model):
    """`path` is media/<2>/<uuid>, `name` what its owner called it."""

    uuid = models.UUIDField(_("file number"), unique=True, default=uuid.uuid4, editable=False)
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=kit.now)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def extension(self):
        return self.name.rpartition(".")[2].lower()
