"""Text with headings, lists, links and tables: cleaned when saved, a plain text area when written."""

import html
import json
import re

import nh3
from django import forms
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import models
from django.utils.html import escape
from django.utils.translation import get_language

from kit.ckeditor import CKEDITOR_5_CONFIGS

_TAGS = """
    strong b em i u s sub sup a code span bdi bdo p br hr h2 h3 h4 ul ol li blockquote pre figure figcaption
    table caption thead tbody tfoot tr th td
"""
TAGS = set(_TAGS.split())
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title", "hreflang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "reversed"},
}
MOST_CLEANINGS = 5
SCHEMES = {"http", "https", "mailto", "tel"}
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
BLOCK_END = re.compile(
    r"</(p|h[2-4]|li|blockquote|pre|tr|caption|figcaption|ul|ol|table)>|<(br|hr)\b[^>]*>", re.I
)
ONLY_PARAGRAPHS = re.compile(r"(<p>([^<>]|<br>)*</p>\s*)+")


def clean(text: str) -> str:
    """HTML as our allow-list has it; text without markup becomes paragraphs; nothing to read becomes ""."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not MARKUP.search(text):
        return paragraphs(text)
    kept = _allowed(text)
    if not MARKUP.search(kept):
        return paragraphs(html.unescape(kept))
    return kept if plain(kept) or "<hr" in kept else ""


def _allowed(text: str) -> str:
    """Cleaned until another cleaning changes nothing: a browser reads misplaced tags into other places."""
    for _ in range(MOST_CLEANINGS):
        before = text
        text = nh3.clean(
            text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow ugc"
        ).strip()
        if text == before:
            break
    return text


def paragraphs(text: str) -> str:
    """Plain text as HTML: a blank line parts paragraphs, a line's end stays one."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return _allowed(
        "\n".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
    )


def plain(text: str) -> str:
    """The words of rich text: one line a block, no markup."""
    spaced = BLOCK_END.sub("\n", re.sub(r"</t[dh]>", " ", text or ""))
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def editable(text: str) -> str:
    """What the text area shows: plain words where there are only paragraphs, else the HTML."""
    if not text or not ONLY_PARAGRAPHS.fullmatch(text.strip()):
        return text or ""
    lines = re.sub(r"</p>\s*", "\n\n", text.replace("<p>", "").replace("<br>", "\n"))
    words = html.unescape(lines).strip()
    return text if MARKUP.search(words) else words


class RichTextarea(forms.Textarea):
    """A plain text area; "Format text" loads CKEditor 5 in its place, where there is JavaScript."""

    template_name = "kit/rich_text.html"

    class Media:
        js = ["js/rich-text.js"]

    def __init__(self, attrs=None):
        super().__init__({"rows": 8, "dir": "auto", **(attrs or {})})

    def format_value(self, value):
        return editable(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        language = (get_language() or "en").split("-")[0]
        language = language if language in CKEDITOR_5_CONFIGS else "en"
        written = context["widget"]["attrs"].get("lang", language)
        config = {**CKEDITOR_5_CONFIGS[language], "language": {"ui": language, "content": written}}
        context["widget"]["editor"] = {
            "config": json.dumps(config),
            "script": staticfiles_storage.url("django_ckeditor_5/dist/bundle.js"),
            "style": staticfiles_storage.url("django_ckeditor_5/dist/styles.css"),
            "words": ""
            if language == "en"
            else staticfiles_storage.url(f"django_ckeditor_5/dist/translations/{language}.js"),
        }
        return context


class RichTextFormField(forms.CharField):
    widget = RichTextarea

    def to_python(self, value):
        return clean(super().to_python(value))


class RichTextField(models.TextField):
    """A TextField to the database and to migrations; its HTML is cleaned on every save."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        value = clean(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs):
        language = self.name.rpartition("_")[2]
        attrs = {"lang": language} if language in ("ar", "en", "ckb") else {}
        return super().formfield(
            **{"form_class": RichTextFormField, **kwargs, "widget": RichTextarea(attrs), "max_length": None}
        )
