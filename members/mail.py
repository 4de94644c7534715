"""Mail to a person, in their own language, through the ledger."""

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from mailing.kinds import NOTICE
from mailing.render import plain_mail


def write_to(person, template, words):
    """Write `templates/<template>/` to the person; False where they have no address or may not sign in.

    `words` is called in the person's language and returns the template's context.
    """
    if not person.email or not person.is_active:
        return False
    write_to_address(person.email, person.language, template, lambda: {"person": person, **words()})
    return True


def write_to_address(email, language, template, words):
    """Write to somebody of whom we know an address and a language alone."""
    with translation.override(language):
        subject, text, html = plain_mail(template, words(), language)
        message = EmailMultiAlternatives(subject, text, to=[email])
        message.attach_alternative(html, "text/html")
        message.kind = NOTICE
        message.send()
