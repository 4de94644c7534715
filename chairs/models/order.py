"""The order in which the provinces chair, as the POCC has set it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from committee.models import Motion
from kit.quarter import QuarterField
from members.models import Province


class RotationOrderQuerySet(models.QuerySet):
    def carried(self):
        return self.filter(set_at__isnull=False)

    def in_force(self, quarter):
        """The order that the POCC set last among those that have begun by then; None before the first."""
        return self.carried().filter(from_quarter__lte=quarter).order_by("set_at", "pk").last()


class RotationOrder(models.Model):
    """A sequence of provinces ("POCC … should determine the specific order of rotation of EN chairmanship").

    It waits until its motion is carried; from `from_quarter` on it replaces the order before. What was is
    never rewritten: an order begins in the quarter in which it is set, or later.
    """

    motion = models.OneToOneField(
        Motion, models.PROTECT, related_name="rotation_order", verbose_name=_("motion")
    )
    from_quarter = QuarterField(_("from the quarter"))
    set_at = models.DateTimeField(_("set at"), null=True, blank=True)
    set_in = QuarterField(_("set in the quarter"), null=True, blank=True)
    provinces = models.ManyToManyField(
        Province, through="OrderPlace", related_name="rotation_orders", verbose_name=_("provinces")
    )
    objects = RotationOrderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-from_quarter", "-pk"]
        verbose_name = _("order of chairs")
        verbose_name_plural = _("orders of chairs")
        constraints = [
            models.CheckConstraint(
                condition=Q(set_at__isnull=True, set_in__isnull=True)
                | Q(set_at__isnull=False, set_in__isnull=False),
                name="order_set_as_a_whole",
                violation_error_message=_("An order that is set has a time and a quarter."),
            ),
            models.CheckConstraint(
                condition=Q(set_in__isnull=True) | Q(from_quarter__gte=F("set_in")),
                name="order_never_rewrites_the_past",
                violation_error_message=_("An order cannot begin in a quarter that has passed."),
            ),
        ]

    def __str__(self):
        return str(self.from_quarter)

    @property
    def sequence(self):
        """Public keys of the provinces, in their turn."""
        return [place.province_id for place in self.places.all()]


class OrderPlace(models.Model):
    """A province's place in an order."""

    order = models.ForeignKey(
        RotationOrder, models.CASCADE, related_name="places", verbose_name=_("order of chairs")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="order_places", verbose_name=_("province")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "position"]
        verbose_name = _("place in the order")
        verbose_name_plural = _("places in the order")
        constraints = [
            models.UniqueConstraint(
                "order",
                "position",
                name="order_place_once",
                violation_error_message=_("This place is taken already."),
            ),
            models.UniqueConstraint(
                "order",
                "province",
                name="order_province_once",
                violation_error_message=_("This province stands in the order already."),
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.province}"
