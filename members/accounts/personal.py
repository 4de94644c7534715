"""What signing in and mail keep of a person: by their key, or by their addresses alone."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from kit.personal import Holding, Kept, mine, named, whole
from mailing.models import (
    Bounce,
    Delivery,
    Digest,
    InboundMessage,
    Letter,
    Mailing,
    News,
    Subscription,
    Suppression,
)

NOBODY = Concat(Value("former-"), Cast("pk", CharField()), Value("@erased.invalid"))
OWN_LETTERS = Q(letter__isnull=False)


def _stop_mail(who, keeps_name):
    """Nothing more leaves to the person's addresses, and letters that were written to them are gone."""
    to_them = Kept(Delivery, by_address=("address",)).rows(who)
    Delivery.objects.filter(pk__in=to_them.values("pk")).waiting().close(Delivery.State.LEFT)
    Letter.objects.filter(delivery__in=to_them.values("pk")).delete()
    LogEntry.objects.filter(
        content_type__app_label="members", content_type__model="user", object_id=str(who.person.pk)
    ).update(object_repr="–", change_message="")


HOLDING = Holding(
    (
        mine(EmailAddress, "user", title=_("e-mail addresses to sign in with")),
        mine(Authenticator, "user", hidden=("data",), title=_("second steps")),
        mine(SocialAccount, "user", title=_("accounts elsewhere that sign in here")),
        mine(UserSession, "user", hidden=("session_key", "data"), title=_("sessions")),
        Kept(
            Subscription,
            by_address=("address",),
            goes=whole,
            hidden=("token",),
            title=_("subscriptions by mail"),
        ),
        Kept(News, by_address=("address",), goes=whole, title=_("what waited to be told to you")),
        Kept(Digest, by_address=("address",), goes=whole, title=_("digests to you")),
        Kept(
            InboundMessage,
            by_address=("sender", "delivery__address"),
            goes=whole,
            hidden=("content", "fingerprint"),
            title=_("mails that came from you, or back from your address"),
        ),
        Kept(
            Bounce,
            by_address=("delivery__address",),
            forget={"words": ""},
            forget_by=("delivery__address",),
            title=_("what servers said of mails to you"),
        ),
        Kept(
            Delivery,
            by_address=("address",),
            hidden=("token", "lease", "lease_until"),
            forget={"address": NOBODY, "name": "", "last_error": ""},
            title=_("mails to you"),
        ),
        Kept(Suppression, by_address=("address",)),
        Kept(Mailing, by_address=("reply_to",), forget={"reply_to": ""}, title=_("mailings answered to you")),
        named(LogEntry, "user", title=_("what you did in the administration")),
    ),
    first=_stop_mail,
)
