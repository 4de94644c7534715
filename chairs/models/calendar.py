"""The private address of a person's calendar: whoever has it reads; it can be made anew."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

import kit


def new_key():
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """The one address at which a calendar program fetches what concerns a person, without signing in."""

    person = models.OneToOneField(
        "members.User", models.PROTECT, related_name="calendar_address", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField(_("made at"), default=kit.now)

    class Meta:
        ordering = ["person"]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.person)
