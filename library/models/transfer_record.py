"""What both sides write down on the way: facts, milestones, documents, measures and what came of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair
from library.models.item import Item
from library.models.transfer import MONTHS, Transfer


class FitFact(models.Model):
    """One assumption of the practice, as each side declares it, and whether it holds there."""

    class Subject(models.TextChoices):
        LAW = "law", _("law and powers")
        BUDGET = "budget", _("budget")
        STAFF = "staff", _("staff")
        SYSTEMS = "systems", _("systems")
        POPULATION = "population", _("population")

    transfer = models.ForeignKey(
        Transfer, models.CASCADE, related_name="facts", verbose_name=_("transfer of a practice")
    )
    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    at_source = models.TextField(_("at the source"), max_length=1000, blank=True)
    source_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="source_facts",
        null=True,
        blank=True,
        verbose_name=_("declared by the source"),
    )
    at_adopter = models.TextField(_("in the adopting province"), max_length=1000, blank=True)
    adopter_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="adopter_facts",
        null=True,
        blank=True,
        verbose_name=_("declared by the adopting province"),
    )
    holds = models.BooleanField(_("the assumption holds"), null=True, blank=True)
    answer = models.TextField(_("what we do about it"), max_length=1000, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fact of a fit check")
        verbose_name_plural = _("facts of fit checks")
        constraints = [
            models.UniqueConstraint(
                "transfer",
                "subject",
                name="fit_fact_once",
                violation_error_message=_("This question of the fit check is answered already."),
            ),
            models.CheckConstraint(
                condition=Q(at_source="") | Q(source_by__isnull=False),
                name="fit_fact_source_declared",
                violation_error_message=_("A fact needs who declared it."),
            ),
            models.CheckConstraint(
                condition=Q(at_adopter="") | Q(adopter_by__isnull=False),
                name="fit_fact_adopter_declared",
                violation_error_message=_("A fact needs who declared it."),
            ),
            models.CheckConstraint(
                condition=Q(holds__isnull=True) | Q(holds=True) | ~Q(answer=""),
                name="fit_fact_broken_is_answered",
                violation_error_message=_("Say what you do about an assumption that does not hold."),
            ),
        ]

    def __str__(self):
        return f"{self.transfer_id} · {self.get_subject_display()}"

    @property
    def is_declared(self):
        """Both sides have spoken, and it is said whether it holds."""
        return bool(self.at_source and self.at_adopter) and self.holds is not None


class Milestone(models.Model):
    """What the adopting province does by which day."""

    transfer = models.ForeignKey(
        Transfer, models.CASCADE, related_name="milestones", verbose_name=_("transfer of a practice")
    )
    title = models.CharField(_("what is done"), max_length=200)
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["planned_on", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint(
                "transfer",
                "title",
                name="milestone_once",
                violation_error_message=_("There is a milestone of this name."),
            )
        ]

    def __str__(self):
        return self.title

    def is_late(self, on):
        return self.done_on is None and self.planned_on < on


class AdaptedDocument(models.Model):
    """An item in which the adopting province keeps what it made of the practice."""

    transfer = models.ForeignKey(
        Transfer, models.CASCADE, related_name="documents", verbose_name=_("transfer of a practice")
    )
    item = models.ForeignKey(Item, models.CASCADE, related_name="adapted_for", verbose_name=_("item"))
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="adapted_documents", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("adapted document")
        verbose_name_plural = _("adapted documents")
        constraints = [
            models.UniqueConstraint(
                "transfer",
                "item",
                name="adapted_document_once",
                violation_error_message=_("This document stands with the transfer already."),
            )
        ]

    def __str__(self):
        return str(self.item)


class OutcomeMeasure(models.Model):
    """What should change for citizens, with its value before the pilot and where that comes from."""

    transfer = models.ForeignKey(
        Transfer, models.CASCADE, related_name="measures", verbose_name=_("transfer of a practice")
    )
    name_ar = models.CharField(_("Arabic measure"), max_length=120, blank=True)
    name_en = models.CharField(_("English measure"), max_length=120, blank=True)
    unit_ar = models.CharField(_("Arabic unit"), max_length=40, blank=True)
    unit_en = models.CharField(_("English unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=2)
    source = models.CharField(_("source of the figure"), max_length=200)
    name, unit = Pair("name"), Pair("unit")
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("outcome measure")
        verbose_name_plural = _("outcome measures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_ar="", name_en=""),
                name="outcome_measure_named",
                violation_error_message=_("Say what was measured."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="outcome_measure_has_source",
                violation_error_message=_("Say where the figure comes from."),
            ),
        ]

    def __str__(self):
        return str(self.name)


class Outcome(models.Model):
    """The value of a measure three, six or twelve months after the pilot began, with its source."""

    measure = models.ForeignKey(
        OutcomeMeasure, models.CASCADE, related_name="outcomes", verbose_name=_("outcome measure")
    )
    months = models.PositiveSmallIntegerField(_("months after the pilot began"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    source = models.CharField(_("source of the figure"), max_length=200)
    measured_on = models.DateField(_("measured on"))
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="transfer_outcomes", verbose_name=_("reported by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["measure", "months"]
        verbose_name = _("outcome of a transfer")
        verbose_name_plural = _("outcomes of transfers")
        constraints = [
            models.UniqueConstraint(
                "measure",
                "months",
                name="outcome_once",
                violation_error_message=_("This outcome is known already."),
            ),
            models.CheckConstraint(
                condition=Q(months__in=MONTHS),
                name="outcome_at_its_months",
                violation_error_message=_("Outcomes are measured after three, six and twelve months."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="outcome_has_source",
                violation_error_message=_("Say where the figure comes from."),
            ),
        ]

    def __str__(self):
        return f"{self.measure} · {self.months}"
