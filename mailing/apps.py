"""Registers the app, takes what comes back to return paths, and makes the kinds of mail."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "mailing"
    verbose_name = _("Mail")

    def ready(self):
        from mailing import (
            bounces,
            dkim,  # noqa: F401  (its system check)
            provider,  # noqa: F401  (its system check)
            registries,
        )
        from mailing.actions.digests import OF_MAILING, of_mailings
        from mailing.kinds import make_kinds

        registries.inbound.register("returns", bounces.DESK)
        registries.digest_sources.register(OF_MAILING, of_mailings)
        post_migrate.connect(make_kinds, sender=self, dispatch_uid="mailing.kinds")
