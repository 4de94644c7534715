"""What the directory reads: a narrow row for each member and span of days, kept by the database itself."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.names import NamedQuerySet


class ListingQuerySet(NamedQuerySet):
    def on(self, day):
        """Who is in the directory on that day; one row a person."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)

    def under(self, chosen):
        """Who has one of the chosen values of each filter ({"province": ["IQ-BB"], …})."""
        rows = self
        for name, values in chosen.items():
            if values:
                rows = rows.filter(facets__overlap=[f"{name}:{value}" for value in values])
        return rows


class Listing(models.Model):
    """A member as the directory lists them, in a span of days in which nothing of it changes by date.

    Triggers write the rows anew with every change of what they are made of (`members_list`, the migration
    *directory*): whoever may be listed on some day has a row for that day, and nobody else. Nothing has to
    run when a service begins or ends: the row of the next day is there already.
    """

    person = models.ForeignKey(
        "members.User", models.CASCADE, related_name="listings", verbose_name=_("person")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    name_key = models.CharField(max_length=300)
    name_sound = models.CharField(max_length=300)
    # "province:IQ-BB", "criterion:3", "role:leader", "skill:مشتريات": of present service, else of past.
    facets = ArrayField(models.TextField(), default=list)
    labels = ArrayField(models.TextField(null=True), default=list)  # beside each facet: a skill as written
    is_serving = models.BooleanField(_("serves"))
    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "pk"]
        verbose_name = _("entry of the directory")
        verbose_name_plural = _("entries of the directory")
        constraints = [
            models.UniqueConstraint(
                "person",
                "from_on",
                name="listing_once_a_span",
                violation_error_message=_("The directory has this person from this day on already."),
            )
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="listing_by_name"),
            GinIndex(OpClass("name_key", "gin_trgm_ops"), name="listing_name_key"),
            GinIndex(OpClass("name_sound", "gin_trgm_ops"), name="listing_name_sound"),
            GinIndex("facets", name="listing_facets"),
        ]

    def __str__(self):
        return f"{self.person} · {self.from_on}"

    def values_of(self, name):
        """What the row says of one filter, for instance the codes of its provinces."""
        return [facet.partition(":")[2] for facet in self.facets if facet.startswith(f"{name}:")]

    @property
    def skills(self):
        """As their owner writes them."""
        return [label for label in self.labels if label]
