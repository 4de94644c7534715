"""What a province made of another's practice: where it comes from, and what its source has changed since."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from library.models.item import Item
from library.models.revision import Revision


class AdaptationQuerySet(models.QuerySet):
    def standing(self):
        """Drafts too, but nothing that was withdrawn."""
        return self.filter(item__withdrawal__isnull=True)


class Adaptation(models.Model):
    """An item that was adapted: its source, the version of it whose changes are all decided, and the first
    item of the line. What was changed and why stands in its revisions, and is reviewed with them.

    A trigger (adaptation_keeps_its_line) keeps the line true: item, source and original never change, the
    version is the source's own, the original is the source's, and what is a source already becomes no
    adaptation: so no line closes to a ring.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="adaptation", verbose_name=_("item"))
    source = models.ForeignKey(
        Item, models.PROTECT, related_name="adaptations", verbose_name=_("adapted from")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="adaptations", verbose_name=_("version of the source")
    )
    original = models.ForeignKey(
        Item, models.PROTECT, related_name="line", verbose_name=_("original of the line")
    )
    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="adaptations", verbose_name=_("adapted by")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    objects = AdaptationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(item=F("source")) & ~Q(item=F("original")),
                name="adaptation_of_another",
                violation_error_message=_("Nothing is an adaptation of itself."),
            )
        ]

    def __str__(self):
        return str(self.item)


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=UpdateProposal.State.OPEN)

    def decided(self):
        return self.filter(state__in=[UpdateProposal.State.ACCEPTED, UpdateProposal.State.DECLINED])


class UpdateProposal(models.Model):
    """One part of the source that reads differently since its authors last decided on it.

    `base` is the version whose words they knew, `revision` the one with the new words. Nothing of theirs
    changes until they accept: then the words go into a draft.
    """

    class State(models.TextChoices):
        OPEN = "open", _("not decided")
        ACCEPTED = "accepted", _("taken over")
        DECLINED = "declined", _("kept as ours")
        SUPERSEDED = "superseded", _("overtaken by a newer one")

    adaptation = models.ForeignKey(
        Adaptation, models.CASCADE, related_name="proposals", verbose_name=_("adaptation")
    )
    base = models.ForeignKey(
        Revision, models.PROTECT, related_name="proposals_from", verbose_name=_("version before")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="proposals", verbose_name=_("new version")
    )
    field = models.CharField(_("part"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="decided_proposals",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    at = models.DateTimeField(_("when"), default=kit.now)
    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proposal of an update")
        verbose_name_plural = _("proposals of updates")
        constraints = [
            models.UniqueConstraint(
                "adaptation",
                "revision",
                "field",
                name="proposal_once",
                violation_error_message=_("This update was proposed already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "superseded"], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(state__in=["accepted", "declined"], decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_decided_by_somebody",
                violation_error_message=_("A decision needs who took it and when."),
            ),
            models.CheckConstraint(
                condition=~Q(base=F("revision")),
                name="proposal_between_two_versions",
                violation_error_message=_("A proposal leads from one version to another."),
            ),
        ]

    def __str__(self):
        return f"{self.adaptation_id} · {self.label}"

    @property
    def label(self):
        """The part, as the form names it."""
        return Revision._meta.get_field(self.field).verbose_name

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def get_absolute_url(self):
        return reverse("library:updates", args=[self.adaptation.item_id])
