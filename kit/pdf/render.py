"""From a template of typst and data to the bytes of a PDF."""

import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from kit import formats
from kit.pdf.fonts import folder


def render(template: str, *, title: str, **data) -> bytes:
    """The PDF of `templates/<template>` in the active language and digits.

    The template reads `data` (strings, numbers, lists, dictionaries), never as markup: what people wrote
    stays text. It takes head, foot and style from `templates/kit/pdf/style.typ` and holds no words itself.
    """
    return _compile(template, title, data, pdf_standards=["ua-1"])


def draw(template: str, *, title: str, **data) -> bytes:
    """The same as a PNG of one page, a pixel for each point of its size."""
    return _compile(template, title, data, format="png", ppi=72)


def _compile(template: str, title: str, data: dict, **options) -> bytes:
    import typst  # 6 MB, for who makes papers alone

    templates = Path(settings.BASE_DIR, "templates")
    return typst.compile(
        str(templates / template),
        root=str(templates),
        font_paths=[str(folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**data, "frame": _frame(title)}, ensure_ascii=False, default=str)},
        **options,
    )


def _frame(title: str) -> dict:
    """What every paper has: language, direction, digits, and the words of its head and foot."""
    return {
        "title": title,
        "language": formats.language(),
        "is_rtl": get_language_bidi(),
        "has_arabic_digits": formats.uses_arabic_digits(),
        "network": _("Excellence Network"),
        "page": _("Page {number} of {count}"),
    }
