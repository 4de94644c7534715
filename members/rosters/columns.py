"""The columns of a roster, found by their heading in any language of the portal and in any order."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kit.text import words
from members.models import Role


@dataclass(frozen=True)
class Column:
    """`others`: headings that people also write."""

    key: str
    title: str
    help: str
    width: int
    others: tuple[str, ...] = ()


COLUMNS = (
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
TITLES = {column.key: column.title for column in COLUMNS}
NEEDED = ("role", "from_on")
NAMES = ("name_ar", "name_latin")


def spelt(text):
    """A heading, or the name of a thing, without what spelling varies in."""
    return " ".join(words(text))


def in_every_language(text):
    """How a translated text is spelt in each language of the portal."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield spelt(str(text))


@cache
def headings():
    """Spelling of a heading → key of its column."""
    found = {}
    for column in COLUMNS:
        for heading in (column.key, *map(spelt, column.others), *in_every_language(column.title)):
            found[spelt(heading)] = column.key
    return found


@cache
def roles():
    """Spelling of a role, in any language → its value."""
    return {word: role for role in Role for word in (spelt(role.value), *in_every_language(role.label))}
