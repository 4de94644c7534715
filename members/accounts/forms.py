"""allauth's forms in our words: digits of either script, addresses from left to right, full names."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa import app_settings as mfa
from allauth.mfa.base import forms as second_step_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from kit.digits import CodeField
from members.accounts import invited
from members.actions.consents import record_consent, words_of
from members.models import Consent


class _LeftToRightEmail:
    """An address is typed from left to right, on a keyboard that has the @; every page calls it the same."""

    address_field = "email"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.address_field].label = _("E-mail")
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


class ResetPasswordForm(_LeftToRightEmail, account_forms.ResetPasswordForm):
    pass


class AddEmailForm(_LeftToRightEmail, account_forms.AddEmailForm):
    pass


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    code = CodeField(label=_("Code"))


class ConfirmEmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    code = CodeField(label=_("Code"))


class ConfirmPasswordResetCodeForm(account_forms.ConfirmPasswordResetCodeForm):
    code = CodeField(label=_("Code"))


class EmailedCodeForm(forms.Form):
    """A code that was mailed to somebody who is signed in already."""

    code = CodeField(label=_("Code"))

    def __init__(self, *args, proof, **kwargs):
        self.proof = proof
        super().__init__(*args, **kwargs)

    def clean_code(self):
        if not self.proof.accepts(self.cleaned_data["code"]):
            raise get_adapter().validation_error("incorrect_code")
        return self.cleaned_data["code"]


class _FullName(forms.Form):
    name_ar = forms.CharField(
        label=_("Full name"),
        help_text=_("Your name, your father's and your grandfather's, as you write them."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


class _Agreed:
    """Who signs up agrees to the words beside the button, and what they agreed to is kept."""

    @property
    def consent_words(self):
        return words_of(Consent.Kind.TERMS)

    def save(self, request):
        person = super().save(request)
        record_consent(person=person, kind=Consent.Kind.TERMS, request=request)
        return person


class SignupForm(_Agreed, _LeftToRightEmail, account_forms.SignupForm, _FullName):
    field_order = ["name_ar", "email"]

    def __init__(self, *args, **kwargs):
        if invitation := invited.pending(get_adapter().request):
            initial = {"email": invitation.email, "name_ar": invitation.name}
            kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class SocialSignupForm(_Agreed, _LeftToRightEmail, social_forms.SignupForm, _FullName):
    field_order = ["name_ar", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name_ar", self.sociallogin.account.extra_data.get("name", ""))


class _CodeOnce(forms.Form):
    """A code opens once in its whole life, the steps of tolerance too (RFC 6238, 5.2)."""

    code = CodeField(label=_("Code"))

    def clean_code(self):
        code = super().clean_code()
        life = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        if not cache.add(f"second-step:{self.user.pk}:{code}", True, timeout=life):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_CodeOnce, second_step_forms.AuthenticateForm):
    pass


class ReauthenticateForm(_CodeOnce, second_step_forms.ReauthenticateForm):
    pass


class ActivateAppForm(app_forms.ActivateTOTPForm):
    code = CodeField(label=_("Code that the app shows"))


def _name_of_passkey(**options):
    return forms.CharField(
        label=_("Name"),
        help_text=_("By which you know it again, such as: my phone."),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        **options,
    )


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    name = _name_of_passkey(required=False)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without code or password"),
        help_text=_("Your device asks for your finger, face or screen lock."),
        required=False,
        initial=True,
    )
    field_order = ["name", "passwordless"]


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    name = _name_of_passkey()
