"""Becoming a member, step by step, and being one no longer for a time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from members.models.places import Province
from members.models.policy import MembershipPolicy
from members.models.teams import DateRange


class Eligibility(models.Model):
    """The day from which a person meets every condition, as the daily task found it; told once."""

    person = models.OneToOneField(
        "members.User", models.PROTECT, related_name="eligibility", verbose_name=_("person")
    )
    policy = models.ForeignKey(
        MembershipPolicy, models.PROTECT, related_name="eligibilities", verbose_name=_("membership policy")
    )
    since_on = models.DateField(_("meets every condition since"))
    found_at = models.DateTimeField(_("found at"), default=kit.now)

    class Meta:
        ordering = ["-found_at", "pk"]
        verbose_name = _("eligibility")
        verbose_name_plural = _("eligibilities")

    def __str__(self):
        return f"{self.person} · {self.since_on}"


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        """Submitted, and not decided yet."""
        return self.filter(state=Application.State.SUBMITTED)

    def open(self):
        return self.filter(state__in=Application.OPEN)

    def handed_in(self):
        """Read by the committee: a draft is its writer's alone."""
        return self.filter(submitted_at__isnull=False)

    def approved(self, on):
        """Approved by that day: who was approved once stays a member ("past, present, and future")."""
        return self.filter(state=Application.State.APPROVED, member_since__lte=on)


class Application(models.Model):
    """A person's wish to belong, decided by a POCC representative of another province."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ASKED = "asked", _("more asked for")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.DRAFT, State.SUBMITTED, State.ASKED)
    DECIDED = (State.APPROVED, State.DECLINED)

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="applications", verbose_name=_("person")
    )
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="applications", verbose_name=_("province")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("begun at"), default=kit.now)
    note = models.TextField(
        _("a word to the committee"),
        blank=True,
        max_length=2000,
        help_text=_("Why you want to belong, or what the dates do not show."),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    policy = models.ForeignKey(
        MembershipPolicy,
        models.PROTECT,
        related_name="applications",
        null=True,
        blank=True,
        verbose_name=_("membership policy"),
        help_text=_("The version under which it was submitted or decided."),
    )
    decided_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="decided_applications",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    member_since = models.DateField(_("member since"), null=True, blank=True)
    objects = ApplicationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["submitted_at", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                "person",
                condition=Q(state__in=["draft", "submitted", "asked", "approved"]),
                name="application_one_a_person",
                violation_error_message=_("This person has an application already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "declined"], decided_by__isnull=False)
                & Q(decided_at__isnull=False, policy__isnull=False)
                | ~Q(state__in=["approved", "declined"])
                & Q(decided_by__isnull=True, decided_at__isnull=True),
                name="application_decided_as_a_whole",
                violation_error_message=_("A decision needs a person, a time and the policy in force."),
            ),
            models.CheckConstraint(
                condition=Q(state="approved", member_since__isnull=False)
                | ~Q(state="approved") & Q(member_since__isnull=True),
                name="application_approved_since",
                violation_error_message=_("An approved application says since when."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")),
                name="application_four_eyes",
                violation_error_message=_("Nobody decides on their own application."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "asked"]) | ~Q(reason=""),
                name="application_reason_given",
                violation_error_message=_("Say what is missing, or why it is declined."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "member_since"], condition=Q(state="approved"), name="application_members"
            )
        ]

    def __str__(self):
        return f"{self.person} ({self.get_state_display()})"

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_waiting(self):
        return self.state == self.State.SUBMITTED


class Step(models.Model):
    """One step of an application: who did what when, under which policy, and their words."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        ASKED = "asked", _("more asked for")
        ANSWERED = "answered", _("answered")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="steps", verbose_name=_("application")
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="application_steps", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    policy = models.ForeignKey(
        MembershipPolicy, models.PROTECT, related_name="steps", verbose_name=_("membership policy")
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return f"{self.application_id} · {self.get_kind_display()}"


class SuspensionQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class Suspension(models.Model):
    """A time in which a member is none, imposed with a reason by a representative of another province."""

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="suspensions", verbose_name=_("person")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    imposed_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="imposed_suspensions", verbose_name=_("imposed by")
    )
    imposed_at = models.DateTimeField(_("imposed at"), default=kit.now)
    lifted_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="lifted_suspensions",
        null=True,
        blank=True,
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    objects = SuspensionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-from_on", "pk"]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="suspension_ends_after_start",
                violation_error_message=_("A suspension cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=~Q(imposed_by=F("person")),
                name="suspension_four_eyes",
                violation_error_message=_("Nobody suspends themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="suspension_reason_given",
                violation_error_message=_("Say why."),
            ),
            ExclusionConstraint(
                name="suspension_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is suspended at that time already."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.from_on}"

    def is_in_force(self, on):
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)
