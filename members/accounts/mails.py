"""allauth's mails in our words and look, in the language of the page that asked for them."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mailing.render import plain_mail

# allauth's mail: our folder in templates/account/mail/, and the page that its button opens.
MAILS = {
    "login_code": ("login_code", None),
    "reauthentication_code": ("reauthentication_code", None),
    "email_confirmation": ("email_code", None),
    "email_confirmation_signup": ("email_code", None),
    "password_reset_code": ("password_code", None),
    "unknown_account": ("unknown_account", ("account_signup", _("Create an account"))),
    "account_already_exists": ("known_account", ("account_login", _("Sign in"))),
}
# What changed in an account: its owner is told by mail, whoever did it.
CHANGES = {
    "password_changed": _("The password was changed."),
    "password_set": _("A password was set."),
    "password_reset": _("The password was changed by a code from a mail."),
    "email_changed": _("The e-mail address was changed."),
    "email_confirm": _("An e-mail address was confirmed."),
    "email_deleted": _("An e-mail address was removed."),
    "totp_activated": _("An authenticator app was added as second step."),
    "totp_deactivated": _("The authenticator app is no longer the second step."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "account_connected": _("Facebook can now be used to sign in."),
    "account_disconnected": _("Facebook can no longer be used to sign in."),
}
SECURITY = ("account_changed", ("usersessions_list", _("See your signed-in devices")))


def render(name, email, context, headers=None):
    """The message, or None for a mail of allauth's that we do not send."""
    folder, button = MAILS.get(name) or (SECURITY if name in CHANGES else (None, None))
    if folder is None:
        return None
    language = (get_language() or "ar")[:2]
    words = {
        **context,
        "change": CHANGES.get(name),
        "reason": _("You get this because it concerns the account with this address.")
        if name in CHANGES
        else _("You get this because somebody typed this address on a page of the portal."),
    }
    if button:
        words |= {"action_url": settings.PORTAL_ORIGIN + reverse(button[0]), "action": button[1]}
    subject, text, html = plain_mail(f"account/mail/{folder}", words, language)
    message = EmailMultiAlternatives(subject, text, to=[email], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
