"""Meetings of the POCC, what is on their agenda, who was there, and the rule of their dates."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.meeting_rules import Mode
from committee.models.motions import Motion
from committee.models.seats import Seat
from kit.bilingual import Pair


class MeetingQuerySet(models.QuerySet):
    def not_cancelled(self):
        return self.exclude(state=Meeting.State.CANCELLED)

    def to_come(self):
        """Scheduled and not ended: the next first."""
        return self.filter(state=Meeting.State.SCHEDULED).order_by("starts_at", "pk")

    def under_way(self):
        """Opened and not ended, the last to begin first."""
        return self.filter(state=Meeting.State.SCHEDULED, opened_at__isnull=False).order_by("-opened_at")

    def held(self):
        return self.filter(state=Meeting.State.HELD)

    def before(self, meeting):
        return self.filter(starts_at__lt=meeting.starts_at)

    def visible_to(self, user):
        """Holders of an open seat, and staff."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff or Seat.objects.open(kit.today()).held_by(user).exists():
            return self
        return self.none()


class Meeting(models.Model):
    """A meeting of the POCC, monthly by the rule or called besides (the plan: "in person or by phone")."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    month = models.DateField(
        _("monthly meeting of"), null=True, blank=True, help_text=_("Empty: called besides the monthly ones.")
    )
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    mode = models.CharField(_("how"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    place = models.CharField(_("place, or number to call"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCHEDULED)
    called_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="called_meetings",
        null=True,
        blank=True,
        verbose_name=_("called by"),
        help_text=_("Empty: by the rule."),
    )
    sequence = models.PositiveSmallIntegerField(_("version of the invitation"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=kit.now, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                "month",
                condition=~Q(state="cancelled"),
                name="meeting_one_a_month",
                violation_error_message=_("This month has its monthly meeting already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("A meeting ends after it has begun."),
            ),
            models.CheckConstraint(
                condition=Q(state="held", opened_at__isnull=False, closed_at__isnull=False)
                | ~Q(state="held") & Q(closed_at__isnull=True),
                name="meeting_held_as_a_whole",
                violation_error_message=_("A meeting that was held was opened and closed."),
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", opened_at__isnull=True) & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_because=""),
                name="meeting_cancelled_with_reason",
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
        ]

    def new_version(self):
        """Something that its guests hear of has changed: calendars take the higher number."""
        self.sequence += 1
        self.changed_at = kit.now()

    def __str__(self):
        return f"{kit.day_of(self.starts_at)} · {self.get_mode_display()}"

    def get_absolute_url(self):
        return reverse("committee:meeting", args=[self.pk])

    @property
    def is_scheduled(self):
        return self.state == self.State.SCHEDULED

    @property
    def is_held(self):
        return self.state == self.State.HELD

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_under_way(self):
        return self.is_scheduled and self.opened_at is not None


class AgendaItemQuerySet(models.QuerySet):
    def unfinished(self):
        return self.exclude(state=AgendaItem.State.DONE)

    def not_carried(self):
        """No later agenda has taken them up yet."""
        return self.filter(carried_to__isnull=True)


class AgendaItem(models.Model):
    """One topic of a meeting, with the time that it is given; what is left goes on to the next meeting."""

    class State(models.TextChoices):
        PLANNED = "planned", _("to come")
        CURRENT = "current", _("being discussed")
        DONE = "done", _("done")
        POSTPONED = "postponed", _("postponed")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("place in the order"))
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    about = models.TextField(_("what it is about"), blank=True, max_length=4000)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    motion = models.ForeignKey(
        Motion,
        models.PROTECT,
        related_name="agenda_items",
        null=True,
        blank=True,
        verbose_name=_("motion"),
    )
    looks_back_at = models.ForeignKey(
        Motion,
        models.PROTECT,
        related_name="returns",
        null=True,
        blank=True,
        verbose_name=_("looks back at the decision"),
    )
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="carried_to",
        null=True,
        blank=True,
        verbose_name=_("carried over from"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=4000)
    proposed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="agenda_items",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
    title = Pair("title")
    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                deferrable=models.Deferrable.DEFERRED,
                name="agenda_item_one_a_place",
                violation_error_message=_("Another topic has this place."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "looks_back_at"],
                name="agenda_item_looks_back_once",
                violation_error_message=_("This decision is on the agenda already."),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state="current"),
                name="agenda_item_one_at_a_time",
                violation_error_message=_("Another topic is being discussed."),
            ),
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="agenda_item_has_a_title",
                violation_error_message=_("Give the topic a title in Arabic or in English."),
            ),
        ]

    def __str__(self):
        return str(self.title)


class AttendanceQuerySet(models.QuerySet):
    def there(self, meeting):
        """Seats that are there, by their representative or alternate."""
        return self.filter(meeting=meeting, status__in=Attendance.THERE)


class Attendance(models.Model):
    """Who was there for a seat at a meeting."""

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        ALTERNATE = "alternate", _("the alternate")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    THERE = (Status.PRESENT, Status.ALTERNATE)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name=_("meeting"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance", verbose_name=_("seat"))
    status = models.CharField(_("attendance"), max_length=10, choices=Status)
    person = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="attended",
        null=True,
        blank=True,
        verbose_name=_("who was there"),
    )
    recorded_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="recorded_attendance", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    objects = AttendanceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "seat"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                "meeting",
                "seat",
                name="attendance_one_a_seat",
                violation_error_message=_("This seat is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["present", "alternate"], person__isnull=False)
                | Q(status__in=["excused", "absent"], person__isnull=True),
                name="attendance_names_who_was_there",
                violation_error_message=_("Who is there has a name."),
            ),
        ]

    def __str__(self):
        return f"{self.seat} · {self.get_status_display()}"

    @property
    def is_there(self):
        return self.status in self.THERE
