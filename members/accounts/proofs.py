"""Proofs that it is really the person: a second step in this session, a code mailed a moment ago."""

import secrets

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

import kit

SECOND_STEP = "mfa"  # allauth's word in the records of a session: app, passkey or recovery code
TRIES = 3


def has_second_step(request):
    """The person has used an app, a passkey or a recovery code in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == SECOND_STEP for record in records)


def keep_first_second_step(request, authenticator):
    """Who has just set up their first app or passkey has shown it, too; a further one proves nothing."""
    person, of_use = authenticator.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    others = Authenticator.objects.filter(user=person, type__in=of_use).exclude(pk=authenticator.pk)
    if authenticator.type in of_use and not others.exists():
        record_authentication(request, person, SECOND_STEP, id=authenticator.pk, type=authenticator.type)


def is_fresh(request):
    """The person has proved themselves again within the last minutes."""
    records = get_authentication_records(request, request.user)
    proved = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(proved) and kit.now().timestamp() - proved[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class EmailedCode:
    """The proof of who has neither password nor second step: a code, for minutes and a few tries."""

    KEY = "members_emailed_code"

    def __init__(self, request):
        self.request = request

    @property
    def is_sent(self):
        return bool(self._state())

    def _state(self):
        state = self.request.session.get(self.KEY) or {}
        is_open = kit.now().timestamp() - state.get("at", 0) < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        return state if is_open and state.get("tries", TRIES) < TRIES else {}

    def send(self):
        code = f"{secrets.randbelow(10**6):06d}"
        self.request.session[self.KEY] = {
            "code": make_password(code),
            "at": kit.now().timestamp(),
            "tries": 0,
        }
        get_adapter().send_mail(
            "account/email/reauthentication_code", self.request.user.email, {"code": code}
        )

    def accepts(self, code):
        """True once for the right code; a wrong one uses up a try."""
        if not (state := self._state()):
            return False
        if check_password(code, state["code"]):
            del self.request.session[self.KEY]
            return True
        self.request.session[self.KEY] = {**state, "tries": state["tries"] + 1}
        return False

    def keep(self):
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
