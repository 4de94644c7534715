"""Registers the app, the audit trail and the group of Taqadum staff."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        from kit.registries import audit
        from mailing import registries as mail
        from members import personal
        from members.accounts import personal as of_accounts
        from members.accounts import trail
        from members.actions import notices, write_audit_event
        from members.models import Holiday
        from members.registries import holdings
        from members.standing import make_standing_rows

        audit.register("members", write_audit_event)
        trail.connect()
        mail.digest_sources.register(notices.SOURCE, notices.in_digest)
        mail.belongs.register("members", notices.is_one_of_ours)
        mail.free_days.register("members", Holiday.objects.free_days)
        holdings.register("accounts", of_accounts.HOLDING)
        holdings.register("members", personal.HOLDING)
        post_migrate.connect(make_standing_rows, sender=self, dispatch_uid="members.standing")
