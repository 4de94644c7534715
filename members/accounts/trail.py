"""What the trail keeps of accounts. allauth tells these deeds by signals alone, so this one place hears them.

They are the library's own announcements, not a way for our apps to talk to one another.
"""

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from allauth.socialaccount import signals as social

from kit import audit
from mailing.actions import change_address
from members.accounts import proofs


def connect():
    """Called once, when the app is ready."""
    for signal, receiver in {
        account.password_changed: _password_changed,
        account.password_set: _password_changed,
        account.password_reset: _password_changed,
        account.email_changed: _email_changed,
        account.login_code_rejected: _refused,
        account.password_reset_code_rejected: _refused,
        account.email_verification_code_rejected: _refused,
        second_step.authentication_failed: _refused,
        second_step.authenticator_added: _added,
        second_step.authenticator_removed: _removed,
        second_step.authenticator_reset: _reset,
        social.social_account_added: _connected,
        social.social_account_removed: _disconnected,
    }.items():
        signal.connect(receiver, dispatch_uid="members.accounts.trail")


def _password_changed(request, user, **kwargs):
    audit.record(user, "password.changed", user.public_id, request=request)


def _email_changed(request, user, from_email_address, to_email_address, **kwargs):
    if from_email_address and to_email_address:
        change_address(before=from_email_address.email, after=to_email_address.email)
    audit.record(user, "email.changed", user.public_id, request=request)


def _refused(request, user, **kwargs):
    audit.record(None, "sign-in refused", user.public_id if user else "", request=request)


def _added(request, user, authenticator, **kwargs):
    proofs.keep_first_second_step(request, authenticator)
    audit.record(user, "second_step.added", authenticator.type, request=request)


def _removed(request, user, authenticator, **kwargs):
    audit.record(user, "second_step.removed", authenticator.type, request=request)


def _reset(request, user, authenticator, **kwargs):
    audit.record(user, "second_step.renewed", authenticator.type, request=request)


def _connected(request, sociallogin, **kwargs):
    audit.record(sociallogin.user, "account.connected", sociallogin.account.provider, request=request)


def _disconnected(request, socialaccount, **kwargs):
    audit.record(socialaccount.user, "account.disconnected", socialaccount.provider, request=request)
