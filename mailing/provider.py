"""What the provider that sends for us tells of our mail, and whether its settings are whole."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import Error, register
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from mailing.registries import Later


@csrf_exempt
@login_not_required
def events(request):
    """Bounces and complaints by django-anymail's webhook of the chosen provider, closed without its secret.

    503 asks the provider to come again: the sender has not written down yet what it is about.
    """
    if not (settings.MAIL_PROVIDER and settings.ANYMAIL["WEBHOOK_SECRET"]):
        raise Http404
    from mailing.hosted import webhook_of

    view = webhook_of(settings.MAIL_PROVIDER)
    if view is None:
        raise Http404
    try:
        return view(request)
    except Later as why:
        return HttpResponse(f"{why}\n", status=503, content_type="text/plain")


@register()
def provider_is_whole(app_configs, **kwargs):
    """A provider whose name is wrong, or whose events anybody could make up, is found at the start."""
    if not settings.MAIL_PROVIDER:
        return []
    found = []
    if len(settings.ANYMAIL["WEBHOOK_SECRET"]) < 20 or ":" not in settings.ANYMAIL["WEBHOOK_SECRET"]:
        found.append(
            Error(
                "PORTAL_MAIL_EVENTS_SECRET must be name:password, 20 characters at least.", id="mailing.E002"
            )
        )
    try:
        from mailing.transport import connect

        connect()
    except Exception as error:  # an unknown name, a missing package or a missing key: all of it is said
        found.append(Error(f"Mail cannot leave by {settings.MAIL_PROVIDER}: {error}", id="mailing.E003"))
    return found
