"""The plan's four illustrative themes, which are in the bank of ideas from the first day."""

PLAN = {
    "procurement": (
        "تطوير المشتريات في المحافظات",
        "Improved provincial procurement",
        "نظم مشتريات معتمدة، ومشتريات بقيمة 100 مليون دولار تُنجز خلال ثلاثة أشهر من الربع التالي.",
        "Approved procurement systems; $100 million in procurements completed within three months of the"
        " subsequent quarter.",
    ),
    "law-21": (
        "توحيد تفسير قانون 21 المعدل",
        "Resolve and unify Law 21 interpretation",
        "أهم الأسئلة عن قانون 21 المعدل تُطرح ويجيب عنها وزير الدولة لشؤون المحافظات.",
        "Major Law 21 (amended) questions asked, and answered by the State Minister of Provincial Affairs.",
    ),
    "criteria": (
        "معايير تقييم ذاتي جديدة لوظيفة من وظائف حكومة المحافظة",
        "Create new self-assessment criteria for a provincial government function",
        "معايير تُوضع، وتوافق عليها اللجنة التنسيقية، وتطبقها ثلاث محافظات أو أكثر (مثل رفع مياه المجاري).",
        "Criteria created, approved by POCC, and implemented by 3 or more provinces (e.g. sewage removal).",
    ),
    "findings": (
        "إدخال نتائج التقييم في خطط التحول",
        "Integrating findings into transformation action plans",
        "توثيق قصتي نجاح أو أكثر عن تحديث خطط العمل، وعقد طاولة مستديرة لمناقشة أفضل الممارسات ونشرها.",
        "2 or more success stories on updating action plans documented; a round-table to discuss and"
        " disseminate best practices held.",
    ),
}
FIELDS = ("title_ar", "title_en", "goal_ar", "goal_en")


def make_ideas(sender, using="default", **kwargs):
    """Adds those that are missing and leaves the others as staff have worded them."""
    from themes.models import Idea

    for key, words in PLAN.items():
        Idea.objects.using(using).get_or_create(key=key, defaults=dict(zip(FIELDS, words, strict=True)))
