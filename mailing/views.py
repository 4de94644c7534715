"""Pages behind the links in mail: GET shows, POST acts (mail scanners open links before their readers do)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kit import tokens
from kit.limits import client_ip
from mailing import actions, addresses, choosing, links
from mailing.models import Subscription

may_show_and_act = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@login_not_required
@never_cache
@may_show_and_act
def leave(request, token):
    """RFC 8058: a POST from a mail program leaves at once; a person sees one button."""
    reader = _reader(token)
    has_left = request.method == "POST"
    if has_left:
        actions.leave(
            address=reader.address, topic=reader.topic, through=reader.mailing, language=reader.language
        )
    with override(reader.language):
        words = {
            "topic": _named(reader).name_in(reader.language),
            "preferences_url": links.preferences(token, reader.language),
            "has_left": has_left,
        }
        response = render(request, "mailing/leave.html", words)
    response["Content-Language"] = reader.language
    return response


@login_not_required
@never_cache
@may_show_and_act
def confirm(request, token):
    """The second opt-in: nothing is sent before somebody presses this page's button."""
    try:
        subscription = links.read_confirm(token)
    except tokens.Bad:
        return render(request, "mailing/link_void.html", status=410)
    if request.method == "POST":
        subscription = actions.confirm(subscription, ip=client_ip(request))
    words = {
        "subscription": subscription,
        "topic": subscription.name_in(request.LANGUAGE_CODE),
        "address": addresses.masked(subscription.address),
        "preferences_url": links.preferences(subscription.token, request.LANGUAGE_CODE),
    }
    return render(request, "mailing/confirm.html", words)


@login_not_required
@never_cache
@may_show_and_act
def preferences(request, token):
    """What this address gets, topic by topic; the same page can end it all."""
    try:
        reader = _reader(links.read_preferences(token))
    except tokens.Bad:
        return render(request, "mailing/link_void.html", status=410)
    return choosing.page(request, reader, "mailing/preferences.html")


def _reader(token):
    reader = links.reader_of(token)
    if reader is None:
        raise Http404
    return reader


def _named(reader):
    followed = Subscription.objects.of(reader.address).on_topic(reader.topic).first()
    return followed or Subscription(topic=reader.topic)
