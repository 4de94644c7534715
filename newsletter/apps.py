"""Registers the app, and what a decided review does to an edition."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self):
        from chairs.models import Duty
        from chairs.registries import duty_evidence
        from committee.registries import review_outcomes
        from members import registries
        from newsletter.actions import REVIEW_KIND, carry_out_review
        from newsletter.deeds import deeds
        from newsletter.evidence import editions
        from newsletter.personal import HOLDING

        review_outcomes.register(REVIEW_KIND, carry_out_review)
        registries.deeds.register("newsletter", deeds)
        registries.holdings.register("newsletter", HOLDING)
        duty_evidence.register(Duty.PUBLISH.value, editions)
