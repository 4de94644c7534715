"""Continuous learning: articles and worksheets that come by mail in a series, one after the other."""

import datetime
from itertools import count, islice

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair
from kit.calendar import next_working
from library.models.item import Item, Kind
from mailing.models import Mailing

LEARNING = (Kind.ARTICLE, Kind.WORKSHEET)
A_WEEK = 7


class SeriesQuerySet(models.QuerySet):
    def running(self, on):
        """Begun by `on`, not ended, not paused."""
        return self.filter(starts_on__lte=on, paused_at=None).open(on)

    def open(self, on):
        """Not ended: what members may join, also before it begins."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))


class Series(models.Model):
    """Steps that all subscribers get on the same days: every so many weeks from the first day.

    A day on which offices are closed moves to the next working day. Who joins late gets what comes from
    then on, and finds what came before on the page.
    """

    title_ar = models.CharField(_("Arabic title"), max_length=120, blank=True)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    about_ar = models.TextField(_("about (Arabic)"), max_length=600, blank=True)
    about_en = models.TextField(_("about (English)"), max_length=600, blank=True)
    starts_on = models.DateField(
        _("first day"), help_text=_("The day of the week of this day is that of every step.")
    )
    every_weeks = models.PositiveSmallIntegerField(_("weeks between two steps"), default=2)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    paused_at = models.DateTimeField(
        _("paused since"), null=True, blank=True, help_text=_("While it is paused no step comes.")
    )
    created_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="series", verbose_name=_("arranged by")
    )
    created_at = models.DateTimeField(_("created at"), default=kit.now)
    title = Pair("title")
    about = Pair("about")
    objects = SeriesQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("learning series")
        verbose_name_plural = _("learning series")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="series_has_a_title",
                violation_error_message=_("Give a title in Arabic or in English."),
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=26),
                name="series_comes_in_weeks",
                violation_error_message=_("A step comes every one to 26 weeks."),
            ),
        ]

    def __str__(self):
        return str(self.title)

    def get_absolute_url(self):
        return reverse("library:series", args=[self.pk])

    def get_steps_url(self):
        """Where it is arranged."""
        return reverse("library:series_steps", args=[self.pk])

    @property
    def topic(self):
        """What one follows by mail."""
        return f"learning:{self.pk}"

    def days(self, free, since=None):
        """Days of steps, without end, those that end before `since` skipped; `free` are the holidays."""
        rhythm = datetime.timedelta(days=A_WEEK * self.every_weeks)
        first = max(0, (since - self.starts_on) // rhythm - 1) if since else 0
        for number in count(first):
            yield next_working(self.starts_on + rhythm * number, free)

    def last_day(self, on, free):
        """The latest day of a step by `on`, or None before the first."""
        found = None
        for day in self.days(free, on):
            if day > on:
                return found
            found = day
        return found

    def coming_days(self, after, free, number):
        """So many days of steps after a day."""
        days = dict.fromkeys(islice((day for day in self.days(free, after) if day > after), number + 1))
        return list(days)[:number]


class SeriesStepQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(due_on=None, skipped_at=None)

    def came(self):
        return self.filter(due_on__isnull=False)


class SeriesStep(models.Model):
    """One item in the queue of a series; once it has come, the row of its day: never two for one day."""

    series = models.ForeignKey(
        Series, models.CASCADE, related_name="steps", verbose_name=_("learning series")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    item = models.ForeignKey(Item, models.PROTECT, related_name="series_steps", verbose_name=_("item"))
    added_on = models.DateField(_("added on"), default=kit.today, editable=False)
    due_on = models.DateField(_("day"), null=True, blank=True, editable=False)
    came_at = models.DateTimeField(_("came at"), null=True, blank=True, editable=False)
    mailing = models.OneToOneField(
        Mailing,
        models.PROTECT,
        related_name="series_step",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("mailing"),
    )
    skipped_at = models.DateTimeField(_("left out at"), null=True, blank=True, editable=False)
    objects = SeriesStepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("step of a series")
        verbose_name_plural = _("steps of series")
        constraints = [
            models.UniqueConstraint(
                "series",
                "item",
                name="series_item_once",
                violation_error_message=_("This item stands in the series already."),
            ),
            models.UniqueConstraint(
                "series",
                "due_on",
                name="series_one_step_a_day",
                violation_error_message=_("Another step of the series came on this day."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, came_at=None, mailing=None)
                | Q(due_on__isnull=False, came_at__isnull=False, mailing__isnull=False, skipped_at=None),
                name="series_step_came_as_a_whole",
                violation_error_message=_("A step that came has its day, its hour and its mailing."),
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.item}"

    def clean(self):
        """Articles and worksheets that readers may find."""
        super().clean()
        if self.item_id and not Item.objects.published().filter(pk=self.item_id, kind__in=LEARNING).exists():
            raise ValidationError({"item": _("A step is a published article or worksheet.")})
