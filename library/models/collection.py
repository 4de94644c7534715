"""Practices that belong together, put in order by a member, each with a word why."""

from django.db import models
from django.db.models import Count, Deferrable, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import kit
from kit.bilingual import Pair
from library.models.item import Item
from members.models import User


class CollectionQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(owner=person)

    def visible_to(self, user):
        """One's own; shared ones for members and staff."""
        if not user.is_authenticated:
            return self.none()
        shared = Q(is_shared=True)
        if not user.is_staff:
            shared &= Q(Exists(User.objects.members(kit.today()).filter(pk=user.pk)))
        return self.filter(Q(owner=user) | shared)

    def with_size(self, user):
        """Each with how many of its practices the reader may read."""
        readable = Item.objects.readable_by(user).filter(pk=OuterRef("entries__item"))
        counted = self.annotate(size=Count("entries", filter=Exists(readable)))
        return counted.order_by("-changed_at", "-pk")


class Collection(models.Model):
    """Items that a member gathers under a name; shared with members, or for themselves alone."""

    owner = models.ForeignKey(
        "members.User", models.CASCADE, related_name="collections", verbose_name=_("put together by")
    )
    title_ar = models.CharField(_("Arabic title"), max_length=120, blank=True)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    description_ar = models.TextField(_("Arabic description"), max_length=600, blank=True)
    description_en = models.TextField(_("English description"), max_length=600, blank=True)
    is_shared = models.BooleanField(_("members may read it"), default=False)
    created_at = models.DateTimeField(_("created at"), default=kit.now)
    changed_at = models.DateTimeField(_("changed at"), default=kit.now)
    title, description = Pair("title"), Pair("description")
    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_ar="", title_en=""),
                name="collection_has_a_title",
                violation_error_message=_("Give a title in Arabic or in English."),
            )
        ]

    def __str__(self):
        return str(self.title)

    def get_absolute_url(self):
        return reverse("library:collection", args=[self.pk])


class CollectionEntry(models.Model):
    """An item in a collection, at its place, with a note."""

    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="entries", verbose_name=_("collection")
    )
    item = models.ForeignKey(Item, models.CASCADE, related_name="collected", verbose_name=_("item"))
    position = models.PositiveIntegerField(_("place"))
    note = models.TextField(_("note"), max_length=600, blank=True)
    at = models.DateTimeField(_("when"), default=kit.now)

    class Meta:
        ordering = ["collection", "position"]
        verbose_name = _("item of a collection")
        verbose_name_plural = _("items of collections")
        constraints = [
            models.UniqueConstraint(
                "collection",
                "item",
                name="collection_item_once",
                violation_error_message=_("This practice is in the collection already."),
            ),
            models.UniqueConstraint(
                fields=["collection", "position"],
                name="collection_place_once",
                violation_error_message=_("Another practice has this place in the collection."),
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.collection_id}: {self.position}"
