"""Registers the app: who edits for the chair, what they did, and what a carried order brings about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChairsConfig(AppConfig):
    name = "chairs"
    verbose_name = _("Chairs")

    def ready(self):
        from chairs.actions import end_motion
        from chairs.actions.people import end_editing
        from chairs.deeds import deeds
        from chairs.evidence import coordinated, hosted
        from chairs.models import Duty
        from chairs.personal import HOLDING
        from chairs.registries import duty_evidence
        from chairs.reminders import AHEAD, NOBODY
        from chairs.rules import offices
        from chairs.waiting import rows
        from committee.models import MotionKind
        from committee.registries import motion_effects, waiting
        from members import registries

        registries.offices.register("chairs", offices)
        registries.deeds.register("chairs", deeds)
        registries.holdings.register("chairs", HOLDING)
        registries.person_changed.register("chairs", end_editing)
        registries.reminders.register("chairs.ahead", AHEAD)
        registries.reminders.register("chairs.nobody", NOBODY)
        waiting.register("chairs", rows)
        duty_evidence.register(Duty.COORDINATE.value, coordinated)
        duty_evidence.register(Duty.HOST.value, hosted)
        motion_effects.register(MotionKind.ROTATION_ORDER.value, end_motion)
