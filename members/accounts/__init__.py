"""Signing in and up: codes, passwords, passkeys, Facebook; the second step; what the trail keeps of it."""

from members.accounts.adapters import AccountAdapter, SecondStepAdapter, SessionsAdapter, SocialAdapter
from members.accounts.forms import (
    ActivateAppForm,
    AddEmailForm,
    AddPasskeyForm,
    ConfirmEmailCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    RenamePasskeyForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    SecondStepForm,
    SignupForm,
    SocialSignupForm,
)
from members.accounts.mails import MAILS

__all__ = [
    "MAILS",
    "AccountAdapter",
    "ActivateAppForm",
    "AddEmailForm",
    "AddPasskeyForm",
    "ConfirmEmailCodeForm",
    "ConfirmLoginCodeForm",
    "ConfirmPasswordResetCodeForm",
    "LoginForm",
    "ReauthenticateForm",
    "RenamePasskeyForm",
    "RequestLoginCodeForm",
    "ResetPasswordForm",
    "SecondStepAdapter",
    "SecondStepForm",
    "SessionsAdapter",
    "SignupForm",
    "SocialAdapter",
    "SocialSignupForm",
    "display",
]


def display(user):
    """How a person is called in allauth's pages and mails."""
    return user.name
