"""Mail from templates: the words in one language, as text and as HTML that every mail program shows."""

import re
from functools import cache
from pathlib import Path

import css_inline
import mrml
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import get_language_bidi, override

from mailing import compose

STYLE = Path(__file__).with_name("mail.css")
# For mailings: what the sender fills in for each recipient (mailing.compose).
PLACEHOLDERS = {
    "reason": compose.REASON,
    "unsubscribe_url": compose.UNSUBSCRIBE,
    "preferences_url": compose.PREFERENCES,
}


@cache
def _inliner():
    # at-rules (dark mode) stay in a style element: they cannot be inlined
    return css_inline.CSSInliner(
        extra_css=STYLE.read_text(), keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
    )


def inlined(page):
    """An HTML page with the mail style written into its elements; Gmail and Outlook read nothing else."""
    return _inliner().inline(page)


def plain_mail(template, context, language):
    """(subject, text, html) of the mail in `templates/<template>/` (subject.txt, body.txt, body.html)."""
    subject, text, words = _words(template, context, language)
    with override(language):
        page = get_template(f"{template}/body.html").render({**words, "subject": subject})
    return subject, text, inlined(page)


def framed_mail(template, context, language):
    """(subject, text, html) of a designed mail: body.mjml, made for all mail programs by mrml."""
    subject, text, words = _words(template, context, language)
    with override(language):
        source = get_template(f"{template}/body.mjml").render({**words, "subject": subject})
    return subject, text, inlined(mrml.to_html(source).content)


def _words(template, context, language):
    with override(language):
        words = {
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "side": "right" if get_language_bidi() else "left",
            "origin": settings.PORTAL_ORIGIN,
            "reply_to": "",
            **context,
        }
        subject = " ".join(_as_text(f"{template}/subject.txt", words).split())
        text = _as_text(f"{template}/body.txt", {**words, "subject": subject})
    return subject, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", words


def _as_text(template, words):
    return get_template(template).template.render(Context(words, autoescape=False))
