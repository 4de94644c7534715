"""The project as an app: composite pages, commands and system checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "en_portal"
    verbose_name = "Excellence Network"

    def ready(self):
        from en_portal import checks  # noqa: F401
