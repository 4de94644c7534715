"""The page on which a reader chooses what comes and how often: by a link from the mailbox, or signed in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kit.limits import client_ip
from mailing import actions, addresses, kinds
from mailing.actions.subscriptions import belongs
from mailing.forms import ChoiceForm
from mailing.models import Kind, Subscription


def page(request, reader, template):
    """GET shows the choices of an address, POST keeps them; the same page can end it all."""
    if request.method == "POST" and "leave_everything" in request.POST:
        if reader.topic:  # they may have been put on its list by what they are
            actions.leave(
                address=reader.address, topic=reader.topic, through=reader.mailing, language=reader.language
            )
        actions.leave_everything(reader.address, through=reader.mailing, language=reader.language)
        messages.success(request, _("You will get no more mail of these kinds."))
        return redirect(request.path)
    rows = Kind.objects.in_bulk()
    forms = _forms(reader, rows, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        _keep(forms, client_ip(request))
        messages.success(request, _("Your choice is kept."))
        return redirect(request.path)
    words = {
        "forms": forms,
        "always": [(rows[key], why) for key, why in kinds.ALWAYS.items() if key in rows],
        "address": addresses.masked(reader.address),
    }
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, template, words, status=status)


def _forms(reader, rows, data):
    """What the address follows, what comes to it unasked, and the list whose mail led here."""
    followed = {one.topic: one for one in Subscription.objects.of(reader.address).order_by("topic")}
    unasked = kinds.UNASKED if belongs(reader.address) else ()
    if reader.topic and reader.topic != kinds.DIGEST and reader.topic not in unasked:
        unasked = (*unasked, reader.topic)
    of_topic = {
        topic: Subscription(address=reader.address, topic=topic, language=reader.language)
        for topic in unasked
    }
    return [
        ChoiceForm(data, subscription=subscription, kinds=rows)
        for subscription in (of_topic | followed).values()
    ]


def _keep(forms, ip):
    for form in forms:
        choice, subscription = form.cleaned_data, form.subscription
        if subscription.pk is None and choice["rhythm"] == Subscription.Rhythm.EACH:
            continue  # as it comes without any choice
        actions.choose(
            subscription,
            is_wanted=choice["rhythm"] != ChoiceForm.NEVER,
            language=choice.get("language") or subscription.language,
            rhythm=choice["rhythm"] if choice["rhythm"] != ChoiceForm.NEVER else subscription.rhythm,
            consent_text=f"{form.name}: {form.words_of(choice['rhythm'])}",
            ip=ip,
        )
