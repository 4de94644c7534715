"""Following a theme by mail: what one agrees to, and the mail when one of its goals moves."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit import formats
from kit.bilingual import in_language
from mailing import actions as mailing
from mailing import render
from mailing.kinds import THEME

TEMPLATE = "themes/mail/goal_moved"
LANGUAGES = ("ar", "en")


def topic_of(theme):
    return f"{THEME}:{theme.pk}"


def consent(theme):
    """The words to which a reader agrees, in the language in which they read them."""
    return _(
        "I want an e-mail whenever a goal of the theme “%(theme)s” moves. "
        "I can leave it at any time with one click; my address is used for nothing else."
    ) % {"theme": theme.title}


def ask(*, theme, address, language, source, ip=None):
    """Keep the wish to follow and send the mail to confirm it. Raises ValidationError (address)."""
    return mailing.ask_to_subscribe(
        address=address,
        topic=topic_of(theme),
        language=language,
        consent_text=consent(theme),
        source=source,
        ip=ip,
        title_ar=str(in_language(theme, "title", "ar")),
        title_en=str(in_language(theme, "title", "en")),
    )


def tell_moved(progress):
    """One mailing for everybody who follows the theme; asked for again, it is the same one.

    A value that is corrected on its day is told anew: each version of the report has a mailing of its own.
    """
    content = {}
    for language in LANGUAGES:
        content |= {f"{name}_{language}": words for name, words in _letter(progress, language).items()}
    theme = progress.goal.theme
    made = mailing.create_mailing(
        kind=THEME,
        key=f"goal-moved-{progress.pk}-{progress.history.latest().pk}",
        topic=topic_of(theme),
        path=theme.path,
        **content,
    )
    mailing.start_for_topic(made)
    return made


def _letter(progress, language):
    goal, theme = progress.goal, progress.goal.theme
    with override(language), formats.choosing(""):
        words = {
            **render.PLACEHOLDERS,
            "progress": progress,
            "goal": goal,
            "statement": in_language(goal, "statement", language),
            "unit": in_language(goal, "unit", language),
            "note": in_language(progress, "note", language),
            "percent": goal.percent(progress.value),
            "title": in_language(theme, "title", language),
            "action": _("See the goal"),
            "action_url": settings.PORTAL_ORIGIN + theme.address,
        }
        subject, text, html = render.plain_mail(TEMPLATE, words, language)
        reason = _("You get this because you follow the theme “%(theme)s”.") % {"theme": words["title"]}
    return {"subject": subject[:200], "text": text, "html": html, "reason": reason}
