"""OSTP teams of provinces and the service of people in them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair
from kit.calendar import add_months
from members.models.places import Criterion, Province


class DateRange(Func):
    """daterange(from, until, '[]'): both days belong to the service; no `until` means still serving.

    An end before the start is no days at all: a form with such dates is answered with its own sentence.
    """

    function = "daterange"
    output_field = DateRangeField()

    def as_postgresql(self, compiler, connection, **context):
        range_sql, params = self.as_sql(compiler, connection, **context)
        start, end, _bounds = self.get_source_expressions()
        (start_sql, start_params), (end_sql, end_params) = compiler.compile(start), compiler.compile(end)
        sql = f"CASE WHEN {end_sql} < {start_sql} THEN 'empty'::daterange ELSE {range_sql} END"
        return sql, [*end_params, *start_params, *params]


class TeamQuerySet(models.QuerySet):
    def assessed(self, on):
        """Teams that had completed the self-assessment by `on`."""
        return self.filter(self_assessed_on__lte=on)

    def served_by(self, person, on):
        """Teams in which the person serves, or has served, with confirmation."""
        services = Service.objects.confirmed().of(person).filter(team=OuterRef("pk"), from_on__lte=on)
        return self.filter(Exists(services))

    def with_counts(self, on):
        """Each with how many people serve and how many wait, and how many solutions are open and late."""
        from members.models.solutions import Solution

        services = Service.objects.filter(team=OuterRef("pk"))
        solutions = Solution.objects.open().filter(team=OuterRef("pk"))
        return self.annotate(
            people=_number_of(services.confirmed().current(on), "person"),
            waiting=_number_of(services.waiting()),
            open_solutions=_number_of(solutions),
            late_solutions=_number_of(solutions.late(on)),
        )

    def with_phases(self, on):
        """Each with the phases that it is in, as `phases_now`."""
        now = TeamPhase.objects.current(on).select_related("phase")
        return self.prefetch_related(models.Prefetch("phases", now, to_attr="phases_now"))


def _number_of(rows, what="pk"):
    """The rows of the outer one, counted apart: joined counts would multiply each other."""
    counted = rows.order_by().values("team").annotate(n=models.Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


class Team(models.Model):
    """The OSTP team of a province."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="teams", verbose_name=_("province"))
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    started_on = models.DateField(_("started on"))
    self_assessed_on = models.DateField(_("self-assessment completed on"), null=True, blank=True)
    name = Pair("name")
    objects = TeamQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["province__code", "pk"]
        verbose_name = _("OSTP team")
        verbose_name_plural = _("OSTP teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(self_assessed_on__isnull=True) | Q(self_assessed_on__gte=F("started_on")),
                name="team_assessed_after_start",
                violation_error_message=_("A team cannot complete the self-assessment before it started."),
            )
        ]

    def __str__(self):
        return str(self.name)


class Phase(models.Model):
    """A phase of the OSTP cycle; the plan counts five and names two ("phases four and five")."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    name = Pair("name")
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self):
        return str(self.name)


class TeamPhaseQuerySet(models.QuerySet):
    def current(self, on):
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class TeamPhase(models.Model):
    """The day on which a team entered a phase; phases four and five may run side by side."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="phases", verbose_name=_("OSTP team"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="teams", verbose_name=_("phase"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    objects = TeamPhaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["from_on", "phase__number"]
        verbose_name = _("phase of a team")
        verbose_name_plural = _("phases of teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="team_phase_ends_after_start",
                violation_error_message=_("A phase cannot end before it began."),
            ),
            ExclusionConstraint(
                name="team_phase_once_at_a_time",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("phase", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The team is in this phase at that time already."),
            ),
        ]

    def __str__(self):
        return f"{self.team} · {self.phase}"


class Role(models.TextChoices):
    SPONSOR = "sponsor", _("sponsor")
    POSC = "posc", _("POSC member")
    LEADER = "leader", _("team leader")
    CRITERION = "criterion", _("criterion member")


class ServiceQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def current(self, on):
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)

    def waiting(self):
        """Declared, and neither confirmed nor refused yet."""
        return self.filter(confirmed_at__isnull=True, refused_at__isnull=True)

    def refused(self):
        return self.filter(refused_at__isnull=False)

    def leading(self, on):
        """Service as a team leader, which lets one keep the team's record."""
        return self.confirmed().current(on).filter(role=Role.LEADER)

    def of(self, person):
        return self.filter(person=person)


class Service(models.Model):
    """A person's dated role in a team; it counts once a team lead or staff has confirmed it."""

    person = models.ForeignKey(
        "members.User", models.PROTECT, related_name="services", verbose_name=_("person")
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="services", verbose_name=_("OSTP team"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    criteria = models.ManyToManyField(
        Criterion, related_name="services", blank=True, verbose_name=_("criteria")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="confirmed_services",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    refused_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="refused_services",
        null=True,
        blank=True,
        verbose_name=_("refused by"),
    )
    refusal = models.TextField(_("reason for refusing"), blank=True)
    objects = ServiceQuerySet.as_manager()
    history = HistoricalRecords()
    MONTHS_AHEAD = 12

    class Meta:
        ordering = ["-from_on", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="service_ends_after_start",
                violation_error_message=_("Service cannot end before it started."),
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True)
                | Q(refused_by__isnull=False, confirmed_at__isnull=True) & ~Q(refusal=""),
                name="service_refused_with_reason",
                violation_error_message=_("A refusal needs a person and a reason, and confirms nothing."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person")),
                name="service_four_eyes",
                violation_error_message=_("Nobody confirms their own service."),
            ),
            ExclusionConstraint(
                name="service_no_overlapping_twin",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(refused_at__isnull=True),
                violation_error_message=_(
                    "This person already serves in this role in this team at that time."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.team} · {self.get_role_display()}"

    def validate_constraints(self, exclude=None):
        """Whether it was refused decides about overlaps, also for a form that does not show it."""
        super().validate_constraints(exclude={*(exclude or ())} - {"refused_at"})

    @property
    def is_waiting(self):
        return self.confirmed_at is None and self.refused_at is None

    @classmethod
    def last_start(cls, today):
        """Who begins later declares it later: a mistyped year is found before a lead is asked about it."""
        return add_months(today, cls.MONTHS_AHEAD)

    @property
    def is_ahead(self):
        """It has not begun yet."""
        return self.from_on > kit.today()
