"""Mail that comes in: each message as it arrived, and what it says about mail of ours."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit
from mailing.models.delivery import Delivery


class InboundQuerySet(models.QuerySet):
    def due(self, as_of):
        """What is to be read now."""
        return self.filter(state=InboundMessage.State.WAITING, next_attempt_at__lte=as_of)

    def over_before(self, at):
        """What was dealt with and came in before that moment."""
        return self.exclude(state=InboundMessage.State.WAITING).filter(received_at__lt=at)


class InboundMessage(models.Model):
    """One message for one recipient, kept before the server that brought it hears "250"."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("dealt with")
        FAILED = "failed", _("could not be read")

    class Outcome(models.TextChoices):
        BOUNCE = "bounce", _("a bounce")
        DELAY = "delay", _("a delay: the server goes on trying")
        COMPLAINT = "complaint", _("a complaint")
        REPEATED = "repeated", _("known already")
        NEVER_SENT = "never_sent", _("about a mail that was never sent")
        AUTOMATIC = "automatic", _("an automatic reply, dropped")
        LOOP = "loop", _("our own mail that came back, dropped")
        OTHER = "other", _("says nothing of a mail of ours")
        TAKEN = "taken", _("handed on")

    sender = models.EmailField(_("sender"), blank=True, help_text=_("Of the envelope; empty for bounces."))
    recipient = models.CharField(_("recipient"), max_length=320)
    content = models.BinaryField(_("content"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64, editable=False)
    received_at = models.DateTimeField(_("received at"), default=kit.now)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    outcome = models.CharField(_("what it was"), max_length=10, choices=Outcome, blank=True)
    words = models.CharField(_("what it says"), max_length=500, blank=True)
    delivery = models.ForeignKey(
        Delivery,
        models.SET_NULL,
        related_name="inbound",
        null=True,
        blank=True,
        verbose_name=_("delivery"),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=kit.now)
    finished_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("inbound message")
        verbose_name_plural = _("inbound messages")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                name="inbound_once",
                violation_error_message=_("This message has been received already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", finished_at__isnull=True)
                | (~Q(state="waiting") & Q(finished_at__isnull=False)),
                name="inbound_finished_at_a_time",
                violation_error_message=_(
                    "What was dealt with has a time at which it was, nothing else has."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(outcome=""),
                name="inbound_done_with_an_outcome",
                violation_error_message=_("What was dealt with says what it was."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="inbound_due", condition=Q(state="waiting")),
            models.Index(fields=["received_at"], name="inbound_received"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.get_outcome_display() or self.get_state_display()}"


class BounceQuerySet(models.QuerySet):
    def soft_of(self, address, since):
        """Soft bounces of an address that count: recent, and not yet the reason of a suppression."""
        to_it = Delivery.objects.to(address)
        return self.filter(kind=Bounce.Kind.SOFT, is_spent=False, at__gt=since, delivery__in=to_it)


class Bounce(models.Model):
    """What a server or a reader said of one delivery after it had left: each kind counts once."""

    class Kind(models.TextChoices):
        HARD = "hard", _("no such address")
        SOFT = "soft", _("could not be delivered for now")
        POLICY = "policy", _("refused as spam or by policy")
        COMPLAINT = "complaint", _("reported as spam by its reader")

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, related_name="bounces", verbose_name=_("delivery"), db_index=False
    )
    kind = models.CharField(_("reason"), max_length=10, choices=Kind)
    status = models.CharField(_("status code"), max_length=12, blank=True)
    words = models.CharField(_("the server's words"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), default=kit.now)
    is_spent = models.BooleanField(
        _("counted"), default=False, help_text=_("It led to a suppression and counts no more.")
    )
    message = models.ForeignKey(
        InboundMessage,
        models.SET_NULL,
        related_name="bounces",
        null=True,
        blank=True,
        verbose_name=_("inbound message"),
    )

    objects = BounceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces and complaints")
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "kind"],
                name="bounce_counts_once",
                violation_error_message=_("This was said of this delivery already."),
            )
        ]
        indexes = [models.Index(fields=["at"], name="bounce_at")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.status}".strip()
