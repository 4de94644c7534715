"""A motion on the membership policy: what it proposes, and the version that it brings about."""

import datetime

from django.db import transaction

import kit
from committee.actions.motions import propose_motion
from committee.models import MotionKind, PolicyDecision
from members.models import MembershipPolicy


@transaction.atomic
def propose_policy(
    *, by, effective_from, minimum_months, needs_self_assessment, counting_roles, words_ar, words_en, **motion
):
    """Propose another rule of membership; nothing is in force before its motion is carried."""
    motion = propose_motion(kind=MotionKind.MEMBERSHIP_POLICY, by=by, **motion)
    decision = PolicyDecision(
        motion=motion,
        effective_from=effective_from,
        minimum_months=minimum_months,
        needs_self_assessment=needs_self_assessment,
        counting_roles=counting_roles,
        words_ar=words_ar,
        words_en=words_en,
    )
    decision.full_clean(exclude=["motion"])
    decision.save()
    return motion


def carry_out_policy(motion):
    """The effect of a carried motion: a new version, from its day or, if that has passed, from tomorrow."""
    decision = PolicyDecision.objects.filter(motion=motion, policy__isnull=True).first()
    if decision is None or not motion.is_carried:
        return
    decision.policy = MembershipPolicy.objects.create(
        effective_from=_free_day(max(decision.effective_from, kit.today() + datetime.timedelta(days=1))),
        minimum_months=decision.minimum_months,
        needs_self_assessment=decision.needs_self_assessment,
        counting_roles=decision.counting_roles,
        words_ar=decision.words_ar,
        words_en=decision.words_en,
    )
    decision.save()


def _free_day(day):
    """That day, or the first after it on which no other version begins."""
    taken = set(
        MembershipPolicy.objects.filter(effective_from__gte=day).values_list("effective_from", flat=True)
    )
    while day in taken:
        day += datetime.timedelta(days=1)
    return day
