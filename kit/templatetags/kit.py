"""`{% load kit %}`: numbers, dates, sizes and bilingual text in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kit import formats
from kit.bilingual import Text
from kit.richtext import clean
from kit.richtext import plain as words_of

register = template.Library()
LANGUAGES = {"ar": _("in Arabic"), "en": _("in English"), "ckb": _("in Kurdish")}

register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("day", formats.day)
register.filter("weekday", formats.weekday)
register.filter("day_month", formats.day_month)
register.filter("month_year", formats.month_year)
register.filter("moment", formats.moment)
register.filter("clock_time", formats.clock_time)
register.filter("size", formats.size)
register.filter("digits", formats.digits)


@register.filter
def rich(value):
    """Rich text, cleaned once more on its way out."""
    return mark_safe(clean(value))


@register.filter
def plain(value, length=None):
    """The words of rich text, for summaries; cut after `length` signs."""
    words = " ".join(words_of(value).split())
    return Truncator(words).chars(length) if length else words


@register.filter
def iso(value):
    """For `<time datetime>`."""
    return value.isoformat() if value else ""


@register.simple_tag
def text(value, mark=True):
    """Text that people wrote, with its language; marked where only the other language exists."""
    if value is None or value == "":
        return ""
    if not isinstance(value, Text) or not value.lang:
        return format_html('<span dir="auto">{}</span>', value)
    shown = format_html('<span lang="{}" dir="auto">{}</span>', value.lang, value)
    if not (mark and value.is_other):
        return shown
    written = LANGUAGES.get(value.lang, value.lang)
    return format_html('{} <span class="other-language">({})</span>', shown, written)
