"""Mail to a person, in their own language, through the ledger."""

from django.core.exceptions import ValidationError
from django.utils import translation

from mailing import actions
from mailing.kinds import NOTICE


def write_to(person, template, words):
    """Write `templates/<template>/` to the person; False where they have no address or may not sign in.

    `words` is called in the person's language and returns the template's context. The mail holds the link
    that ends all mail of this kind; what the portal shows goes on.
    """
    if not person.email or not person.is_active:
        return False
    with translation.override(person.language):
        context = {"person": person, **words()}
    try:
        actions.write(
            kind=NOTICE, to=person.email, language=person.language, template=template, context=context
        )
    except ValidationError:  # no address after all: the portal tells them
        return False
    return True
