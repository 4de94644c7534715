"""The theme of a quarter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from chairs.models import Term
from committee.models import Motion, Seat
from kit.bilingual import Pair
from kit.quarter import Quarter


class ThemeQuerySet(models.QuerySet):
    def active(self, on):
        return self.filter(state=Theme.State.ACTIVE, term__quarter=Quarter.of(on))

    def decided(self):
        """Approved by the POCC, whether their quarter is ahead, running or over."""
        return self.filter(state__in=Theme.DECIDED)

    def visible_to(self, user, on):
        """What is approved is public; the rest is read by its chair, the holders of seats, and staff."""
        if not user.is_authenticated:
            return self.decided()
        if user.is_staff or Seat.objects.open(on).held_by(user).exists():
            return self
        own = Term.editors.through.objects.filter(user=user).values("term")
        return self.filter(Q(state__in=Theme.DECIDED) | Q(term__in=own))


class Theme(models.Model):
    """What the network works on in a quarter ("Each quarter the EN will focus on one theme")."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned for changes")
        ACTIVE = "active", _("active")
        CLOSED = "closed", _("closed")

    DECIDED = (State.APPROVED, State.ACTIVE, State.CLOSED)
    term = models.ForeignKey(Term, models.PROTECT, related_name="themes", verbose_name=_("term"))
    title_ar = models.CharField(_("Arabic title"), max_length=150)
    title_en = models.CharField(_("English title"), max_length=150)
    summary_ar = models.TextField(_("Arabic summary"), blank=True)
    summary_en = models.TextField(_("English summary"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    proposed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="proposed_themes",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
    motion = models.OneToOneField(
        Motion,
        models.PROTECT,
        related_name="theme",
        null=True,
        blank=True,
        verbose_name=_("motion"),
        help_text=_("The last one by which the POCC was asked."),
    )
    lessons_ar = models.TextField(_("what was learned, in Arabic"), blank=True)
    lessons_en = models.TextField(_("what was learned, in English"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    title, summary, lessons = Pair("title"), Pair("summary"), Pair("lessons")
    objects = ThemeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-term__quarter", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(
                "term",
                condition=Q(state="active"),
                name="theme_one_active_a_term",
                violation_error_message=_("This quarter already has an active theme."),
            )
        ]

    def __str__(self):
        return str(self.title)

    @property
    def path(self):
        return f"themes/{self.pk}/"

    @property
    def address(self):
        """Where it is read, in the language of the reader."""
        return f"/{get_language() or 'ar'}/{self.path}"

    @property
    def is_open(self):
        """Its words may still change: the POCC has not been asked, or asked for changes."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)
