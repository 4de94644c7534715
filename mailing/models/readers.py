"""Who asked for what, and who must not be written to."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

import kit
from kit.bilingual import Pair, in_language
from mailing.addresses import is_address
from mailing.models.content import Kind, Mailing
from mailing.models.delivery import new_token


class SuppressionQuerySet(models.QuerySet):
    def of(self, address):
        return self.filter(is_address(address))


class Suppression(models.Model):
    """An address that is not written to, save for essential mail; deleting the row lifts it."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("the address does not exist")
        FAILING = "failing", _("mail to it failed again and again")
        COMPLAINED = "complained", _("reported our mail as spam")
        ASKED = "asked", _("asked never to be written to")
        STAFF = "staff", _("stopped by staff")

    address = models.EmailField(_("e-mail address"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.STAFF)
    note = models.CharField(_("note"), max_length=250, blank=True)
    since_at = models.DateTimeField(_("since"), default=kit.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        ordering = ["-since_at", "-pk"]
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                name="suppression_once",
                violation_error_message=_("This address is suppressed already."),
            )
        ]

    def __str__(self):
        return self.address


class SubscriptionQuerySet(models.QuerySet):
    def of(self, address):
        return self.filter(is_address(address))

    def active(self):
        return self.filter(confirmed_at__isnull=False, left_at__isnull=True)

    def on_topic(self, topic):
        return self.filter(topic=topic)

    def of_any(self, lowered):
        """Rows of these addresses, given in lower case."""
        return self.alias(lower=Lower("address")).filter(lower__in=list(lowered))

    def unconfirmed(self):
        return self.filter(confirmed_at__isnull=True, left_at__isnull=True)


class Subscription(models.Model):
    """An address that follows a topic, with the proof that its owner wanted to."""

    class Rhythm(models.TextChoices):
        EACH = "each", _("as it comes")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    address = models.EmailField(_("e-mail address"))
    topic = models.CharField(_("topic"), max_length=80, help_text=_("newsletter, theme:12, province:IQ-BB"))
    title_ar = models.CharField(_("topic's name (Arabic)"), max_length=150, blank=True)
    title_en = models.CharField(_("topic's name (English)"), max_length=150, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=8, choices=Rhythm, default=Rhythm.EACH)
    language = models.CharField(_("language"), max_length=7, default="ar")
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    asked_from = models.GenericIPAddressField(_("asked from"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_from = models.GenericIPAddressField(_("confirmed from"), null=True, blank=True)
    consent_text = models.TextField(_("what was agreed to"), blank=True)
    consent_source = models.CharField(_("where it was agreed"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    left_through = models.ForeignKey(
        Mailing,
        models.PROTECT,
        related_name="leavings",
        null=True,
        blank=True,
        verbose_name=_("left through"),
    )
    token = models.CharField(_("token"), max_length=32, unique=True, default=new_token, editable=False)

    title = Pair("title")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                "topic",
                name="subscription_once",
                violation_error_message=_("This address follows this topic already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(consent_text=""),
                name="subscription_confirmed_with_consent",
                violation_error_message=_("A confirmed subscription holds the words that were agreed to."),
            ),
            models.CheckConstraint(
                condition=Q(left_through__isnull=True) | Q(left_at__isnull=False),
                name="subscription_left_at_a_time",
                violation_error_message=_("Who left through a mailing left at a time."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic"],
                name="subscription_active",
                condition=Q(confirmed_at__isnull=False, left_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.address}: {self.topic}"

    @property
    def is_active(self):
        return self.confirmed_at is not None and self.left_at is None

    @property
    def kind_key(self):
        """The kind of mail that a topic belongs to: theme:12 is of the kind theme."""
        return self.topic.partition(":")[0]

    def name_in(self, language, kinds=None):
        """What the topic is called: its own title, else the name of its kind (`kinds`: the rows by key)."""
        title = in_language(self, "title", language)
        if title:
            return title
        kind = (
            kinds.get(self.kind_key) if kinds is not None else Kind.objects.filter(pk=self.kind_key).first()
        )
        return in_language(kind, "name", language) if kind else self.topic
