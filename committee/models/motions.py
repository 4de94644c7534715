"""Motions of the POCC, in a meeting and between meetings."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from committee.models.ballots import Ballot
from committee.models.seats import Seat
from committee.models.voting import MotionKind, VotingRule
from kit.bilingual import Pair
from members.models import Province, User


class MotionQuerySet(models.QuerySet):
    def open(self, at):
        """Ballots are taken at that instant: in its hours, or since it was put to the vote in a meeting."""
        hours = Q(meeting__isnull=True, opens_at__lte=at, closes_at__gt=at)
        return self.filter(hours | Q(put_at__lte=at), outcome="")

    def between_meetings(self):
        """Voted on pages and from the mail, until their hour."""
        return self.filter(meeting__isnull=True)

    def undecided(self):
        return self.filter(outcome="")

    def due_to_close(self, at):
        """Their hour has come, and nobody has closed them yet; what is voted in a meeting ends there."""
        return self.filter(outcome="", meeting__isnull=True, closes_at__lte=at)

    def decided(self):
        """Voted on: carried or failed."""
        return self.filter(outcome__in=[Motion.Outcome.CARRIED, Motion.Outcome.FAILED])

    def ended(self):
        """Carried, failed or withdrawn; the newest first."""
        return self.exclude(outcome="").order_by("-closed_at", "-pk")

    def of(self, kind="", year=None):
        """Of that kind and that year; what is empty does not narrow."""
        found = self.filter(kind=kind) if kind else self
        return found.filter(closed_at__year=year) if year else found

    def with_answers(self, on, mine=()):
        """Each with how many seats count, how many of them have answered, and how many of `mine`."""

        seats = Seat.objects.open(on).order_by()
        counted = Ballot.objects.filter(motion=OuterRef("pk"), seat__in=seats).order_by()
        own = Ballot.objects.filter(motion=OuterRef("pk"), seat__in=mine).order_by()
        return self.annotate(
            seats=_number_of(seats.annotate(one=Value(1)), "one"),
            answered=_number_of(counted, "motion"),
            my_answers=_number_of(own, "motion"),
        ).order_by("closes_at", "pk")

    def carried(self):
        return self.filter(outcome=Motion.Outcome.CARRIED)

    def to_return(self, on):
        """Carried decisions whose day of coming back is there."""
        return self.carried().filter(review_on__lte=on, returned_at__isnull=True)

    def visible_to(self, user):
        """Holders of a seat and staff read all; who proposed reads theirs; members read what was decided."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        today = kit.today()
        sits = Exists(Seat.objects.open(today).held_by(user))
        belongs = Exists(User.objects.members(today).filter(pk=user.pk))
        return self.filter(Q(proposer=user) | sits | Q(outcome__in=Motion.VOTED) & belongs)


def _number_of(rows, key):
    """How many of the rows there are, as a column."""
    counted = rows.values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


class Motion(models.Model):
    """A question on which the seats of the POCC vote; its outcome takes effect as it closes, once."""

    Kind = MotionKind

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("carried")
        FAILED = "failed", _("not carried")
        WITHDRAWN = "withdrawn", pgettext_lazy("motion", "withdrawn")

    class Reason(models.TextChoices):
        MAJORITY = "majority", _("the majority was reached")
        NO_QUORUM = "no_quorum", _("the quorum was missed")
        TIE = "tie", _("as many for as against")
        NO_MAJORITY = "no_majority", _("the majority was missed")

    VOTED = (Outcome.CARRIED, Outcome.FAILED)

    kind = models.CharField(_("kind"), max_length=20, choices=MotionKind)
    proposer = models.ForeignKey(
        "members.User", models.PROTECT, related_name="motions", verbose_name=_("proposed by")
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="motions",
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Of the proposer's seat."),
    )
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    text_ar = models.TextField(_("Arabic text"), blank=True)
    text_en = models.TextField(_("English text"), blank=True)
    path = models.CharField(
        _("address of its subject"),
        max_length=200,
        blank=True,
        help_text=_("Without the language: library/412/"),
    )
    opens_at = models.DateTimeField(_("opens at"), default=kit.now)
    closes_at = models.DateTimeField(_("closes at"))
    meeting = models.ForeignKey(
        "committee.Meeting",
        models.PROTECT,
        related_name="motions",
        null=True,
        blank=True,
        verbose_name=_("voted in the meeting"),
        help_text=_("Empty: voted between meetings, in its hours."),
    )
    put_at = models.DateTimeField(_("put to the vote at"), null=True, blank=True, editable=False)
    voting_rule = models.ForeignKey(
        VotingRule, models.PROTECT, related_name="motions", verbose_name=_("voting rule")
    )
    review_on = models.DateField(
        _("to be looked at again on"),
        null=True,
        blank=True,
        help_text=_("On that day the decision comes back, with what happened since."),
    )
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="withdrawn_motions",
        null=True,
        blank=True,
        verbose_name=_("withdrawn by"),
    )
    withdrawn_because = models.TextField(_("why it was withdrawn"), max_length=1000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    seats_count = models.PositiveSmallIntegerField(_("open seats"), null=True, blank=True)
    there_count = models.PositiveSmallIntegerField(
        _("seats that were there"), null=True, blank=True, help_text=_("Of a vote in a meeting.")
    )
    yes_count = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    no_count = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstain_count = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    recuse_count = models.PositiveSmallIntegerField(_("recusals"), null=True, blank=True)
    title, text = Pair("title"), Pair("text")
    objects = MotionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(outcome=""), name="motion_to_close"),
            models.Index(
                fields=["review_on"],
                condition=Q(outcome="carried", returned_at__isnull=True, review_on__isnull=False),
                name="motion_to_return",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="motion_has_a_title",
                violation_error_message=_("Give the motion a title in Arabic or in English."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="motion_closes_after_opening",
                violation_error_message=_("A motion closes after it has opened."),
            ),
            models.CheckConstraint(
                condition=Q(put_at__isnull=True) | Q(meeting__isnull=False),
                name="motion_put_in_a_meeting",
                violation_error_message=_("A motion is put to the vote in a meeting."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="motion_closed_as_a_whole",
                violation_error_message=_("An outcome needs its time."),
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False, reason=""
                )
                | ~Q(outcome="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True),
                name="motion_withdrawn_by_somebody",
                violation_error_message=_("A withdrawal needs a person and a time."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["carried", "failed"])
                & Q(seats_count__isnull=True, yes_count__isnull=True, no_count__isnull=True)
                & Q(abstain_count__isnull=True, recuse_count__isnull=True)
                | Q(outcome__in=["carried", "failed"])
                & ~Q(reason="")
                & Q(seats_count__isnull=False, yes_count__isnull=False, no_count__isnull=False)
                & Q(abstain_count__isnull=False, recuse_count__isnull=False)
                & Q(seats_count__gte=F("yes_count") + F("no_count") + F("abstain_count") + F("recuse_count")),
                name="motion_counted_as_a_whole",
                violation_error_message=_("A decided motion keeps how it was counted."),
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def is_undecided(self):
        return not self.outcome

    @property
    def is_carried(self):
        return self.outcome == self.Outcome.CARRIED

    def is_open(self, at):
        if self.meeting_id is not None:
            return self.is_undecided and self.put_at is not None
        return self.is_undecided and self.opens_at <= at < self.closes_at

    def ends_at(self, at):
        """When it ends if it is closed at that instant: never after its hour, however late somebody comes."""
        return at if self.meeting_id is not None else min(at, self.closes_at)

    def get_absolute_url(self):
        return reverse("committee:motion", args=[self.pk])

    def is_before_a_meeting(self):
        """Whether a meeting that is under way has it on its agenda."""
        now = {"meeting__opened_at__isnull": False, "meeting__closed_at__isnull": True}
        return self.agenda_items.filter(meeting__state="scheduled", **now).exists()

    @property
    def subject_address(self):
        """Where its subject is read, in the language of the reader; empty where it has none."""
        return f"/{get_language() or 'ar'}/{self.path}" if self.path else ""
