"""Who did what when: sign-ins, refusals, decisions, exports, changes of rights. No secrets in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit


class AuditEvent(models.Model):
    """One deed worth remembering."""

    actor = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="audit_events",
        null=True,
        blank=True,
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=60, db_index=True)
    label = models.CharField(_("about"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=kit.now, db_index=True)
    ip = models.GenericIPAddressField(_("address"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self):
        return f"{self.verb}: {self.label}"
