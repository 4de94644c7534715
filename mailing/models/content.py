"""What is sent: kinds of mail, mailings (one content, many recipients) and letters (one recipient)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import kit
from kit.bilingual import Pair


class Kind(models.Model):
    """Why the portal writes: account mail, notices, the newsletter. Its rows exist from the first day."""

    key = models.SlugField(_("key"), max_length=40, primary_key=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120)
    about_ar = models.CharField(_("about (Arabic)"), max_length=250, blank=True)
    about_en = models.CharField(_("about (English)"), max_length=250, blank=True)
    is_essential = models.BooleanField(
        _("essential"), default=False, help_text=_("Somebody waits for it: sent to suppressed addresses too.")
    )
    has_rhythm = models.BooleanField(
        _("has a rhythm"), default=False, help_text=_("Readers choose how often it comes.")
    )
    lifetime = models.DurationField(
        _("lifetime"), help_text=_("Mail that waited longer than this is not sent.")
    )

    name = Pair("name")
    about = Pair("about")

    class Meta:
        ordering = ["key"]
        verbose_name = _("kind of mail")
        verbose_name_plural = _("kinds of mail")

    def __str__(self):
        return self.name


class MailingQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(state__in=(Mailing.State.SENDING, Mailing.State.PAUSED))

    def cancelled_since(self, at):
        return self.filter(state=Mailing.State.CANCELLED, finished_at__gte=at)


class Mailing(models.Model):
    """One content in both languages for many recipients; each of them has a Delivery."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("sending")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="mailings", verbose_name=_("kind"))
    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        help_text=_("Names the occasion, so that it is never sent twice."),
    )
    topic = models.CharField(_("topic"), max_length=80, help_text=_("What one click leaves."))
    list_id = models.CharField(_("list id"), max_length=120, blank=True)
    sender_ar = models.CharField(_("sender (Arabic)"), max_length=120, blank=True)
    sender_en = models.CharField(_("sender (English)"), max_length=120, blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    subject_ar = models.CharField(_("subject (Arabic)"), max_length=200, blank=True)
    subject_en = models.CharField(_("subject (English)"), max_length=200, blank=True)
    html_ar = models.TextField(_("HTML (Arabic)"), blank=True)
    html_en = models.TextField(_("HTML (English)"), blank=True)
    text_ar = models.TextField(_("text (Arabic)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    reason_ar = models.CharField(_("why you got this (Arabic)"), max_length=250, blank=True)
    reason_en = models.CharField(_("why you got this (English)"), max_length=250, blank=True)
    archive_url = models.URLField(_("page on the web"), blank=True)
    path = models.CharField(
        _("address"),
        max_length=200,
        blank=True,
        help_text=_("Where a digest leads, without the language: library/412/"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("created at"), default=kit.now, editable=False)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    expires_at = models.DateTimeField(
        _("expires at"), help_text=_("What could not be sent by then is not sent.")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    subject = Pair("subject")
    sender = Pair("sender")
    html = Pair("html")
    text = Pair("text")
    reason = Pair("reason")

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject_ar="", subject_en=""),
                name="mailing_has_a_subject",
                violation_error_message=_("A mailing needs a subject in one language at least."),
            ),
            models.CheckConstraint(
                condition=~(Q(subject_ar__regex=r"[\r\n]") | Q(subject_en__regex=r"[\r\n]")),
                name="mailing_subject_on_one_line",
                violation_error_message=_("A subject is one line."),
            ),
            models.CheckConstraint(
                condition=~(Q(sender_ar__regex=r"[\r\n]") | Q(sender_en__regex=r"[\r\n]")),
                name="mailing_sender_on_one_line",
                violation_error_message=_("A sender's name is one line."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "cancelled")) | Q(starts_at__isnull=False),
                name="mailing_started_at_a_time",
                violation_error_message=_("A mailing under way has a time at which it started."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "cancelled"), finished_at__isnull=False)
                | (~Q(state__in=("done", "cancelled")) & Q(finished_at__isnull=True)),
                name="mailing_finished_at_a_time",
                violation_error_message=_(
                    "A mailing that is over has a time at which it ended, no other has."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(expires_at__gt=F("starts_at")),
                name="mailing_expires_after_its_start",
                violation_error_message=_("A mailing cannot expire before it starts."),
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def is_over(self):
        return self.state in (self.State.DONE, self.State.CANCELLED)


class LetterQuerySet(models.QuerySet):
    def forget(self):
        """Drops the content of what was sent or never will be: it may hold a code."""
        return self.update(content=b"")


class Letter(models.Model):
    """A mail to one address: a sign-in code, a notice. Its bytes are kept until it is sent, no longer."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="letters", verbose_name=_("kind"))
    key = models.CharField(
        _("key"),
        max_length=160,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Names the occasion, so that it is never sent twice."),
    )
    subject = models.CharField(_("subject"), max_length=250)
    content = models.BinaryField(_("content"))
    created_at = models.DateTimeField(_("created at"), default=kit.now, editable=False)
    expires_at = models.DateTimeField(_("expires at"))

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["expires_at"], name="letter_kept", condition=~Q(content=b""))]

    def __str__(self):
        return self.subject
