"""Registers the app, the audit trail and the group of Taqadum staff."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        from kit.registries import audit
        from members import personal
        from members.accounts import personal as of_accounts
        from members.accounts import trail
        from members.actions import write_audit_event
        from members.registries import holdings
        from members.standing import make_standing_rows

        audit.register("members", write_audit_event)
        trail.connect()
        holdings.register("accounts", of_accounts.HOLDING)
        holdings.register("members", personal.HOLDING)
        post_migrate.connect(make_standing_rows, sender=self, dispatch_uid="members.standing")
