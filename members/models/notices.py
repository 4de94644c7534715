"""What a person is told in the portal, and by mail: notices, and messages between members."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import kit
from kit.bilingual import Pair


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def unmailed(self):
        return self.filter(is_mail_wanted=True, mailed_at__isnull=True)


class Notice(models.Model):
    """Something a person should know, kept in both languages; `key` makes it come once."""

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=80, blank=True, editable=False)
    title_ar = models.CharField(_("Arabic title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    body_ar = models.TextField(_("Arabic text"), blank=True)
    body_en = models.TextField(_("English text"), blank=True)
    path = models.CharField(_("address"), max_length=200, help_text=_("Without the language: library/412/"))
    at = models.DateTimeField(_("when"), default=kit.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    is_mail_wanted = models.BooleanField(_("by mail too"), default=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    title, body = Pair("title"), Pair("body")
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_of_person"),
            models.Index(
                fields=["id"], condition=Q(is_mail_wanted=True, mailed_at__isnull=True), name="notice_to_mail"
            ),
        ]
        constraints = [models.UniqueConstraint("person", "key", condition=~Q(key=""), name="notice_once")]

    def __str__(self):
        return str(self.title)

    @property
    def address(self):
        """Where it leads, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}"


class MessageQuerySet(models.QuerySet):
    def between(self, one, other):
        return self.filter(Q(sender=one, recipient=other) | Q(sender=other, recipient=one))

    def unread(self):
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One member's words to another; neither sees the other's address."""

    sender = models.ForeignKey(
        "members.User", models.PROTECT, related_name="sent_messages", verbose_name=_("from")
    )
    recipient = models.ForeignKey(
        "members.User", models.PROTECT, related_name="messages", verbose_name=_("to")
    )
    body = models.TextField(_("text"), max_length=4000)
    at = models.DateTimeField(_("when"), default=kit.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["recipient", "-at"], name="message_to"),
            models.Index(fields=["sender", "-at"], name="message_from"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")),
                name="message_to_another",
                violation_error_message=_("Nobody writes to themselves."),
            )
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
            models.UniqueConstraint("person", "blocked", name="block_once"),
            models.CheckConstraint(condition=~Q(person=F("blocked")), name="block_another"),
        ]

    def __str__(self):
        return f"{self.person} ✕ {self.blocked}"
