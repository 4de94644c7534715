"""The bank of ideas for themes, and who supports them."""

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

import kit
from kit.bilingual import Pair


class IdeaQuerySet(models.QuerySet):
    def with_support(self, user):
        """Each with how many support it, and whether the reader does; the most supported first."""
        mine = Support.objects.filter(idea=OuterRef("pk"), person=user.pk)
        counted = self.annotate(supporters=Count("supports"), is_mine=Exists(mine))
        return counted.order_by("-supporters", "pk")


class Idea(models.Model):
    """What a theme could be; the plan's four illustrative themes are there from the first day."""

    key = models.SlugField(_("key"), unique=True, null=True, blank=True, editable=False)
    title_ar = models.CharField(_("Arabic title"), max_length=150)
    title_en = models.CharField(_("English title"), max_length=150, blank=True)
    goal_ar = models.CharField(_("goal in Arabic"), max_length=300)
    goal_en = models.CharField(_("goal in English"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="theme_ideas",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
        help_text=_("Empty: from the action plan."),
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    title, goal = Pair("title"), Pair("goal")
    objects = IdeaQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("idea for a theme")
        verbose_name_plural = _("ideas for themes")

    def __str__(self):
        return str(self.title)


class Support(models.Model):
    """A member supports an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports", verbose_name=_("idea"))
    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="supported_ideas", verbose_name=_("member")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["idea", "at"]
        verbose_name = _("support of an idea")
        verbose_name_plural = _("supports of ideas")
        constraints = [
            models.UniqueConstraint(
                "idea",
                "person",
                name="support_once",
                violation_error_message=_("This person supports the idea already."),
            )
        ]

    def __str__(self):
        return f"{self.idea_id} · {self.person_id}"
