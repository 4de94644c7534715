"""The letter before it leaves: on a phone, on a desk, as text, and as a trial in one's own mailbox."""

import re

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from mailing import links
from newsletter import dispatch, letter, rules
from newsletter.forms.editions import TrialForm
from newsletter.models import Edition

# Inline styles are what mail is made of; scripts, frames and forms have no place in it. In its sandbox it may
# open a link in a new window and nothing else.
MAIL_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": [SELF],
    "font-src": [NONE],
    "connect-src": [NONE],
    "media-src": [NONE],
    "manifest-src": [NONE],
    "frame-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}

LIGHT, DARK = LOOKS = ("light", "dark")
IN_THE_DARK = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)")


def seen(html, look):
    """The letter as a mail program shows it that is light or dark, whatever the device itself is."""
    html = IN_THE_DARK.sub("@media all" if look == DARK else "@media not all", html)
    scheme = f'<meta name="color-scheme" content="{DARK if look == DARK else LIGHT}">'
    return html.replace('<meta name="color-scheme" content="light dark">', scheme)


def _edition(request, number):
    edition = Edition.objects.with_joined().filter(number=number).first()
    if edition is None or not rules.may_preview(request.user, edition):
        raise Http404
    return edition


@require_safe
def preview(request, number):
    """One language and look at a time; the others are one tap away."""
    edition = _edition(request, number)
    language, look = request.GET.get("language", get_language()), request.GET.get("look", LIGHT)
    if language not in dict(settings.LANGUAGES) or look not in LOOKS:
        raise Http404
    built = letter.build(edition, language)
    return render(
        request,
        "newsletter/preview.html",
        {
            "edition": edition,
            "language": language,
            "languages": settings.LANGUAGES,
            "look": look,
            "looks": [(LIGHT, _("light")), (DARK, _("dark"))],
            "subject": built.subject,
            "text": dispatch.filled(
                built.text, built.reason, links.absolute(reverse("newsletter:subscribe"))
            ),
            "size": len(built.html.encode()),
            "may_edit": rules.may_edit(request.user, edition),
            "trial": TrialForm(initial={"language": language}),
        },
    )


@require_safe
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)
def letter_html(request, number, language):
    """The HTML part as mail programs get it, for the frame of the preview."""
    edition = _edition(request, number)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    built = letter.build(edition, language)
    look = request.GET.get("look", LIGHT)
    page = dispatch.filled(
        seen(built.html, look), built.reason, links.absolute(reverse("newsletter:subscribe"))
    )
    response = HttpResponse(page.replace("<head>", '<head><base target="_blank">', 1))
    response.is_mail = True
    return response


@require_POST
def trial(request, number):
    """One copy to oneself."""
    edition = _edition(request, number)
    form = TrialForm(request.POST)
    if form.is_valid() and request.user.email:
        dispatch.trial(edition, to=request.user.email, language=form.cleaned_data["language"])
        messages.success(
            request, _("A trial letter is on its way to %(address)s.") % {"address": request.user.email}
        )
    else:
        messages.warning(request, _("Your account has no e-mail address to which a trial could go."))
    return redirect("newsletter:preview", edition.number)
