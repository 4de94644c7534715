"""Editions of the newsletter and what stands in them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from chairs.models import Term
from committee.models import Pick, Review
from kit import formats
from kit.bilingual import Pair, Text, in_language
from library.models import Item, Transfer
from mailing.models import Mailing
from members.models import Province
from themes.models import Theme


class EditionQuerySet(models.QuerySet):
    def public(self):
        """What has been sent: readers find it in the archive from the moment the first copy leaves."""
        return self.filter(mailing__isnull=False)

    def in_work(self):
        return self.filter(mailing__isnull=True)

    def released(self):
        return self.filter(released_at__isnull=False)

    def due(self, at):
        """Released editions whose hour has come and which nobody has started yet."""
        return self.in_work().released().filter(send_at__lte=at)

    def editable_by(self, user):
        """Every edition for staff; for chair editors those of the quarters whose term names them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        quarters = Term.objects.held().filter(editors=user).values_list("quarter", flat=True)
        months = Q(pk__in=[])
        for quarter in quarters:
            months |= Q(month__range=(quarter.first, quarter.last))
        return self.filter(months)

    def with_joined(self):
        """What a page of an edition shows; the letters themselves stay in their rows."""
        heavy = [f"mailing__{part}_{language}" for part in ("html", "text") for language in ("ar", "en")]
        return self.select_related("province", "theme", "review", "mailing").defer(*heavy)


class Edition(models.Model):
    """A month's newsletter: drafted from the library, edited by the chair province, released by a review."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("in POCC review")
        RETURNED = "returned", _("returned for changes")
        RELEASED = "released", _("released")
        SCHEDULED = "scheduled", _("scheduled")
        STARTED = "started", _("sending started")

    number = models.PositiveIntegerField(_("number"), unique=True)
    month = models.DateField(
        _("month"),
        unique=True,
        help_text=_("The first day of the month."),
        error_messages={"unique": _("There is an edition of this month already.")},
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="editions",
        null=True,
        blank=True,
        verbose_name=_("featured province"),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        related_name="editions",
        null=True,
        blank=True,
        verbose_name=_("theme of the quarter"),
    )
    title_ar = models.CharField(_("Arabic title"), max_length=150, blank=True)
    title_en = models.CharField(_("English title"), max_length=150, blank=True)
    welcome_ar = models.TextField(_("Arabic welcome"), max_length=2000, blank=True)
    welcome_en = models.TextField(_("English welcome"), max_length=2000, blank=True)
    created_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="editions", verbose_name=_("drafted by")
    )
    created_at = models.DateTimeField(_("drafted at"), default=kit.now)
    review = models.OneToOneField(
        Review, models.PROTECT, related_name="edition", null=True, blank=True, verbose_name=_("review")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    send_at = models.DateTimeField(_("send at"), null=True, blank=True, help_text=_("Baghdad time."))
    mailing = models.OneToOneField(
        Mailing, models.PROTECT, related_name="edition", null=True, blank=True, verbose_name=_("mailing")
    )
    saves = models.PositiveIntegerField(_("how often its words were kept"), default=0, editable=False)
    saved_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="saved_editions",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("words last kept by"),
    )
    saved_at = models.DateTimeField(_("words last kept at"), null=True, blank=True, editable=False)
    title = Pair("title")
    welcome = Pair("welcome")
    objects = EditionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-month"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="edition_month_first_day",
                violation_error_message=_("Give the first day of the month."),
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(review__isnull=False),
                name="edition_released_by_review",
                violation_error_message=_("Only a review releases an edition."),
            ),
            models.CheckConstraint(
                condition=Q(send_at__isnull=True) | Q(released_at__isnull=False),
                name="edition_scheduled_released",
                violation_error_message=_("Only a released edition can be scheduled."),
            ),
            models.CheckConstraint(
                condition=Q(mailing__isnull=True) | Q(released_at__isnull=False),
                name="edition_sent_released",
                violation_error_message=_("Only a released edition can be sent."),
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.month:%Y-%m}"

    def get_absolute_url(self):
        return reverse("newsletter:edition", args=[self.number])

    def headline(self, language=None):
        """The title, else the month and the province."""
        title = in_language(self, "title", language or get_language())
        if title:
            return title
        with override(language or get_language()):
            month = formats.month_year(self.month)
            province = self.province and in_language(self.province, "name", get_language())
            words = (
                _("%(month)s: %(province)s") % {"month": month, "province": province} if province else month
            )
            return Text(words, get_language())

    @property
    def state(self):
        """Where the edition stands, read from its facts."""
        if self.mailing_id:
            return self.State.STARTED
        if self.released_at:
            return self.State.SCHEDULED if self.send_at else self.State.RELEASED
        if self.review_id:
            return self.State.SUBMITTED if self.review.is_waiting else self.State.RETURNED
        return self.State.DRAFT

    @property
    def is_open(self):
        """The text may still change: neither under review nor released."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class Section(models.TextChoices):
    """Where an entry stands, in the order of the letter ("upcoming events, opportunities, and successes")."""

    EVENTS = "events", _("Events ahead")
    OPPORTUNITIES = "opportunities", _("Opportunities")
    SUCCESSES = "successes", _("Successes")
    PICKS = "picks", _("Picks from the library")
    LEARNING = "learning", _("Continuous learning")


class EntryQuerySet(models.QuerySet):
    def standing(self):
        """Not taken out by hand."""
        return self.filter(removed_at__isnull=True)

    def shown(self):
        """What readers get: nothing whose practice was withdrawn or closed to the public since."""
        is_open = Q(
            item__published_revision__isnull=False, item__withdrawal__isnull=True, item__is_public=True
        )
        is_told = Q(transfer__isnull=True) | Q(transfer__in=Transfer.objects.public())
        return self.standing().filter(Q(item__isnull=True) | is_open, is_told)


class Entry(models.Model):
    """One piece of an edition: an item or a transfer in a few words, or news written by hand."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entries", verbose_name=_("edition"))
    section = models.CharField(_("section"), max_length=15, choices=Section)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="newsletter_entries", null=True, blank=True, verbose_name=_("item")
    )
    transfer = models.ForeignKey(
        Transfer,
        models.PROTECT,
        related_name="newsletter_entries",
        null=True,
        blank=True,
        verbose_name=_("transfer of a practice"),
    )
    pick = models.ForeignKey(
        Pick,
        models.SET_NULL,
        related_name="newsletter_entries",
        null=True,
        blank=True,
        verbose_name=_("pick of the committee"),
    )
    title_ar = models.CharField(_("Arabic title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    text_ar = models.TextField(_("Arabic text"), max_length=800, blank=True)
    text_en = models.TextField(_("English text"), max_length=800, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True, help_text=_("Where readers find more."))
    removed_at = models.DateTimeField(_("taken out at"), null=True, blank=True)
    title = Pair("title")
    text = Pair("text")
    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["edition", "position", "pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                "edition",
                "item",
                name="entry_item_once",
                violation_error_message=_("This item already stands in the edition."),
            ),
            models.UniqueConstraint(
                "edition",
                "transfer",
                name="entry_transfer_once",
                violation_error_message=_("This transfer already stands in the edition."),
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(transfer__isnull=True),
                name="entry_of_one",
                violation_error_message=_("An entry leads to an item or to a transfer."),
            ),
            models.UniqueConstraint(
                "edition",
                "pick",
                name="entry_pick_once",
                violation_error_message=_("This pick already stands in the edition."),
            ),
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="entry_has_a_title",
                violation_error_message=_("Give a title in Arabic or in English."),
            ),
        ]

    def __str__(self):
        return str(self.title)
