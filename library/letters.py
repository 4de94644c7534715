"""Mail that the library sends to many: a step of a series."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from kit import formats
from kit.bilingual import in_language
from mailing import actions as mailing
from mailing import kinds, links, render

TEMPLATE = "library/mail/learning"
LANGUAGES = ("ar", "en")


def of_step(step, number):
    """The mailing of a step, once; asked for again, it is the same one."""
    content = {}
    for language in LANGUAGES:
        content |= {f"{name}_{language}": words for name, words in _letter(step, number, language).items()}
    return mailing.create_mailing(
        kind=kinds.LEARNING,
        key=f"learning-{step.series_id}-{step.pk}",
        topic=step.series.topic,
        path=f"library/{step.item_id}/",
        **content,
    )


def _letter(step, number, language):
    item, series = step.item, step.series
    with override(language), formats.choosing(""):
        title = in_language(series, "title", language)
        words = {
            **render.PLACEHOLDERS,
            "series": title,
            "number": number,
            "kind": item.get_kind_display(),
            "title": in_language(item.published_revision, "title", language),
            "summary": in_language(item.published_revision, "summary", language),
            "series_url": links.absolute(series.get_absolute_url()),
            "action": _("Read it in the library"),
            "action_url": links.absolute(item.get_absolute_url()),
        }
        subject, text, html = render.plain_mail(TEMPLATE, words, language)
        reason = _("You get this because you follow the series “%(series)s”.") % {"series": title}
    return {"subject": subject[:200], "text": text, "html": html, "reason": reason[:250]}
