"""What a signed-in person's request passes at the top: when they were last seen, and the second step."""

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import add_query_params
from allauth.usersessions.models import UserSession
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

import kit
from en_portal.offices import owes_second_step
from members.accounts.adapters import SEEN_KEY

SEEN_EVERY = 10 * 60  # seconds between two notes of the same session
# The pages by which one gets a second step, and what needs no person: machines, and choosing a language.
OPEN_NAMES = {"root", "alive", "ready", "kit:manifest", "newsletter_roots:feed", "members:reauthenticate"}
OPEN_PREFIXES = ("account_", "mfa_", "socialaccount_", "usersessions_", "facebook_")


class LastSeenMiddleware:
    """Notes when a session was last used; asks nothing of requests that do not touch their session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session, now = request.session, kit.now()
        if session.accessed and now.timestamp() - session.get(SEEN_KEY, now.timestamp()) > SEEN_EVERY:
            session[SEEN_KEY] = now.timestamp()
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)
        return response


class SecondStepMiddleware:
    """Who owes a second step is sent to use theirs, or to set one up; the pages there say why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if is_open(request.resolver_match) or not owes_second_step(request):
            return None
        address = where_to_prove(request)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def is_open(match):
    """Pages for everybody: allauth's own, machines', and those that a signed link opens for one deed."""
    name = match.view_name or ""
    is_one_click = "token" in match.kwargs and not getattr(match.func, "login_required", True)
    return is_one_click or name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)


def where_to_prove(request):
    """The page that asks for the second step of this person, or the one where they set it up."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    ways = [method["url"] for method in methods if method["id"].startswith("mfa_")]
    if not ways:
        return reverse("mfa_index")
    if request.method == "GET" and not request.htmx:
        return add_query_params(ways[0], {REDIRECT_FIELD_NAME: request.get_full_path()})
    return ways[0]
