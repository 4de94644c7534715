"""Kit as a Django app, and the admin site of the project."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class KitConfig(AppConfig):
    default = True
    name = "kit"
    verbose_name = "Kit"

    def ready(self):
        from django.urls import register_converter

        from kit.quarter import QuarterConverter

        register_converter(QuarterConverter, "quarter")


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "kit.admin.Site"
