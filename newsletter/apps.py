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
        from members.registries import deeds as done
        from newsletter.actions import REVIEW_KIND, carry_out_review
        from newsletter.deeds import deeds
        from newsletter.evidence import editions

        review_outcomes.register(REVIEW_KIND, carry_out_review)
        done.register("newsletter", deeds)
        duty_evidence.register(Duty.PUBLISH.value, editions)
