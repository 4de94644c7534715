"""Registers the app and makes the kinds of mail."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "mailing"
    verbose_name = _("Mail")

    def ready(self):
        from mailing import dkim  # noqa: F401  (its system check)
        from mailing.kinds import make_kinds

        post_migrate.connect(make_kinds, sender=self, dispatch_uid="mailing.kinds")
