"""Who has solved this? A question to the network, its answers, and what became of it."""

from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import kit
from library.models.item import Item
from members.models import Criterion, User


class QuestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Question.State.OPEN, hidden_at__isnull=True)

    def visible_to(self, user):
        """The network's own talk: members read it, the asker theirs in any state, staff all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        is_member = Exists(User.objects.members(kit.today()).filter(pk=user.pk))
        shown = Q(hidden_at__isnull=True) & ~Q(state=Question.State.WITHDRAWN) & is_member
        return self.filter(shown | Q(asker=user))

    def for_list(self):
        answers = Answer.objects.shown().filter(question=models.OuterRef("pk")).order_by()
        number = answers.values("question").annotate(n=models.Count("pk")).values("n")
        counted = models.functions.Coalesce(models.Subquery(number), 0)
        return self.select_related("asker", "criterion").annotate(answers_number=counted)


class Question(models.Model):
    """What somebody looked for and did not find. Once solved it may become a draft, one draft a question."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SOLVED = "solved", _("solved")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("taken back")

    asker = models.ForeignKey(
        "members.User", models.PROTECT, related_name="questions", verbose_name=_("who asks")
    )
    title = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("in more words"), max_length=4_000, blank=True)
    criterion = models.ForeignKey(
        Criterion,
        models.PROTECT,
        related_name="questions",
        null=True,
        blank=True,
        verbose_name=_("criterion"),
    )
    asked_at = models.DateTimeField(_("asked at"), default=kit.now)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    item = models.OneToOneField(
        Item,
        models.SET_NULL,
        related_name="question",
        null=True,
        blank=True,
        verbose_name=_("practice that came of it"),
    )
    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [models.Index(fields=["state", "-asked_at"], name="question_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="question_settled_with_date",
                violation_error_message=_("A question that has ended needs the day of its end."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("library:question", args=[self.pk])

    @property
    def path(self):
        return f"library/questions/{self.pk}/"

    @property
    def is_open(self):
        return self.state == self.State.OPEN and self.hidden_at is None


class AnswerQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at__isnull=True)

    def visible_to(self, user):
        return self if user.is_staff else self.filter(Q(hidden_at__isnull=True) | Q(author=user))


class Answer(models.Model):
    """What a member knows about it; one of them may be the solution."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    author = models.ForeignKey(
        "members.User", models.PROTECT, related_name="answers", verbose_name=_("answered by")
    )
    text = models.TextField(_("answer"), max_length=6_000)
    at = models.DateTimeField(_("when"), default=kit.now)
    is_solution = models.BooleanField(_("solved it"), default=False)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True)
    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                "question",
                condition=Q(is_solution=True),
                name="answer_one_solution",
                violation_error_message=_("This question has its solution already."),
            )
        ]

    def __str__(self):
        return self.text[:80]
