"""Registers the app, with members who holds a seat, and the effects of motions on what is kept."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommitteeConfig(AppConfig):
    name = "committee"
    verbose_name = _("Committee")

    def ready(self):
        from committee.actions.holders import end_holding
        from committee.actions.policy import carry_out_policy
        from committee.actions.priorities import carry_out_priority
        from committee.actions.voting_rules import carry_out_rule
        from committee.bodies import make_bodies
        from committee.checklists import make_checklists
        from committee.deeds import deeds
        from committee.meeting_dates import make_first_rule
        from committee.models import MotionKind
        from committee.personal import HOLDING
        from committee.registries import happenings, motion_effects
        from committee.reminders import RULES
        from committee.rules import offices
        from committee.since import action_items, decided
        from committee.standing import make_standing_rows
        from members import registries

        registries.offices.register("committee", offices)
        registries.deeds.register("committee", deeds)
        registries.holdings.register("committee", HOLDING)
        happenings.register("1 decision", decided)
        happenings.register("2 action items", action_items)
        registries.person_changed.register("committee", end_holding)
        for name, rule in RULES.items():
            registries.reminders.register(name, rule)
        motion_effects.register(MotionKind.MEMBERSHIP_POLICY, carry_out_policy)
        motion_effects.register(MotionKind.VOTING_RULE, carry_out_rule)
        motion_effects.register(MotionKind.PRIORITY, carry_out_priority)
        post_migrate.connect(make_standing_rows, sender=self, dispatch_uid="committee.standing")
        post_migrate.connect(make_first_rule, sender=self, dispatch_uid="committee.meeting_rule")
        post_migrate.connect(make_bodies, sender=self, dispatch_uid="committee.bodies")
        post_migrate.connect(make_checklists, sender=self, dispatch_uid="committee.checklists")
