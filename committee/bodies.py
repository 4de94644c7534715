"""Rows that must exist: the bodies that the plan names, and the law that most questions are about."""

import datetime

BODIES = (
    ("وزارة التخطيط", "Ministry of Planning"),
    ("وزارة الدولة لشؤون المحافظات", "Ministry of State for Provincial Affairs"),
    ("المنسق العام لشؤون المحافظات", "General Coordinator for Provincial Affairs"),
    ("الهيئة العليا للتنسيق بين المحافظات", "High Commission for Coordination between Provinces"),
    ("الأمانة العامة لمجلس الوزراء", "Council of Ministers Secretariat"),
)
LAW = (
    "قانون المحافظات غير المنتظمة في إقليم رقم (21) لسنة 2008",
    "Law of Governorates Not Incorporated into a Region, No. 21 of 2008",
)
LAW_VERSIONS = (
    (datetime.date(2008, 3, 31), "", ""),
    (datetime.date(2013, 6, 23), " المعدل", ", as amended in June 2013"),
)


def make_bodies(sender, using="default", **kwargs):
    """Adds them once, where there are none; staff reword, add and retire them."""
    from committee.models import Body, LawVersion

    if not Body.objects.using(using).exists():
        for name_ar, name_en in BODIES:
            Body.objects.using(using).create(name_ar=name_ar, name_en=name_en)
    if not LawVersion.objects.using(using).exists():
        for in_force_from, words_ar, words_en in LAW_VERSIONS:
            names = {"name_ar": LAW[0] + words_ar, "name_en": LAW[1] + words_en}
            LawVersion.objects.using(using).create(in_force_from=in_force_from, **names)
