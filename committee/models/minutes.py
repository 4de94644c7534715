"""Minutes of a meeting: drafted, revised, approved at a later meeting, and then never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit
from committee.models.meetings import Meeting
from kit.bilingual import Pair


class Minutes(models.Model):
    """The record of one meeting. Once approved the database refuses every change, of its attendance too."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="record", verbose_name=_("meeting"))
    begun_at = models.DateTimeField(_("begun at"), default=kit.now)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="approved_minutes",
        null=True,
        blank=True,
        verbose_name=_("approval recorded by"),
    )
    approved_in = models.ForeignKey(
        Meeting,
        models.PROTECT,
        related_name="approved_records",
        null=True,
        blank=True,
        verbose_name=_("approved at the meeting"),
    )

    class Meta:
        ordering = ["-meeting__starts_at"]
        verbose_name = _("minutes of a meeting")
        verbose_name_plural = _("minutes of meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True, approved_in__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_in__isnull=False),
                name="minutes_approved_as_a_whole",
                violation_error_message=_("An approval needs a person, a time and a meeting."),
            ),
            models.CheckConstraint(
                condition=Q(approved_in__isnull=True) | ~Q(approved_in=models.F("meeting")),
                name="minutes_approved_later",
                violation_error_message=_("Minutes are approved at a later meeting."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.meeting}"

    @property
    def is_locked(self):
        return self.approved_at is not None

    @property
    def newest(self):
        return self.revisions.last()


class MinutesRevision(models.Model):
    """One version of the words; a later one never replaces it."""

    minutes = models.ForeignKey(
        Minutes, models.PROTECT, related_name="revisions", verbose_name=_("minutes of a meeting")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text_ar = models.TextField(_("Arabic text"), blank=True)
    text_en = models.TextField(_("English text"), blank=True)
    written_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="minutes_revisions", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=kit.now)
    text = Pair("text")

    class Meta:
        ordering = ["minutes", "number"]
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        constraints = [
            models.UniqueConstraint(
                "minutes",
                "number",
                name="minutes_revision_once",
                violation_error_message=_("Somebody else has kept a version a moment ago."),
            ),
            models.CheckConstraint(
                condition=~Q(text_ar="", text_en=""),
                name="minutes_revision_says_something",
                violation_error_message=_("Write the minutes in Arabic or in English."),
            ),
        ]

    def __str__(self):
        return f"{self.minutes} · {self.number}"
