"""Rows that must exist, made after each migration and flush: the committee's name, the first voting rule."""

FIRST_RULE = {
    "words_en": (
        "More than half of the open seats must take part. A motion is carried when more than half of those "
        "who take part are in favour; an abstention counts among them, a recusal does not."
    ),
    "words_ar": (
        "يجب أن يشارك أكثر من نصف المقاعد المفتوحة. يُقبل المقترح إذا أيّده أكثر من نصف المشاركين؛ "
        "ويُحسب الممتنع بين المشاركين ولا يُحسب المتنحّي."
    ),
}


POCC = {
    "name_en": "Provincial OSTP Coordinating Committee (POCC)",
    "name_ar": "اللجنة التنسيقية للمحافظات (POCC)",
}


def make_standing_rows(sender, using="default", **kwargs):
    """Name and rule in force from the plan's first day until others follow; never changed here."""
    from committee.models import Committee, Majority, Quorum, VotingRule
    from members.models.policy import THE_PLAN

    Committee.objects.using(using).get_or_create(from_on=THE_PLAN, defaults=POCC)
    VotingRule.objects.using(using).get_or_create(
        effective_from=THE_PLAN,
        kinds=[],
        defaults={"quorum_type": Quorum.MORE_THAN_HALF, "majority_type": Majority.SIMPLE, **FIRST_RULE},
    )
