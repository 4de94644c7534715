"""What people were reminded of: each step of each case once a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit


class Reminder(models.Model):
    """That a person was told of a case by a step of a rule (members.reminders)."""

    rule = models.CharField(_("rule"), max_length=60)
    subject = models.CharField(_("case"), max_length=80)
    step = models.CharField(_("step"), max_length=20)
    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                "rule",
                "subject",
                "step",
                "person",
                name="reminder_once",
                violation_error_message=_("They have been reminded of it already."),
            )
        ]

    def __str__(self):
        return f"{self.rule} · {self.subject} · {self.step}"
