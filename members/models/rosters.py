"""Rosters from a sheet: what was brought, the fate of each of its rows, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import kit
from kit.sheets.stages import Staged, StagedQuerySet
from members.models.teams import Service, Team


class RosterImportQuerySet(StagedQuerySet, models.QuerySet):
    def visible_to(self, user):
        """Staff see all; leads those of the teams that they lead today."""
        if user.is_staff:
            return self
        return self.filter(team__in=Service.objects.leading(kit.today()).of(user).values("team"))


class RosterImport(Staged, models.Model):
    """A sheet of people and their service: shown row by row first, carried out once it is confirmed."""

    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="roster_imports", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    name = models.CharField(_("file"), max_length=200)
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        related_name="roster_imports",
        null=True,
        blank=True,
        verbose_name=_("OSTP team"),
        help_text=_("Empty: the rows name their teams."),
    )
    ignored = models.JSONField(_("columns that were not recognised"), default=list, blank=True)
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="confirmed_rosters",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True)  # fate → how many rows
    objects = RosterImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, judged_at__isnull=False),
                name="roster_confirmed_as_a_whole",
                violation_error_message=_("A roster is confirmed by a person, once its rows are judged."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="roster_done_once_confirmed",
                violation_error_message=_("What nobody has confirmed is not carried out."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({kit.day_of(self.at)})"

    @property
    def deeds(self):
        """How many rows add or change something."""
        return sum(self.result.get(fate, 0) for fate in RosterRow.Fate.deeds())


class RosterRowQuerySet(models.QuerySet):
    def deeds(self):
        """Rows that add or change something."""
        return self.filter(fate__in=RosterRow.Fate.deeds())

    def shifted(self):
        """Rows whose fate was another one when the roster was confirmed."""
        return self.exclude(was="")


class RosterRow(models.Model):
    """A row of the sheet with its fate; `about` holds the facts that the reason speaks of.

    Rows of their own, not lines of JSON: a page of one fate is one indexed query, however long the sheet.
    """

    class Fate(models.TextChoices):
        NEW_PERSON = "new_person", _("new person and service")
        NEW_SERVICE = "new_service", _("new service of a known person")
        CHANGED = "changed", _("changed service")
        UNCHANGED = "unchanged", _("unchanged")
        REFUSED = "refused", pgettext_lazy("row", "refused")

        @classmethod
        def deeds(cls):
            return (cls.NEW_PERSON, cls.NEW_SERVICE, cls.CHANGED)

    roster = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="rows", verbose_name=_("roster import")
    )
    number = models.PositiveIntegerField(_("row of the sheet"))
    words = models.JSONField(_("words"))
    formulae = models.JSONField(_("cells with formulae"), default=list)
    fate = models.CharField(_("fate"), max_length=12, choices=Fate, blank=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    about = models.JSONField(_("about"), default=dict)
    was = models.CharField(_("fate before"), max_length=12, choices=Fate, blank=True)
    person = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="roster_rows",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    objects = RosterRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("row of a roster")
        verbose_name_plural = _("rows of rosters")
        constraints = [
            models.UniqueConstraint(
                "roster",
                "number",
                name="roster_row_once",
                violation_error_message=_("The roster has this row already."),
            )
        ]
        indexes = [models.Index("roster", "fate", "number", name="roster_row_fate")]

    def __str__(self):
        return f"{self.number}: {self.name}"

    @property
    def name(self):
        return self.words.get("name_ar") or self.words.get("name_latin") or self.words.get("email", "")
