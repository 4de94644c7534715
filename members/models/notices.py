"""What a person is told in the portal, and by mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import kit
from kit.bilingual import Pair
from mailing.kinds import NOTICE


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def unmailed(self):
        return self.filter(is_mail_wanted=True, mailed_at__isnull=True)

    def besides_messages(self):
        """Without those that only say that a message came: messages are counted by themselves."""
        return self.exclude(key__startswith=Notice.OF_MESSAGE)

    def of_conversation(self, other):
        """Those that say that a message of that person came."""
        return self.filter(key__startswith=Notice.OF_MESSAGE, path=f"members/messages/{other.public_id}/")


class Notice(models.Model):
    """Something a person should know, kept in both languages; `key` makes it come once."""

    OF_MESSAGE = "message:"

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of mail"), max_length=40, default=NOTICE, editable=False)
    key = models.CharField(_("key"), max_length=80, blank=True, editable=False)
    title_ar = models.CharField(_("Arabic title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    body_ar = models.TextField(_("Arabic text"), blank=True)
    body_en = models.TextField(_("English text"), blank=True)
    why_ar = models.CharField(_("why they are told (Arabic)"), max_length=250, blank=True)
    why_en = models.CharField(_("why they are told (English)"), max_length=250, blank=True)
    path = models.CharField(_("address"), max_length=200, help_text=_("Without the language: library/412/"))
    at = models.DateTimeField(_("when"), default=kit.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    needed_by = models.DateField(
        _("needed by"), null=True, blank=True, help_text=_("A digest that comes no earlier is too late.")
    )
    is_mail_wanted = models.BooleanField(_("by mail too"), default=True)
    mailed_at = models.DateTimeField(_("given to the mail at"), null=True, blank=True)
    title, body, why = Pair("title"), Pair("body"), Pair("why")
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
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                "person",
                "key",
                condition=~Q(key=""),
                name="notice_once",
                violation_error_message=_("This person was told already."),
            )
        ]

    def __str__(self):
        return str(self.title)

    @property
    def address(self):
        """Where it leads, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}"

    @property
    def is_of_message(self):
        return self.key.startswith(self.OF_MESSAGE)
