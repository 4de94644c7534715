"""Registers the app, and with members who holds a seat."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteeConfig(AppConfig):
    name = "committee"
    verbose_name = _("Committee")

    def ready(self):
        from committee.deeds import deeds
        from committee.rules import offices
        from members import registries

        registries.offices.register("committee", offices)
        registries.deeds.register("committee", deeds)
