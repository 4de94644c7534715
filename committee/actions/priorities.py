"""A motion on a priority: once it is carried, the priority stands after those in force."""

from django.db.models import Max

import kit
from committee.models import Priority


def carry_out_priority(motion):
    """The effect of a carried motion: the priority in its words, from the day of the decision, once."""
    if not motion.is_carried or motion.priorities.exists():
        return
    on = kit.day_of(motion.closed_at)
    last = Priority.objects.in_force(on).aggregate(last=Max("rank"))["last"] or 0
    Priority.objects.create(
        motion=motion,
        title_ar=motion.title_ar,
        title_en=motion.title_en,
        text_ar=motion.text_ar,
        text_en=motion.text_en,
        rank=last + 1,
        from_on=on,
    )
