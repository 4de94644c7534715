"""What waits to be told together with other things, and the letters that told it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

import kit
from mailing.addresses import is_address
from mailing.models.content import Letter
from mailing.models.readers import Subscription


class Digest(models.Model):
    """The one letter of a day in which an address was told, in one language, what had waited."""

    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=7)
    on = models.DateField(_("day"))
    letter = models.OneToOneField(
        Letter, models.CASCADE, related_name="digest", editable=False, verbose_name=_("letter")
    )

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                "language",
                "on",
                name="digest_once_a_day",
                violation_error_message=_("This address has had its digest of the day."),
            )
        ]

    def __str__(self):
        return f"{self.address}: {self.on}"


class NewsQuerySet(models.QuerySet):
    def waiting(self):
        """What no digest has told yet."""
        return self.filter(digest__isnull=True)

    def of(self, address):
        return self.filter(is_address(address))

    def of_choice(self):
        """The reader's choice of today beside each row (`chosen`: a rhythm, None without one; `has_left`)."""
        choice = Subscription.objects.alias(lower=Lower("address")).filter(
            lower=Lower(OuterRef("address")), topic=OuterRef("topic")
        )
        return self.annotate(
            chosen=Subquery(choice.values("rhythm")[:1]),
            has_left=Exists(choice.filter(left_at__isnull=False)),
        )

    def due(self, *, daily, weekly):
        """What came before these two moments, each by the rhythm that its reader has chosen for it."""
        is_weekly = Q(chosen=Subscription.Rhythm.WEEKLY)
        came = Q(is_weekly, at__lt=weekly) | Q(~is_weekly | Q(chosen__isnull=True), at__lt=daily)
        return self.waiting().of_choice().filter(came, has_left=False)


class News(models.Model):
    """One thing that waits to be told to an address: its words stay where it stands (`source`, `ref`)."""

    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=7)
    topic = models.CharField(_("topic"), max_length=80)
    source = models.CharField(_("source"), max_length=40)
    ref = models.PositiveBigIntegerField(_("row"))
    at = models.DateTimeField(_("when"), default=kit.now)
    digest = models.ForeignKey(
        Digest, models.CASCADE, related_name="news", null=True, blank=True, verbose_name=_("digest")
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("news that waits")
        verbose_name_plural = _("news that wait")
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                "source",
                "ref",
                name="news_once",
                violation_error_message=_("This address is told of it already."),
            )
        ]
        indexes = [
            models.Index(Lower("address"), "language", name="news_waiting", condition=Q(digest__isnull=True))
        ]

    def __str__(self):
        return f"{self.address}: {self.source} {self.ref}"
