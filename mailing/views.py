"""Pages behind the links in mail: GET shows, POST acts (mail scanners open links before their readers do)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kit import tokens
from kit.limits import client_ip
from mailing import actions, addresses, links
from mailing.forms import ChoiceForm
from mailing.models import Kind, Subscription

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
        return render(request, "mailing/void.html", status=410)
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
        return render(request, "mailing/void.html", status=410)
    if request.method == "POST" and "leave_everything" in request.POST:
        if reader.topic:  # they may have been put on its list by what they are
            actions.leave(
                address=reader.address, topic=reader.topic, through=reader.mailing, language=reader.language
            )
        actions.leave_everything(reader.address, through=reader.mailing)
        messages.success(request, _("You will get no more mail of these kinds."))
        return redirect(request.path)
    forms = _forms(reader, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        _keep(forms, request)
        messages.success(request, _("Your choice is kept."))
        return redirect(request.path)
    words = {"forms": forms, "address": addresses.masked(reader.address)}
    return render(request, "mailing/preferences.html", words)


def _reader(token):
    reader = links.reader_of(token)
    if reader is None:
        raise Http404
    return reader


def _named(reader):
    followed = Subscription.objects.of(reader.address).on_topic(reader.topic).first()
    return followed or Subscription(topic=reader.topic)


def _forms(reader, data):
    kinds = Kind.objects.in_bulk()
    followed = list(Subscription.objects.of(reader.address).order_by("topic"))
    if reader.topic and reader.topic not in {subscription.topic for subscription in followed}:
        followed.append(Subscription(address=reader.address, topic=reader.topic, language=reader.language))
    return [ChoiceForm(data, subscription=subscription, kinds=kinds) for subscription in followed]


def _keep(forms, request):
    for form in forms:
        choice = form.cleaned_data
        if form.subscription.pk is None and choice["is_wanted"]:
            continue  # on a list without having subscribed, and content with it
        actions.choose(
            form.subscription,
            is_wanted=choice["is_wanted"],
            language=choice.get("language", form.subscription.language),
            rhythm=choice.get("rhythm", form.subscription.rhythm),
            consent_text=str(form.fields["is_wanted"].label),
            ip=client_ip(request),
        )
