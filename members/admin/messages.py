"""Notices, and that people wrote to each other: staff read what was shown to them, and nothing else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import KeptAdmin
from kit.admin_verbs import Verb, WithVerbs
from members import actions, rules
from members.admin.filters import MatchedPeople
from members.models import Block, Message, MessageReport, Notice, Reminder


@admin.register(Notice)
class NoticeAdmin(MatchedPeople, KeptAdmin):
    """That somebody was told, and when; the words of a message stand between its two people."""

    list_display = ["title", "person", "at", "read_at", "mailed_at"]
    list_select_related = ["person"]
    list_filter = [
        ("read_at", admin.EmptyFieldListFilter),
        "is_mail_wanted",
        ("mailed_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["title_ar", "title_en"]
    date_hierarchy = "at"
    person_field = "person"
    fields = [
        "person", "kind", "title_ar", "title_en", "why_ar", "why_en", "path", "at", "needed_by", "read_at",
        "is_mail_wanted", "mailed_at",
    ]  # fmt: skip

    @admin.display(description=_("title"))
    def title(self, notice):
        return notice.title


@admin.register(Reminder)
class ReminderAdmin(MatchedPeople, KeptAdmin):
    """Who was reminded of what, by which step of which rule."""

    list_display = ["rule", "subject", "step", "person", "at"]
    list_select_related = ["person"]
    list_filter = ["rule"]
    search_fields = ["subject"]
    date_hierarchy = "at"
    person_field = "person"


@admin.register(Message)
class MessageAdmin(KeptAdmin):
    """That people wrote to each other; their words are theirs alone."""

    list_display = ["at", "sender", "recipient", "read_at"]
    list_select_related = ["sender", "recipient"]
    search_fields = ["sender__name_key", "recipient__name_key"]
    date_hierarchy = "at"
    fields = ["sender", "recipient", "at", "read_at"]


@admin.register(MessageReport)
class MessageReportAdmin(WithVerbs, KeptAdmin):
    """A message that its recipient has shown to staff: its words, and no other message of the two."""

    list_display = ["at", "reported_sender", "by", "reason", "closed_by", "closed_at"]
    list_select_related = ["message__sender", "by", "closed_by"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["reason", "by__name_key", "message__sender__name_key"]
    date_hierarchy = "at"
    fields = ["at", "reported_sender", "by", "reason", "words", "closed_by", "closed_at"]
    verbs = {
        "close": Verb(
            label=_("Dealt with"),
            act=lambda report, **words: actions.close_report(report=report, **words),
            may=lambda user, report: report.closed_at is None and rules.may_read_reports(user),
        )
    }

    @admin.display(description=_("from"))
    def reported_sender(self, report):
        return report.message.sender

    @admin.display(description=_("text"))
    def words(self, report):
        return report.message.body


@admin.register(Block)
class BlockAdmin(KeptAdmin):
    list_display = ["person", "blocked", "at"]
    list_select_related = ["person", "blocked"]
    search_fields = ["person__name_key", "blocked__name_key"]
