"""Kit as a Django app, and the admin site of the project."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    default = True
    name = "kit"
    verbose_name = _("Files")  # all of it that staff see

    def ready(self):
        from django.urls import register_converter

        from kit.quarter import QuarterConverter

        register_converter(QuarterConverter, "quarter")


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "kit.admin.Site"

    def ready(self):
        super().ready()
        from kit import admin_left_behind  # noqa: F401  (registers, once the site stands)
