"""Who took a file today, without saying who: what makes one reader count once a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit
from library.models.attachment import Attachment


class Download(models.Model):
    """A file was taken by somebody on a day. `reader` is a keyed digest that is another one each day.

    Rows of past days become a number of the file (`Attachment.downloads`) and are deleted.
    """

    attachment = models.ForeignKey(
        Attachment, models.CASCADE, related_name="taken", verbose_name=_("attachment")
    )
    on = models.DateField(_("day"), default=kit.today, db_index=True)
    reader = models.CharField(max_length=32, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        constraints = [
            models.UniqueConstraint(
                "attachment",
                "on",
                "reader",
                name="download_once_a_day",
                violation_error_message=_("This download is counted already."),
            )
        ]

    def __str__(self):
        return f"{self.attachment_id} · {self.on:%Y-%m-%d}"
