"""Registers the app, and with members who edits for the chair."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChairsConfig(AppConfig):
    name = "chairs"
    verbose_name = _("Chairs")

    def ready(self):
        from chairs.deeds import deeds
        from chairs.rules import offices
        from members import registries

        registries.offices.register("chairs", offices)
        registries.deeds.register("chairs", deeds)
