"""An edition's way out: one mailing an edition, made once in each language, and how far it is."""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mailing import actions as mailing
from mailing import compose, kinds, links
from newsletter import letter

TOPIC = "newsletter"
LANGUAGES = ("ar", "en")


def start(edition):
    """Make the mailing of an edition and begin; twice it is the same mailing. Raises mailing's CannotSend."""
    content = {}
    for language in LANGUAGES:
        built = letter.build(edition, language)
        for field in ("subject", "text", "html", "reason"):
            content[f"{field}_{language}"] = getattr(built, field)
    made = mailing.create_mailing(
        kind=kinds.NEWSLETTER,
        key=f"newsletter-{edition.number}",
        topic=TOPIC,
        list_id=TOPIC,
        path=f"newsletter/{edition.number}/",
        archive_url=links.absolute(reverse("newsletter:archive")),
        **content,
    )
    mailing.start_for_topic(made)
    return made


def trial(edition, *, to, language):
    """One copy to a person who works on the edition; its personal links lead to where one subscribes."""
    built = letter.build(edition, language)
    with override(language):
        own = links.absolute(reverse("newsletter:subscribe"))
        message = EmailMultiAlternatives(
            _("[Trial] %(subject)s") % {"subject": built.subject},
            filled(built.text, built.reason, own),
            to=[to],
        )
        message.attach_alternative(filled(built.html, built.reason, own), "text/html")
        message.send()


def filled(content, reason, address):
    """A letter's content with its personal places filled, for people who work on it."""
    for mark, words in {
        compose.REASON: reason,
        compose.UNSUBSCRIBE: address,
        compose.PREFERENCES: address,
    }.items():
        content = content.replace(mark, words)
    return content
