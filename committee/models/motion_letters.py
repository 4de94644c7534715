"""What the holders of a seat were written about a motion: each letter once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit
from committee.models.motions import Motion
from committee.models.seats import Seat


class MotionLetter(models.Model):
    """One letter to the holders of one seat about one motion, written once."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("it is open")
        ENDED = "ended", _("its result")

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="letters", verbose_name=_("motion"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="motion_letters", verbose_name=_("seat"))
    kind = models.CharField(_("letter"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["motion", "at", "pk"]
        verbose_name = _("letter about a motion")
        verbose_name_plural = _("letters about motions")
        constraints = [
            models.UniqueConstraint(
                "motion",
                "seat",
                "kind",
                name="motion_letter_once",
                violation_error_message=_("The holders of this seat have been written to already."),
            )
        ]

    def __str__(self):
        return f"{self.motion_id} · {self.seat_id} · {self.get_kind_display()}"
