"""The demonstration mailbox, so that a newcomer can sign in and read what would have been sent."""

import re

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from en_portal.demo import mailbox as box

CODE = re.compile(r"^\s*([A-Z0-9]{3}-?[A-Z0-9]{3}|\d{6})\s*$", re.MULTILINE)


@never_cache
@login_not_required
def mailbox(request):
    """The newest mails with the sign-in code, where there is one, in plain sight."""
    mails = [
        {
            "key": key,
            "to": mail["To"],
            "subject": mail["Subject"],
            "date": mail["Date"].datetime,
            "code": _code(mail),
        }
        for key, mail in box.newest()
    ]
    return render(request, "demo/mailbox.html", {"mails": mails})


def _code(mail):
    found = CODE.search(box.body(mail, "plain"))
    return found.group(1) if found else ""


@never_cache
@login_not_required
def message(request, key):
    """One mail: its heads and its plain part, and the HTML part in a frame of its own."""
    mail = _get(key)
    text = mark_safe(linebreaks(urlize(box.body(mail, "plain"), autoescape=True)))
    return render(
        request,
        "demo/message.html",
        {
            "key": key,
            "mail": mail,
            "subject": mail["Subject"],
            "to": mail["To"],
            "from": mail["From"],
            "date": mail["Date"].datetime,
            "text": text,
            "has_html": bool(box.body(mail, "html")),
        },
    )


@never_cache
@login_not_required
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
    }
)
def message_html(request, key):
    """The HTML part alone, as a mail program would show it: no script, nothing fetched from elsewhere."""
    return HttpResponse(box.body(_get(key), "html").replace("<head>", '<head><base target="_top">', 1))


def _get(key):
    mail = box.get(key)
    if mail is None:
        raise Http404
    return mail
