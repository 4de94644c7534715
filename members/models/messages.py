"""What members write to each other, whom they want to hear nothing from, and what was reported."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

import kit


class MessageQuerySet(models.QuerySet):
    def of(self, person):
        """Sent or received by the person."""
        return self.filter(Q(sender=person) | Q(recipient=person))

    def between(self, one, other):
        return self.filter(Q(sender=one, recipient=other) | Q(sender=other, recipient=one))

    def unread(self):
        return self.filter(read_at__isnull=True)

    def before(self, message):
        """Earlier in time; two of one instant stand in the order in which they were kept."""
        return self.filter(Q(at__lt=message.at) | Q(at=message.at, pk__lt=message.pk))

    def first_words(self):
        """Messages that began a conversation: neither of the two had written to the other before."""
        pair = Q(sender=OuterRef("sender"), recipient=OuterRef("recipient")) | Q(
            sender=OuterRef("recipient"), recipient=OuterRef("sender")
        )
        is_earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(Message.objects.filter(pair, is_earlier)))

    def newest_of_each(self, person):
        """The last message of each conversation of the person, newest first, with how many are `unread`."""
        other = Case(When(sender=person, then="recipient"), default="sender")
        last = self.of(person).order_by().values(other=other).annotate(last=models.Max("pk"))
        waiting = (
            Message.objects.unread()
            .filter(recipient=person, sender=OuterRef("sender"))
            .order_by()
            .values("sender")
            .annotate(count=models.Count("pk"))
        )
        return (
            self.filter(pk__in=last.values("last"))
            .annotate(unread=Coalesce(Subquery(waiting.values("count")), 0))
            .select_related("sender", "recipient")
            .order_by("-at", "-pk")
        )


class Message(models.Model):
    """One member's words to another; neither sees the other's address.

    `form_key` names the form it was written in, so that a form sent twice is one message.
    """

    LONGEST = 4000

    sender = models.ForeignKey(
        "members.User", models.PROTECT, related_name="sent_messages", verbose_name=_("from")
    )
    recipient = models.ForeignKey(
        "members.User", models.PROTECT, related_name="messages", verbose_name=_("to")
    )
    body = models.TextField(_("text"), max_length=LONGEST)
    at = models.DateTimeField(_("when"), default=kit.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    form_key = models.UUIDField(
        _("number of the form"), default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["recipient", "-at"], name="message_to"),
            models.Index(fields=["sender", "-at"], name="message_from"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")),
                name="message_to_another",
                violation_error_message=_("Nobody writes to themselves."),
            ),
            models.UniqueConstraint(
                "sender",
                "form_key",
                name="message_form_once",
                violation_error_message=_("This message was sent already."),
            ),
        ]

    def __str__(self):
        return f"{self.sender} → {self.recipient}"


class Block(models.Model):
    """A person who wants no messages from another."""

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="blocks", verbose_name=_("person")
    )
    blocked = models.ForeignKey(
        "members.User", models.CASCADE, related_name="blocked_by", verbose_name=_("blocked person")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(
                "person",
                "blocked",
                name="block_once",
                violation_error_message=_("This person is blocked already."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("blocked")),
                name="block_another",
                violation_error_message=_("Nobody blocks themselves."),
            ),
        ]

    def __str__(self):
        return f"{self.person} ✕ {self.blocked}"


class ReportQuerySet(models.QuerySet):
    def open(self):
        """Not dealt with yet."""
        return self.filter(closed_at__isnull=True)

    def waiting_first(self):
        return self.order_by(F("closed_at").desc(nulls_first=True), "-at", "-pk")


class MessageReport(models.Model):
    """A message that its recipient shows to Taqadum staff, and why; staff see no other message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="reports", verbose_name=_("message"))
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="message_reports", verbose_name=_("reported by")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("when"), default=kit.now)
    closed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="closed_message_reports",
        null=True,
        blank=True,
        verbose_name=_("closed by"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("report of a message")
        verbose_name_plural = _("reports of messages")
        indexes = [
            models.Index(fields=["-at"], condition=Q(closed_at__isnull=True), name="message_report_open")
        ]
        constraints = [
            models.UniqueConstraint(
                "message",
                "by",
                name="message_report_once",
                violation_error_message=_("You have reported this message already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="message_report_reason_given",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="message_report_closed_as_a_whole",
                violation_error_message=_("Who closed it, and when, are kept together."),
            ),
        ]

    def __str__(self):
        return f"{self.message}: {self.reason}"
