"""Documents that came as a folder with a sheet: what was brought, the fate of each row, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import kit
from kit.sheets.stages import Staged, StagedQuerySet
from library.models.item import Item


class DocumentImportQuerySet(StagedQuerySet, models.QuerySet):
    def stale(self, as_of):
        """Shown, and confirmed by nobody since."""
        return self.filter(confirmed_at=None, at__lt=as_of)


class DocumentImport(Staged, models.Model):
    """A folder (`path` in the storage, until it is carried out) and its sheet: judged, shown, carried out."""

    by = models.ForeignKey(
        "members.User", models.PROTECT, related_name="document_imports", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=kit.now)
    name = models.CharField(_("sheet"), max_length=200)
    folder = models.CharField(_("folder"), max_length=200)
    path = models.CharField(_("path"), max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    for_review = models.BooleanField(
        _("hand in for review"),
        default=False,
        help_text=_("What is complete goes to the POCC at once; the rest stays a draft."),
    )
    ignored = models.JSONField(_("columns that were not recognised"), default=list, blank=True)
    unnamed = models.JSONField(_("files that no row names"), default=list, blank=True)
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="confirmed_document_imports",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    objects = DocumentImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        verbose_name = _("import of documents")
        verbose_name_plural = _("imports of documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, judged_at__isnull=False),
                name="document_import_confirmed_as_a_whole",
                violation_error_message=_("An import is confirmed by somebody, after it was judged."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="document_import_done_once_confirmed",
                violation_error_message=_("An import is carried out after it was confirmed."),
            ),
            models.CheckConstraint(
                condition=~Q(path="") | Q(done_at__isnull=False),
                name="document_import_keeps_its_folder",
                violation_error_message=_("The folder is kept until the import is carried out."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.at:%Y-%m-%d})"


class DocumentRowQuerySet(models.QuerySet):
    def to_do(self):
        """Rows that make an item and have not yet."""
        return self.filter(fate__in=DocumentRow.Fate.deeds(), done_at=None)


class DocumentRow(models.Model):
    """A row of the sheet with its fate; `was` is the fate that was shown, where another one came of it."""

    class Fate(models.TextChoices):
        DRAFT = "draft", _("new draft")
        REVIEW = "review", _("new, handed in for review")
        THERE = "there", _("in the library already")
        REFUSED = "refused", pgettext_lazy("row", "refused")

        @classmethod
        def deeds(cls):
            return (cls.DRAFT, cls.REVIEW)

    document_import = models.ForeignKey(
        DocumentImport, models.CASCADE, related_name="rows", verbose_name=_("import of documents")
    )
    number = models.PositiveIntegerField(_("row of the sheet"))
    words = models.JSONField(_("words"))
    formulae = models.JSONField(_("cells with formulae"), default=list)
    fate = models.CharField(_("fate"), max_length=12, choices=Fate, blank=True)
    was = models.CharField(_("fate before"), max_length=12, choices=Fate, blank=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    about = models.JSONField(_("about"), default=dict)
    item = models.ForeignKey(
        Item,
        models.SET_NULL,
        related_name="document_rows",
        null=True,
        blank=True,
        verbose_name=_("item"),
    )
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    objects = DocumentRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(
                "document_import",
                "number",
                name="document_row_once",
                violation_error_message=_("This row of the import is there already."),
            )
        ]
        indexes = [models.Index("document_import", "fate", "number", name="document_row_fate")]

    def __str__(self):
        return f"{self.number}: {self.title}"

    @property
    def title(self):
        return self.words.get("title_ar") or self.words.get("title_en", "")
