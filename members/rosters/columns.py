"""The columns of a roster, found by their heading in any language of the portal and in any order."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from kit.sheets import Column, Columns, in_every_language, spelt
from members.models import Role

_ALL = (
    Column(
        "name_ar",
        _("Name in Arabic"),
        _("As the person writes it. This name or the one in Latin letters is needed."),
        30,
        (
            "name",
            "full name",
            "arabic name",
            "الاسم",
            "الاسم الثلاثي",
            "الاسم الكامل",
            "الاسم العربي",
            "اسم العضو",
        ),
    ),
    Column(
        "name_latin",
        _("Name in Latin letters"),
        _("May stay empty."),
        30,
        ("latin name", "latin spelling", "name in english", "الاسم باللاتينية", "الاسم بالإنجليزية"),
    ),
    Column(
        "email",
        _("E-mail address"),
        _("May stay empty. Without it a person is found by the name among the people of the team."),
        32,
        ("email", "mail", "البريد", "البريد الإلكتروني", "الإيميل", "ايميل"),
    ),
    Column(
        "province",
        _("Province"),
        _("Its name or its code. May stay empty where the team is named."),
        18,
        ("governorate", "محافظة"),
    ),
    Column(
        "team",
        _("OSTP team"),
        _("Its name. May stay empty where the province has one team."),
        30,
        ("team", "الفريق", "اسم الفريق", "فريق"),
    ),
    Column("role", _("Role"), _("One of the words below."), 18, ("الصفة", "الدور", "الدور في الفريق")),
    Column(
        "criteria",
        _("Criteria"),
        _("Their numbers or names, with a semicolon between them. May stay empty."),
        14,
        ("criterion", "معيار", "المعيار"),
    ),
    Column(
        "from_on",
        _("From"),
        _("The first day of the service, for instance 2024-03-01 or ١/٣/٢٠٢٤ (the day first)."),
        14,
        ("start", "started on", "first day", "تاريخ المباشرة", "تاريخ البدء", "من تاريخ", "ابتداء من"),
    ),
    Column(
        "until_on",
        _("Until"),
        _("The last day. It stays empty while the person serves."),
        14,
        ("to", "end", "last day", "حتى", "لغاية", "إلى تاريخ", "تاريخ الانتهاء"),
    ),
)
COLUMNS = Columns(_ALL, needed=("role", "from_on"), one_of=(("name_ar", "name_latin", "email"),))


@cache
def roles():
    """Spelling of a role, in any language → its value."""
    return {word: role for role in Role for word in (spelt(role.value), *in_every_language(role.label))}
