"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "en_portal.demo"
    label = "demo"
    verbose_name = _("Demonstration")
