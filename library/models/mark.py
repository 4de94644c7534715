"""What a reader marks: a practice to come back to, and one that was useful in their work."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

import kit
from kit.rows import Row
from library.models.item import Item
from members.models import Province


class Bookmark(models.Model):
    """A reader wants to find an item again."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="bookmarks", verbose_name=_("item"))
    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="bookmarks", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        indexes = [models.Index(fields=["person", "-at"], name="bookmark_of_person")]
        constraints = [
            models.UniqueConstraint(
                "item",
                "person",
                name="bookmark_once",
                violation_error_message=_("This practice is bookmarked already."),
            )
        ]

    def __str__(self):
        return f"{self.item_id} · {self.person_id}"


class Useful(models.Model):
    """A member says that an item was useful to them, for the province for which they act that day."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="useful_to", verbose_name=_("item"))
    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="found_useful", verbose_name=_("member")
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="found_useful",
        null=True,
        blank=True,
        verbose_name=_("province"),
    )
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("found useful")
        verbose_name_plural = _("found useful")
        constraints = [
            models.UniqueConstraint(
                "item",
                "person",
                name="useful_once",
                violation_error_message=_("This person has said so already."),
            )
        ]

    def __str__(self):
        return f"{self.item_id} · {self.person_id}"


def usefulness(item="pk"):
    """To how many people and provinces an item is useful, as one column."""
    of_item = Useful.objects.filter(item=OuterRef(item)).order_by().values("item")
    counted = of_item.annotate(people=Count("pk"), provinces=Count("province", distinct=True))
    return Subquery(counted.values(counts=Row(people="people", provinces="provinces")))
