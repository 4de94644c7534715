"""What chairing keeps of a person: the terms they served and what they did in them. All of it stays."""

from django.utils.translation import gettext_lazy as _

from chairs import models
from kit.personal import Holding, named

HOLDING = Holding(
    (
        named(models.Term, "accepted_by", "coach"),
        named(models.Term.editors.through, "user", title=_("terms you edited")),
        named(models.DutyDone, "by"),
        named(models.HandOver, "by", "received_by"),
        named(models.CalendarAddress, "person", hidden=("key",)),
        named(models.Swap, "asked_by", "agreed_by", "confirmed_by"),
    )
)
