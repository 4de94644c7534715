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
    with translation.override(person.language):
        subject, text, html = plain_mail(template, {"person": person, **words()}, person.language)
        message = EmailMultiAlternatives(subject, text, to=[person.email])
        message.attach_alternative(html, "text/html")
        message.kind = NOTICE
        message.send()
    return True
