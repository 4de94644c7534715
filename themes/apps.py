"""Registers the app: what a motion does to a theme, what proves the duty to choose one, the plan's ideas."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    name = "themes"
    verbose_name = _("Themes")

    def ready(self):
        from chairs.models import Duty
        from chairs.registries import duty_evidence
        from committee.models import MotionKind
        from committee.registries import happenings, motion_effects
        from members.registries import holdings, reminders
        from themes.actions import end_motion
        from themes.evidence import of_theme
        from themes.happenings import goals_since
        from themes.measures import MEASURES
        from themes.personal import HOLDING
        from themes.registries import measures
        from themes.reminders import NO_THEME
        from themes.standing import make_ideas

        holdings.register("themes", HOLDING)
        reminders.register("themes.none", NO_THEME)
        happenings.register("3 goals", goals_since)
        for key, measure in MEASURES.items():
            measures.register(key, measure)
        motion_effects.register(MotionKind.THEME.value, end_motion)
        duty_evidence.register(Duty.THEME.value, of_theme)
        post_migrate.connect(make_ideas, sender=self, dispatch_uid="themes.ideas")
