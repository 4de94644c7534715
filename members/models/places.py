"""Provinces of Iraq and the areas (criteria) of the self-assessment: rows, never constants."""

from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kit.bilingual import Pair


class Province(models.Model):
    """A governorate by its ISO 3166-2:IQ code; whether it takes part in OSTP is told by its team."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    name_ckb = models.CharField(_("Kurdish name"), max_length=60, blank=True)
    spellings = ArrayField(
        models.CharField(max_length=60), verbose_name=_("other spellings"), default=list, blank=True
    )
    region = models.CharField(_("region"), max_length=30)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    hex_x = models.DecimalField(_("column on the map"), max_digits=3, decimal_places=1)
    hex_y = models.PositiveSmallIntegerField(_("row on the map"))
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self):
        return str(self.name)


class HolidayQuerySet(models.QuerySet):
    def free_days(self, province=None):
        """Dates on which offices are closed in the whole country, and in the province if one is given."""
        known = Q(province__isnull=True) | Q(province=province) if province else Q(province__isnull=True)
        return frozenset(self.filter(known).values_list("on", flat=True))

    def by_province(self):
        """Key of a province → its `free_days`, in one query; those of the whole country for any other key."""
        rows = list(self.values_list("province", "on"))
        national = frozenset(on for province, on in rows if province is None)
        found = defaultdict(lambda: national)
        for province, on in rows:
            if province is not None:
                found[province] = found[province] | {on}
        return found


class Holiday(models.Model):
    """A day off, national or of one province; staff correct what depends on the moon."""

    on = models.DateField(_("day"))
    province = models.ForeignKey(
        Province,
        models.CASCADE,
        related_name="holidays",
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty: the whole country."),
    )
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    is_estimated = models.BooleanField(_("estimated"), default=False, help_text=_("Depends on the moon."))
    name = Pair("name")
    objects = HolidayQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(
                "on",
                "province",
                name="holiday_once",
                nulls_distinct=False,
                violation_error_message=_("This day is off already."),
            )
        ]

    def __str__(self):
        return f"{self.on} · {self.name}"


class Criterion(models.Model):
    """An area of the self-assessment, for instance leadership or processes."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self):
        return str(self.name)
