"""When the monthly meetings of the POCC are, and how: rules by date."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    ONLINE = "online", _("online")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    SUNDAY = 6, _("Sunday")


class MeetingRule(models.Model):
    """When the monthly meeting is, from a day on: "the first Tuesday at ten"."""

    effective_from = models.DateField(
        _("effective from"),
        unique=True,
        error_messages={"unique": _("There is a rule from that day already.")},
    )
    week = models.PositiveSmallIntegerField(
        _("week of the month"),
        default=1,
        choices=[(1, _("first")), (2, _("second")), (3, _("third")), (4, _("fourth"))],
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=Weekday.TUESDAY)
    begins = models.TimeField(_("begins"), default=datetime.time(10))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=120, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    mode = models.CharField(_("how"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    place = models.CharField(_("place, or number to call"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["effective_from"]
        verbose_name = _("rule of meetings")
        verbose_name_plural = _("rules of meetings")

    def __str__(self):
        return f"{self.get_week_display()} {self.get_weekday_display()} ({self.effective_from})"
