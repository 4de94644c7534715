"""What members say and ask under a practice, and what they are answered."""

import datetime
import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import kit
from kit.rows import Row
from library.models.item import Contributor, Item
from members.rules import is_readable


class CommentQuerySet(models.QuerySet):
    def begun(self):
        """Comments and questions; not what was answered to them."""
        return self.filter(parent__isnull=True)

    def standing(self):
        """Neither removed by who wrote them nor hidden."""
        return self.filter(removed_at__isnull=True, hidden_at__isnull=True)

    def as_rows(self, reader):
        """Each as one column `row`: what the page shows of it, with its writer. Hidden words stay here."""
        credited = Contributor.objects.filter(item=OuterRef("item"), person=OuterRef("writer"))
        by_author = Q(writer=F("item__created_by")) | Exists(credited)
        is_shown = Q(hidden_at__isnull=True)
        return self.annotate(
            by_author=Case(When(by_author, then=True), default=False),
            is_readable=is_readable(reader, "writer"),
            shown_text=Case(When(is_shown, then="text"), default=Value(""), output_field=models.TextField()),
            row=Row(
                **{name: name for name in ("pk", "kind", "at", "edited_at", "removed_at", "hidden_at")},
                parent="parent_id",
                text="shown_text",
                by_author="by_author",
                is_readable="is_readable",
                **{
                    name: f"writer__{name}"
                    for name in ("id", "public_id", "name_ar", "name_latin", "erased_at")
                },
            ),
        ).values_list("row", flat=True)


class Comment(models.Model):
    """A comment or a question on a published item, or an answer in its thread; for members alone.

    `form_key` names the form it was written in, so that a form sent twice is one comment.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        QUESTION = "question", _("question to the authors")

    LONGEST = 4000
    EDITABLE = datetime.timedelta(minutes=15)

    item = models.ForeignKey(Item, models.CASCADE, related_name="comments", verbose_name=_("item"))
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="answers", null=True, blank=True, verbose_name=_("answer to")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMMENT)
    writer = models.ForeignKey(
        "members.User", models.PROTECT, related_name="comments", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), max_length=LONGEST, blank=True)
    at = models.DateTimeField(_("when"), default=kit.now)
    edited_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="hidden_comments",
        null=True,
        blank=True,
        verbose_name=_("hidden by"),
    )
    hidden_reason = models.CharField(_("why it is hidden"), max_length=200, blank=True)
    form_key = models.UUIDField(
        _("number of the form"), default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )
    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["writer", "-at"], name="comment_of_writer")]
        constraints = [
            models.UniqueConstraint(
                "writer",
                "form_key",
                name="comment_form_once",
                violation_error_message=_("This comment was sent already."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(removed_at__isnull=False),
                name="comment_says_something",
                violation_error_message=_("Write a few words first."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind="comment"),
                name="comment_answer_is_no_question",
                violation_error_message=_("An answer is no question to the authors."),
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="comment_hidden_as_a_whole",
                violation_error_message=_("Who hid it, when and why are kept together."),
            ),
        ]

    def __str__(self):
        return f"{self.writer}: {self.text[:60]}"

    def get_absolute_url(self):
        """Leads to its place on the page of the practice."""
        return reverse("library:comment", args=[self.pk])

    @property
    def path(self):
        """The address without the language, for notices."""
        return f"library/comments/{self.pk}/"

    @property
    def is_standing(self):
        return self.removed_at is None and self.hidden_at is None

    @property
    def thread(self):
        """Key of the comment or question that it belongs to."""
        return self.parent_id or self.pk

    @property
    def editable_until(self):
        return self.at + self.EDITABLE
