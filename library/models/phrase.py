"""What the search box offers while one types: titles, tags and words of published items."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhraseQuerySet(models.QuerySet):
    def beginning(self, prefix):
        """Whose key begins so, by the index alone, whatever the locale."""
        return self.filter(key__gte=prefix, key__lt=f"{prefix}\U0010ffff")


class Phrase(models.Model):
    """A title, tag or word, each spelling once: `key` is the normalised one, `shown` the first that was read.

    Written by the index alone (library/phrases.py). `uses` orders them; `items` say who may see them.
    """

    class Kind(models.TextChoices):
        TITLE = "title", _("title")
        TAG = "tag", _("tag")
        WORD = "word", _("word")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    key = models.TextField(_("key"), db_collation="C")
    shown = models.CharField(_("as written"), max_length=200)
    uses = models.PositiveIntegerField(_("uses"), default=0)
    items = models.ManyToManyField("library.Item", related_name="phrases", verbose_name=_("items"))
    objects = PhraseQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key"]
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        constraints = [
            models.UniqueConstraint(
                "kind",
                "key",
                name="phrase_once",
                violation_error_message=_("This phrase is counted already."),
            )
        ]

    def __str__(self):
        return self.shown
