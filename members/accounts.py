"""Signing in and up: the person's language is kept, digits of either script are read, deeds are audited."""

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit import audit
from kit.digits import CodeField
from mailing.render import plain_mail

# allauth's mails: our folder in templates/account/mail/, and the page that its button opens.
MAILS = {
    "login_code": ("login_code", None),
    "email_confirmation": ("email_code", None),
    "email_confirmation_signup": ("email_code", None),
    "password_reset_code": ("password_code", None),
    "unknown_account": ("unknown_account", ("account_signup", _("Create an account"))),
    "account_already_exists": ("known_account", ("account_login", _("Sign in"))),
}


def display(user):
    """How a person is called in allauth's pages and mails."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user.name_ar = form.cleaned_data.get("name_ar", "")
        user.language = (get_language() or "ar")[:2]
        if commit:
            user.save()
        return user

    def render_mail(self, template_prefix, email, context, headers=None):
        """allauth's mails in our words and look, in the language of the page that asked for them."""
        name = template_prefix.rpartition("/")[2]
        if name not in MAILS:
            return super().render_mail(template_prefix, email, context, headers)
        folder, button = MAILS[name]
        words = {
            **context,
            "reason": _("You get this because somebody typed this address on a page of the portal."),
        }
        if button:
            words |= {"action_url": settings.PORTAL_ORIGIN + reverse(button[0]), "action": button[1]}
        subject, text, html = plain_mail(f"account/mail/{folder}", words, (get_language() or "ar")[:2])
        message = EmailMultiAlternatives(subject, text, to=[email], headers=headers)
        message.attach_alternative(html, "text/html")
        return message

    def post_login(self, request, user, **kwargs):
        audit.record(user, "signed in", user.public_id, request=request)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request, **credentials):
        audit.record(None, "sign-in refused", "", request=request)


class _LeftToRightEmail:
    """An address is typed from left to right, on a keyboard that has the @."""

    address_field = "email"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.address_field].widget.attrs |= {
            "dir": "ltr",
            "inputmode": "email",
            "placeholder": "",
        }


class LoginForm(_LeftToRightEmail, account_forms.LoginForm):
    address_field = "login"

    def _setup_password_field(self):
        """Kept although signing up asks for no password: who has set one may use it."""


class RequestLoginCodeForm(_LeftToRightEmail, account_forms.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    code = CodeField(label=_("Code"))


class ConfirmEmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    code = CodeField(label=_("Code"))


class ConfirmPasswordResetCodeForm(account_forms.ConfirmPasswordResetCodeForm):
    code = CodeField(label=_("Code"))


class SignupForm(_LeftToRightEmail, account_forms.SignupForm):
    name_ar = forms.CharField(
        label=_("Full name"),
        help_text=_("As you write it: three-part name."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    field_order = ["name_ar", "email"]
