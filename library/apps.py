"""Registers the app, and with the committee what becomes of a reviewed revision."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self):
        from committee.registries import review_outcomes
        from library.actions import carry_out_review
        from library.deeds import deeds
        from members.registries import deeds as done

        review_outcomes.register("library.revision", carry_out_review)
        done.register("library", deeds)
