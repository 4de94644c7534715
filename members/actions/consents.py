"""What people agree to, and the proof of it: who, when, from where, to which words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.models import Consent

VERSION = "2026-11-26"  # of the words below: whoever changes them changes it


def words_of(kind):
    """The words that are shown, in the reader's language."""
    return {
        Consent.Kind.TERMS: _(
            "By signing up you agree that the network keeps your name, your work in the teams and what you "
            "write here, and that members read it. The page “My data” shows all of it, gives you a copy and "
            "erases it; minutes and decisions stay without your name."
        ),
        Consent.Kind.DIRECTORY: _(
            "Members of the network find you in the directory by your name, province, criteria, role and "
            "skills. You can end this at any time."
        ),
    }[kind]


def record_consent(*, person, kind, is_given=True, request=None):
    """Keep that the person agreed, or took it back."""
    return Consent.objects.create(
        person=person,
        kind=kind,
        version=VERSION,
        words=words_of(kind),
        language=get_language() or "ar",
        is_given=is_given,
        ip=request.META.get("REMOTE_ADDR") if request is not None else None,
    )
