"""How people come in from outside: invitations by mail."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

import kit
from members.models.teams import Role, Team


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; staff see all."""
        return self if user.is_staff else self.filter(invited_by=user)

    def open(self, at):
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """A mail that asks somebody to sign up; with a team it brings the service to declare along."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=3, default="ar")
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        related_name="invitations",
        null=True,
        blank=True,
        verbose_name=_("OSTP team"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, blank=True)
    invited_by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="sent_invitations", verbose_name=_("invited by")
    )
    at = models.DateTimeField(_("invited at"), default=kit.now)
    expires_at = models.DateTimeField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="accepted_invitations",
        null=True,
        blank=True,
        verbose_name=_("accepted by"),
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
                violation_error_message=_("Somebody has invited this address already."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_as_a_whole",
                violation_error_message=_("An invitation is accepted by somebody, at an hour."),
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def state(self):
        """Where it stands: accepted, withdrawn, expired, or waiting."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "waiting" if self.expires_at > kit.now() else "expired"
