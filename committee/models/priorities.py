"""What the committee holds to be most important, and what it picks to share."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.meetings import Meeting
from committee.models.motions import Motion
from kit.bilingual import Pair
from members.models import Province


class PriorityQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class Priority(models.Model):
    """A priority of the network for a time, in the order of its rank."""

    title_ar = models.CharField(_("Arabic title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    text_ar = models.TextField(_("Arabic text"), blank=True)
    text_en = models.TextField(_("English text"), blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    motion = models.ForeignKey(
        Motion,
        models.PROTECT,
        related_name="priorities",
        null=True,
        blank=True,
        verbose_name=_("decided by the motion"),
    )
    title, text = Pair("title"), Pair("text")
    objects = PriorityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["rank", "from_on", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="priority_ends_after_start",
                violation_error_message=_("A priority cannot end before it began."),
            )
        ]

    def __str__(self):
        return str(self.title)


def this_month():
    return kit.today().replace(day=1)


class PickQuerySet(models.QuerySet):
    def of_quarter(self, quarter):
        return self.filter(month__gte=quarter.first, month__lte=quarter.last)


class Pick(models.Model):
    """A lesson, a success or a set-back that the committee wants everybody to read."""

    class Kind(models.TextChoices):
        LESSON = "lesson", _("lesson learned")
        SUCCESS = "success", _("success")
        SETBACK = "setback", _("set-back")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    month = models.DateField(_("chosen for the month"), default=this_month)
    rank = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    why_ar = models.TextField(_("why, in Arabic"), blank=True, max_length=1000)
    why_en = models.TextField(_("why, in English"), blank=True, max_length=1000)
    path = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Without the language: library/412/")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="picks", null=True, blank=True, verbose_name=_("province")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="picks", null=True, blank=True, verbose_name=_("meeting")
    )
    picked_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="picks", verbose_name=_("picked by")
    )
    picked_at = models.DateTimeField(_("picked at"), default=kit.now)
    title, why = Pair("title"), Pair("why")
    objects = PickQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-month", "rank", "pk"]
        verbose_name = _("pick")
        verbose_name_plural = _("picks")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="pick_has_a_title",
                violation_error_message=_("Give it a title in Arabic or in English."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="pick_month_by_its_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
            models.UniqueConstraint(
                "path",
                condition=~Q(path=""),
                name="pick_once",
                violation_error_message=_("This is among the picks already."),
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def address(self):
        """Where it is read, in the language of the reader; empty where it has no page."""
        return f"/{get_language() or 'ar'}/{self.path}" if self.path else ""
