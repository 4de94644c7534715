"""Registers the app, and with members who edits for the chair."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChairsConfig(AppConfig):
    name = "chairs"
    verbose_name = _("Chairs")

    def ready(self):
        from chairs.rules import offices
        from members.registries import offices as registry

        registry.register("chairs", offices)
