"""`{% load newsletter_mail %}`: people's text in mail, whose programs do not know dir="auto"."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

register = template.Library()
DIRECTIONS = {"ar": "rtl", "ckb": "rtl"}


@register.simple_tag
def mail_text(value):
    """Text with its line ends; with its own direction where it stands in another language than the letter."""
    blocks = [
        escape(block.strip()).replace("\n", "<br>") for block in re.split(r"\n\s*\n", str(value).strip())
    ]
    words = mark_safe("<br><br>".join(blocks))
    if not getattr(value, "is_other", False):
        return words
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', value.lang, DIRECTIONS.get(value.lang, "ltr"), words
    )
