"""Mail to a person, in their own language, through the ledger."""

from django.core.exceptions import ValidationError
from django.utils import translation

from mailing import actions
from mailing.kinds import NOTICE


def write_to(person, template, words, **parts):
    """Write `templates/<template>/` to the person; False where they have no address or may not sign in.

    `words` is called in the person's language and returns the template's context. The mail holds the link
    that ends all mail of its kind; what the portal shows goes on. `parts`: kind, calendar, attachments
    (mailing.actions.write).
    """
    if not person.email or not person.is_active:
        return False
    language, named = person.language, lambda: {"person": person, **words()}
    return write_to_address(person.email, language, template, named, **parts)


def write_to_address(email, language, template, words, *, kind=NOTICE, **parts):
    """Write to somebody of whom we know an address and a language alone; False where it is no address."""
    with translation.override(language):
        context = words()
    try:
        actions.write(kind=kind, to=email, language=language, template=template, context=context, **parts)
    except ValidationError:  # no address after all: the portal tells them
        return False
    return True
