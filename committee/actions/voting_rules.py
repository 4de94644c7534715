"""A motion on the counting: what it proposes, and the voting rule that it brings about."""

import datetime

from django.db import transaction

import kit
from committee.actions.motions import propose_motion
from committee.models import MotionKind, RuleDecision, VotingRule
from committee.rule_words import words_of

TERMS = ("kinds", "quorum_type", "quorum_number", "majority_type", "days_open", "words_ar", "words_en")


@transaction.atomic
def propose_rule(
    *, by, effective_from, quorum_type, majority_type, days_open, kinds=(), quorum_number=None, **motion
):
    """Propose another way of counting; it is put in words by itself, and in force once it is carried."""
    motion = propose_motion(kind=MotionKind.VOTING_RULE, by=by, **motion)
    decision = RuleDecision(
        motion=motion,
        effective_from=effective_from,
        kinds=sorted(kinds),
        quorum_type=quorum_type,
        quorum_number=quorum_number,
        majority_type=majority_type,
        days_open=days_open,
    )
    for language in ("ar", "en"):
        setattr(decision, f"words_{language}", words_of(decision, language))
    decision.full_clean(exclude=["motion"])
    decision.save()
    return motion


def carry_out_rule(motion):
    """The effect of a carried motion: a new version, from its day or, if that has passed, from tomorrow."""
    decision = RuleDecision.objects.filter(motion=motion, rule__isnull=True).first()
    if decision is None or not motion.is_carried:
        return
    tomorrow = kit.today() + datetime.timedelta(days=1)
    decision.rule = VotingRule.objects.create(
        effective_from=_free_day(max(decision.effective_from, tomorrow), decision.kinds),
        **{name: getattr(decision, name) for name in TERMS},
    )
    decision.save()


def _free_day(day, kinds):
    """That day, or the first after it on which no other version for these motions begins."""
    later = VotingRule.objects.filter(effective_from__gte=day, kinds=kinds)
    taken = set(later.values_list("effective_from", flat=True))
    while day in taken:
        day += datetime.timedelta(days=1)
    return day
