"""Registers the app, what becomes of a reviewed revision, and what themes and chairs count here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Library")

    def ready(self):
        from chairs.models import Duty
        from chairs.registries import duty_evidence
        from committee.registries import happenings, review_outcomes
        from library import measures as counted
        from library.actions import carry_out_review
        from library.deeds import deeds
        from library.happenings import published_since
        from library.personal import HOLDING
        from library.reminders import OUTCOMES
        from members import registries
        from themes.registries import measures

        happenings.register("4 library", published_since)
        review_outcomes.register("library.revision", carry_out_review)
        registries.deeds.register("library", deeds)
        registries.holdings.register("library", HOLDING)
        registries.reminders.register("library.outcomes", OUTCOMES)
        duty_evidence.register(Duty.HIGHLIGHT.value, counted.highlights)
        for key, measure in counted.MEASURES.items():
            measures.register(f"library.{key}", measure)
