"""Following a province by mail: what one agrees to, and the mail when a public reform goal is achieved."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit import formats
from kit.bilingual import in_language
from mailing import actions as mailing
from mailing import render
from mailing.kinds import PROVINCE

TEMPLATE = "members/mail/goal_achieved"
LANGUAGES = ("ar", "en")


def topic_of(province):
    return f"{PROVINCE}:{province.code}"


def consent(province):
    """The words to which a reader agrees, in the language in which they read them."""
    return _(
        "I want an e-mail whenever %(province)s achieves one of its public reform goals. "
        "I can leave it at any time with one click; my address is used for nothing else."
    ) % {"province": province.name}


def ask(*, province, address, language, source, ip=None):
    """Keep the wish to follow and send the mail to confirm it. Raises ValidationError (address)."""
    return mailing.ask_to_subscribe(
        address=address,
        topic=topic_of(province),
        language=language,
        consent_text=consent(province),
        source=source,
        ip=ip,
        **_titles(province),
    )


def _titles(province):
    titles = {}
    for language in LANGUAGES:
        with override(language):
            titles[f"title_{language}"] = _("Reform goals of %(province)s") % {"province": province.name}
    return titles


def tell_achieved(solution):
    """One mailing for everybody who follows the province; asked for again, it is the same one."""
    content = {}
    for language in LANGUAGES:
        content |= {f"{name}_{language}": words for name, words in _letter(solution, language).items()}
    made = mailing.create_mailing(
        kind=PROVINCE,
        key=f"goal-achieved-{solution.pk}",
        topic=topic_of(solution.team.province),
        path=solution.path,
        **content,
    )
    mailing.start_for_topic(made)
    return made


def _letter(solution, language):
    province = solution.team.province
    with override(language), formats.choosing(""):
        words = {
            **render.PLACEHOLDERS,
            "solution": solution,
            "title": in_language(solution, "title", language),
            "goal": in_language(solution, "goal", language),
            "province": province,
            "action": _("See what it changes"),
            "action_url": settings.PORTAL_ORIGIN + solution.address,
        }
        subject, text, html = render.plain_mail(TEMPLATE, words, language)
        reason = _("You get this because you follow the reform goals of %(province)s.") % {
            "province": province.name
        }
    return {"subject": subject[:200], "text": text, "html": html, "reason": reason}
