"""The columns of the sheet beside a folder of documents."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from kit.sheets import Column, Columns, in_every_language, spelt
from library.models import Kind

TITLE, SUMMARY, LINE, TEXT, NAMES = 200, 600, 200, 8_000, 4_000
EVERYONE, MEMBERS = "everyone", "members"
AUDIENCES = {EVERYONE: _("everyone"), MEMBERS: _("members only")}
MORE_WORDS = {
    EVERYONE: ("public", "open", "yes", "عام", "عامة", "الجميع", "نعم"),
    MEMBERS: ("members", "no", "أعضاء", "الأعضاء", "للأعضاء", "لا"),
}


MAY_BE_EMPTY = _("May stay empty.")


def _text(key, title, others=(), longest=TEXT, about=MAY_BE_EMPTY):
    return Column(key, title, about, 40, others, longest, is_long=longest in (SUMMARY, TEXT))


_ALL = (
    _text(
        "title_ar",
        _("Arabic title"),
        ("title", "العنوان", "عنوان"),
        TITLE,
        _("One of the two titles is needed."),
    ),
    _text("title_en", _("English title"), ("title in english", "العنوان بالإنجليزية"), TITLE),
    Column("kind", _("Kind"), _("One of the words below."), 18, ("type", "النوع")),
    Column(
        "files",
        _("Files"),
        _("Names of the files as they stand in the folder, with a semicolon between them."),
        40,
        ("file", "file name", "file names", "الملف", "الملفات", "اسم الملف", "أسماء الملفات"),
        NAMES,
        is_long=True,
    ),
    _text("summary_ar", _("Arabic summary"), ("summary", "ملخص", "الملخص"), SUMMARY),
    _text("summary_en", _("English summary"), ("summary in english",), SUMMARY),
    Column(
        "province",
        _("Province"),
        _("Its name or its code. Empty for a text of others, which then needs its source."),
        18,
        ("governorate", "محافظة"),
    ),
    Column(
        "partners",
        _("Together with"),
        _("Names or codes of further provinces, with a semicolon between them. May stay empty."),
        24,
        ("further provinces", "بالاشتراك مع", "محافظات أخرى"),
    ),
    _text("team", _("OSTP team"), ("الفريق",), LINE, _("Its name, as the portal has it. May stay empty.")),
    _text(
        "solution",
        _("Reform goal it serves"),
        ("solution", "الحل"),
        LINE,
        _("The title of a solution of the province. May stay empty."),
    ),
    Column(
        "criterion", _("Criterion"), _("Its number or name. May stay empty."), 18, ("criteria", "المعيار")
    ),
    Column(
        "tags",
        _("Tags"),
        _("Names of tags that the portal knows, with a semicolon between them. May stay empty."),
        24,
        ("tag", "الوسوم", "وسوم"),
    ),
    Column("year", _("Year of the reform"), _("Four digits. May stay empty."), 12, ("year", "السنة")),
    Column(
        "audience",
        _("Who may read it"),
        _("Everyone, or members only. Empty means everyone."),
        18,
        ("audience", "public", "visibility", "من يقرؤه", "لمن"),
    ),
    _text("source_name", _("Source"), ("author", "المصدر"), LINE, _("For texts of others: who wrote it.")),
    _text("source_url", _("Address of the source"), ("url", "link", "الرابط"), 500),
    Column("licence", _("Licence"), _("For instance CC BY 4.0."), 18, ("license", "الرخصة"), 120),
    _text("problem_ar", _("Problem (Arabic)"), ("problem", "المشكلة")),
    _text("problem_en", _("Problem (English)")),
    _text("context_ar", _("Context (Arabic)"), ("context", "السياق")),
    _text("context_en", _("Context (English)")),
    _text("body_ar", _("How it works (Arabic)"), ("how it works", "text", "النص", "كيف تعمل")),
    _text("body_en", _("How it works (English)")),
    _text("failed_ar", _("What failed (Arabic)"), ("what failed", "ما الذي تعثر")),
    _text("failed_en", _("What failed (English)")),
    _text("contact", _("Contact"), ("جهة الاتصال",), LINE),
    Column(
        "contributors",
        _("Who did it"),
        _("Names, with a semicolon between them. May stay empty."),
        30,
        ("authors", "contributors", "المساهمون"),
        1_000,
    ),
)
COLUMNS = Columns(_ALL, needed=("kind",), one_of=(("title_ar", "title_en"),))
TEXTS = tuple(
    column.key
    for column in COLUMNS
    if column.key.rpartition("_")[2] in ("ar", "en")
    or column.key in ("source_name", "source_url", "licence", "contact")
)


@cache
def kinds():
    """Spelling of a kind, in any language → its value."""
    return {word: kind for kind in Kind for word in (spelt(kind.value), *in_every_language(kind.label))}


@cache
def audiences():
    """Spelling of who may read it → EVERYONE or MEMBERS."""
    found = {}
    for key, label in AUDIENCES.items():
        for word in (*in_every_language(label), *map(spelt, MORE_WORDS[key])):
            found[word] = key
    return found
