"""A search that a member keeps, to hear when something new matches."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import kit
from kit.clock import BAGHDAD


class SavedSearchQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def due(self, on):
        """Not looked through yet on that day, or in the week before it."""
        midnight = datetime.datetime.combine(on, datetime.time(), BAGHDAD)
        week = midnight - datetime.timedelta(days=6)
        daily = Q(rhythm=SavedSearch.Rhythm.DAILY, looked_at__lt=midnight)
        weekly = Q(rhythm=SavedSearch.Rhythm.WEEKLY, looked_at__lt=week)
        return self.filter(daily | weekly, is_paused=False)


class SavedSearch(models.Model):
    """Words and filters as the list's address says them; what was published up to `looked_at` is told."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("each day")
        WEEKLY = "weekly", _("each week")

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="saved_searches", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("words and filters"), max_length=2_000)
    rhythm = models.CharField(_("how often"), max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    is_paused = models.BooleanField(_("paused"), default=False)
    created_at = models.DateTimeField(_("created at"), default=kit.now)
    looked_at = models.DateTimeField(_("looked through up to"), default=kit.now)
    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        indexes = [
            models.Index(fields=["looked_at"], name="saved_search_due", condition=Q(is_paused=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                "person",
                "query",
                name="saved_search_once",
                violation_error_message=_("You have saved this search already."),
            )
        ]

    def __str__(self):
        return self.name
