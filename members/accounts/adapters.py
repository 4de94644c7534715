"""Where allauth asks us: names, mails, where to go, what the trail keeps, who must prove themselves again."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib import messages
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

import kit
from kit import audit
from kit.formats import number
from members.accounts import invited, mails, proofs

SEEN_KEY = "members_seen_at"


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.name_ar = form.cleaned_data.get("name_ar", "")
        user.language = (get_language() or "ar")[:2]
        if commit:
            user.save()
        return user

    def render_mail(self, template_prefix, email, context, headers=None):
        name = template_prefix.rpartition("/")[2]
        message = mails.render(name, email, context, headers)
        return message or super().render_mail(template_prefix, email, context, headers)

    def post_login(self, request, user, **kwargs):
        audit.record(user, "signed in", user.public_id, request=request)
        request.session[SEEN_KEY] = kit.now().timestamp()
        response = super().post_login(request, user, **kwargs)
        invited.settle(request, user)
        _offer_language(request, user, response)
        return response

    def authentication_failed(self, request, **credentials):
        audit.record(None, "sign-in refused", "", request=request)

    def is_reauthentication_required(self, *, app, **kwargs):
        """allauth asks nothing of who has neither password nor second step; we ask for a code by mail."""
        is_required = super().is_reauthentication_required(app=app, **kwargs)
        request = self.request
        if is_required and self._knows_only_codes(request.user) and not proofs.is_fresh(request):
            raise ReauthenticationRequired
        return is_required

    def get_reauthentication_methods(self, user):
        if self._knows_only_codes(user):
            by_mail = {"id": "members_code", "description": _("Use a code by e-mail")}
            return [{**by_mail, "url": reverse("members:reauthenticate")}]
        names = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use the app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": names[method["id"]]} for method in methods]

    def _knows_only_codes(self, user):
        return user.is_authenticated and not super().get_reauthentication_methods(user)


def _offer_language(request, user, response):
    """Who signs in on a page of another language than their own is offered theirs."""
    if user.language == get_language() or user.language not in ("ar", "en"):
        return
    address = translate_url(response.url, user.language)
    with override(user.language):
        words = gettext("Continue in English") if user.language == "en" else gettext("Continue in Arabic")
    offer = format_html('<a href="{}" lang="{}" hreflang="{}">{}</a>', address, *[user.language] * 2, words)
    messages.info(request, offer)


class SecondStepAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return gettext("Excellence Network")

    def generate_authenticator_name(self, user, type):
        """Passkeys are counted; their owner may name them."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": number(count + 1)}


class SocialAdapter(DefaultSocialAccountAdapter):
    """Facebook says who somebody is, never that an address is theirs."""

    def can_authenticate_by_email(self, login, email):
        return False

    def is_email_verified(self, provider, email):
        return False

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        audit.record(None, "sign-in refused", provider.id, request=request)


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions):
        super().end_sessions(sessions)
        request = context.request
        audit.record(request.user, "sessions.ended", str(len(sessions)), request=request)
