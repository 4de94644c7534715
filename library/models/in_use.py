"""Still in use? What the authors of a practice answer, a year after it was published or last confirmed."""

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

import kit
from library.models.item import Item


class UseQuestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at__isnull=True)

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def last_of(self, item):
        """The newest answer of each item that the outer query goes through."""
        return self.answered().filter(item=OuterRef(item)).order_by("-answered_at", "-pk")


class UseQuestion(models.Model):
    """Asked once; answered by author, team lead or staff. An answer nobody asked for is a row as well."""

    class Answer(models.TextChoices):
        IN_USE = "in_use", _("still in use")
        CHANGED = "changed", _("in use, but changed")
        ENDED = "ended", _("no longer in use")

    item = models.ForeignKey(Item, models.CASCADE, related_name="use_questions", verbose_name=_("item"))
    due_on = models.DateField(_("due on"))
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(
        "members.User",
        models.PROTECT,
        related_name="use_answers",
        null=True,
        blank=True,
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    objects = UseQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("question whether a practice is in use")
        verbose_name_plural = _("questions whether practices are in use")
        constraints = [
            models.UniqueConstraint(
                "item",
                condition=Q(answered_at__isnull=True),
                name="use_question_one_open",
                violation_error_message=_("This is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, by__isnull=True, answer="")
                | Q(answered_at__isnull=False, by__isnull=False) & ~Q(answer=""),
                name="use_question_answered_whole",
                violation_error_message=_("An answer needs who gave it and when."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="ended") | ~Q(reason=""),
                name="use_ended_with_reason",
                violation_error_message=_("Say why it is no longer in use: others learn from it."),
            ),
        ]

    def __str__(self):
        return f"{self.item_id} · {self.due_on}"

    @property
    def answered_on(self):
        """The day of the answer in Baghdad."""
        return kit.day_of(self.answered_at)
