"""Rows that must exist: what a reviewer looks at before a sign-off, a first version for each kind."""

ITEM = (
    ("واضح ما الذي أُنجز، ومن أنجزه، ومتى.", "It is clear what was done, by whom and when."),
    ("كل رقم مذكور مصدره.", "Each figure names its source."),
    ("لا يحتوي على بيانات شخصية للمواطنين.", "It holds no personal data of citizens."),
    ("تستطيع محافظة أخرى استعماله كما هو.", "Another province could use it as it stands."),
    ("رخصة النصوص والصور مذكورة.", "The licence of texts and pictures is named."),
)
EDITION = (
    ("الوقائع صحيحة.", "The facts are right."),
    ("أسماء الأشخاص والمحافظات صحيحة.", "The names of people and provinces are right."),
    ("كل رابط يُفتح.", "Every link opens."),
    ("اللغتان تقولان الشيء نفسه.", "Both languages say the same."),
)
POST = (
    ("الوقائع صحيحة.", "The facts are right."),
    ("يفهمه المواطن من دون شرح.", "A citizen understands it without being told more."),
    ("كل رابط يُفتح.", "Every link opens."),
    ("من يظهر في الصورة موافق على نشرها.", "Who is seen in the picture agrees to its publication."),
)
RELEASE = (
    ("الوقائع صحيحة، وكل رقم مذكور مصدره.", "The facts are right, and each figure names its source."),
    ("من نُقل كلامه موافق على نشره.", "Who is quoted agrees to the publication."),
    ("مذكور من يجيب عن أسئلة الصحفيين.", "It names who answers the questions of journalists."),
    ("اللغتان تقولان الشيء نفسه.", "Both languages say the same."),
)
COMPLETE = ("هو كامل باللغتين.", "It is complete in both languages.")  # one language may come first


def make_checklists(sender, using="default", **kwargs):
    """Adds each once, where its kind has no version; in force from the plan's first day."""
    from committee.models import Checklist, ReviewKind
    from members.models.policy import THE_PLAN

    required = {
        ReviewKind.ITEM: ITEM,
        ReviewKind.EDITION: EDITION,
        ReviewKind.POST: POST,
        ReviewKind.RELEASE: RELEASE,
    }
    there = set(Checklist.objects.using(using).values_list("kind", flat=True))
    for kind, points in required.items():
        if kind not in there:
            checklist = Checklist.objects.using(using).create(kind=kind, effective_from=THE_PLAN)
            wanted = [*points, COMPLETE] if kind in (ReviewKind.ITEM, ReviewKind.POST) else points
            for position, point in enumerate(wanted, 1):
                _add(checklist, position, point)


def _add(checklist, position, point):
    words_ar, words_en = point
    checklist.points.create(
        position=position, words_ar=words_ar, words_en=words_en, is_required=point != COMPLETE
    )
