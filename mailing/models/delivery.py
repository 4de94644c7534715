"""The ledger: one row a recipient, from being queued to being accepted by a mail server."""

import datetime
import secrets
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

import kit
from mailing.addresses import is_address
from mailing.models.content import Letter, Mailing

# How long rows stay with a sender that is not heard of: longer than a server may take over one message
# (five answers of EMAIL_TIMEOUT each). Senders at work renew it (mailing.ledger.renew).
LEASE = datetime.timedelta(minutes=2)


def new_token():
    """Opaque, unguessable, and nothing of the reader in it."""
    return secrets.token_urlsafe(16)


def new_message_id():
    """RFC 5322 section 3.6.4, in our own domain."""
    return f"<{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}>"


class DeliveryQuerySet(models.QuerySet):
    def to(self, address):
        return self.filter(is_address(address))

    def letters(self):
        return self.filter(letter__isnull=False)

    def waiting(self):
        """Not yet sent, and not given up."""
        return self.filter(state__in=(Delivery.State.QUEUED, Delivery.State.LEASED))

    def due(self, as_of):
        """What a sender may take now: its time has come and its mailing is neither paused nor over."""
        is_open = Q(letter__isnull=False) | Q(mailing__state=Mailing.State.SENDING)
        return self.filter(is_open, state=Delivery.State.QUEUED, next_attempt_at__lte=as_of)

    def leased(self, as_of):
        """What some sender is at work on."""
        return self.filter(state=Delivery.State.LEASED, lease_until__gt=as_of)

    def lapsed(self, as_of):
        """What a sender took and never brought back: its process was killed."""
        return self.filter(state=Delivery.State.LEASED, lease_until__lte=as_of)

    def take(self, *, lease, as_of, limit, letters_only=False):
        """Leases at most `limit` due rows to one sender, letters first; two never take the same row."""
        with transaction.atomic():
            locked = (
                self.due(as_of)
                .select_for_update(skip_locked=True, of=("self",))
                .order_by("next_attempt_at", "pk")
            )
            rows = list(locked.letters().values_list("pk", flat=True)[:limit])
            if len(rows) < limit and not letters_only:
                rows += locked.filter(mailing__isnull=False).values_list("pk", flat=True)[: limit - len(rows)]
            self.model.objects.filter(pk__in=rows).update(
                state=Delivery.State.LEASED, lease=lease, lease_until=as_of + LEASE
            )
        return rows

    def release(self, **fields):
        """Puts leased rows back into the queue."""
        return self.update(state=Delivery.State.QUEUED, lease="", lease_until=None, **fields)

    def close(self, state, *, why="", **fields):
        """Ends rows without sending them."""
        return self.update(state=state, lease="", lease_until=None, last_error=why[:500], **fields)


class Delivery(models.Model):
    """A mailing's or a letter's way to one address."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        LEASED = "leased", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("bounced")
        SUPPRESSED = "suppressed", _("suppressed")
        LEFT = "left", _("left before it was sent")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("cancelled")

    mailing = models.ForeignKey(
        Mailing,
        models.CASCADE,
        related_name="deliveries",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("mailing"),
    )
    letter = models.OneToOneField(
        Letter, models.CASCADE, related_name="delivery", null=True, blank=True, verbose_name=_("letter")
    )
    address = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("As its owner writes it."))
    language = models.CharField(_("language"), max_length=7, default="ar")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(_("created at"), default=kit.now, editable=False)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=kit.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease = models.CharField(_("lease"), max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(_("leased until"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last answer"), max_length=500, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, default=new_message_id, editable=False)
    provider_id = models.CharField(
        _("number at the provider"), max_length=200, blank=True, default="", editable=False
    )
    token = models.CharField(_("token"), max_length=32, default=new_token, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            # Not unique=True, which would add an index for LIKE to each; sending writes all indexes twice.
            models.UniqueConstraint(
                fields=["message_id"],
                name="delivery_message_id",
                violation_error_message=_("Another message has this Message-ID."),
            ),
            models.UniqueConstraint(
                fields=["token"],
                name="delivery_token",
                violation_error_message=_("Another message has this token."),
            ),
            models.UniqueConstraint(
                "mailing",
                Lower("address"),
                name="delivery_once_a_mailing",
                violation_error_message=_("This mailing goes to this address already."),
            ),
            models.CheckConstraint(
                condition=Q(mailing__isnull=True, letter__isnull=False)
                | Q(mailing__isnull=False, letter__isnull=True),
                name="delivery_of_one_thing",
                violation_error_message=_("A delivery belongs to a mailing or to a letter."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("sent", "bounced"), sent_at__isnull=False)
                | (~Q(state__in=("sent", "bounced")) & Q(sent_at__isnull=True)),
                name="delivery_sent_at_a_time",
                violation_error_message=_("What was sent has the time at which it was, nothing else has."),
            ),
            models.CheckConstraint(
                condition=(Q(state="leased", lease_until__isnull=False) & ~Q(lease=""))
                | (~Q(state="leased") & Q(lease_until__isnull=True, lease="")),
                name="delivery_leased_to_someone",
                violation_error_message=_("What is being sent has a sender and an hour, nothing else has."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="delivery_due",
                condition=Q(state="queued", mailing__isnull=False),
            ),
            models.Index(
                fields=["next_attempt_at", "id"],
                name="delivery_letter_due",
                condition=Q(state="queued", letter__isnull=False),
            ),
            models.Index(fields=["lease_until"], name="delivery_leased", condition=Q(state="leased")),
            models.Index(fields=["mailing", "state"], name="delivery_of_mailing"),
            models.Index(Lower("address"), name="delivery_address"),
            models.Index(fields=["next_attempt_at"], name="delivery_failed", condition=Q(state="failed")),
            models.Index(fields=["provider_id"], name="delivery_at_provider", condition=~Q(provider_id="")),
            models.Index(fields=["sent_at"], name="delivery_sent", condition=Q(sent_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.address}: {self.get_state_display()}"
