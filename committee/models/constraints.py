"""What holds several provinces back: shared constraints, questions of law, and the bodies they go to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.seats import Seat
from kit.bilingual import Pair
from kit.clock import BAGHDAD
from members.models import Province


class Body(models.Model):
    """An office that one writes to: a ministry, a state ministry, a coordinator."""

    name_ar = models.CharField(_("Arabic name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)
    is_active = models.BooleanField(_("still written to"), default=True)
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.UniqueConstraint(
                "name_en", name="body_once", violation_error_message=_("This body is there already.")
            )
        ]

    def __str__(self):
        return str(self.name)


class LawVersion(models.Model):
    """A law as it read from a day on: an amendment is another version."""

    name_ar = models.CharField(_("Arabic name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    in_force_from = models.DateField(_("in force from"))
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["name_en", "in_force_from"]
        verbose_name = _("version of a law")
        verbose_name_plural = _("versions of laws")
        constraints = [
            models.UniqueConstraint(
                "name_en",
                "in_force_from",
                name="law_version_once",
                violation_error_message=_("This version is there already."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.in_force_from:%Y-%m})"


class ConstraintQuerySet(models.QuerySet):
    def leading(self):
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def open(self):
        return self.leading().filter(resolved_at__isnull=True)

    def waiting(self):
        """Open ones whose turn is the committee's (`waits_for`)."""
        return self.open().filter(Q(raised_at__isnull=True) | Q(answered_at__isnull=False))

    def law_answered(self, first, last):
        """Questions of law whose answer came in these days; those that are alike count once."""
        days = {"answered_at__date__gte": first, "answered_at__date__lte": last}
        return self.leading().filter(law__isnull=False, **days)

    def visible_to(self, user):
        """Holders of an open seat and staff read all; who reported one reads it."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff or Seat.objects.open(kit.today()).held_by(user).exists():
            return self
        return self.filter(Q(reported_by=user) | Q(reports__by=user)).distinct()


class Constraint(models.Model):
    """Something that holds back the reforms of provinces, or a question of law that they ask."""

    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    text = models.TextField(_("what it is, and what it does"), max_length=4000)
    law = models.ForeignKey(
        LawVersion,
        models.PROTECT,
        related_name="constraints",
        null=True,
        blank=True,
        verbose_name=_("law, for a question of law"),
    )
    reported_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="reported_constraints", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), default=kit.now)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        verbose_name=_("merged into"),
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        related_name="constraints",
        null=True,
        blank=True,
        verbose_name=_("raised with"),
    )
    raised_at = models.DateTimeField(_("raised at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=8000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    resolution = models.TextField(_("how it was resolved"), blank=True, max_length=4000)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    title = Pair("title")
    objects = ConstraintQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("shared constraint")
        verbose_name_plural = _("shared constraints")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="constraint_has_a_title",
                violation_error_message=_("Give it a title in Arabic or in English."),
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=True, raised_at__isnull=True)
                | Q(body__isnull=False, raised_at__isnull=False),
                name="constraint_raised_as_a_whole",
                violation_error_message=_("What is raised has a body and a time."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, raised_at__isnull=False) & ~Q(answer=""),
                name="constraint_answered_after_raising",
                violation_error_message=_("An answer has its words, and comes after it was raised."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolution="")
                | Q(resolved_at__isnull=False) & ~Q(resolution=""),
                name="constraint_resolved_as_a_whole",
                violation_error_message=_("Say how it was resolved."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="constraint_not_merged_into_itself",
                violation_error_message=_("Choose another one to merge it into."),
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def waits_for(self):
        """Whose turn it is: committee, body, or nobody's any more."""
        if self.resolved_at or self.merged_into_id:
            return ""
        return "body" if self.raised_at and not self.answered_at else "committee"

    def days_waiting(self, on):
        """Days since the turn came to whom it waits for."""
        since = self.answered_at or self.raised_at or self.reported_at
        return max(0, (on - since.astimezone(BAGHDAD).date()).days) if self.waits_for else 0


class ConstraintReport(models.Model):
    """A province that is held back by it too, and what it says of it."""

    constraint = models.ForeignKey(
        Constraint, models.CASCADE, related_name="reports", verbose_name=_("shared constraint")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="constraint_reports", verbose_name=_("province")
    )
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="constraint_reports", verbose_name=_("reported by")
    )
    note = models.TextField(_("what it does there"), blank=True, max_length=2000)
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["constraint", "province__code"]
        verbose_name = _("affected province")
        verbose_name_plural = _("affected provinces")
        constraints = [
            models.UniqueConstraint(
                "constraint",
                "province",
                name="constraint_report_once",
                violation_error_message=_("This province is among them already."),
            )
        ]

    def __str__(self):
        return f"{self.constraint} · {self.province}"


class Letter(models.Model):
    """What the committee writes to a body about a constraint; its number is of its year."""

    constraint = models.ForeignKey(
        Constraint, models.PROTECT, related_name="letters", verbose_name=_("shared constraint")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters", verbose_name=_("to"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    subject_ar = models.CharField(_("Arabic subject"), max_length=200)
    subject_en = models.CharField(_("English subject"), max_length=200)
    text_ar = models.TextField(_("Arabic text"))
    text_en = models.TextField(_("English text"))
    drafted_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="drafted_letters", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted at"), default=kit.now)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    subject, text = Pair("subject"), Pair("text")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("letter to a body")
        verbose_name_plural = _("letters to bodies")
        constraints = [
            models.UniqueConstraint(
                "year",
                "number",
                name="letter_number_once_a_year",
                violation_error_message=_("Another letter has this number."),
            )
        ]

    def __str__(self):
        return f"{self.reference} · {self.subject}"

    @property
    def reference(self):
        return f"POCC/{self.year}/{self.number}"
