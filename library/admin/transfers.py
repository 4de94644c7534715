"""Transfers for Taqadum staff: where each stands, what was written down; staff stop one, with a reason."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import kit
from kit import formats
from kit.admin import KeptInline, KeptRows, OutwardAdmin
from library import actions
from library.models import (
    AdaptedDocument,
    FitFact,
    Milestone,
    Outcome,
    OutcomeMeasure,
    Transfer,
    TransferStep,
)
from library.reminders import due as outcomes_due
from members.actions.reminders import remind


class StepInline(KeptInline):
    model = TransferStep
    fields = ["number", "at", "by", "note"]


class FactInline(KeptInline):
    model = FitFact
    fields = ["subject", "at_source", "at_adopter", "holds", "answer"]


class MilestoneInline(KeptInline):
    model = Milestone


class DocumentInline(KeptInline):
    model = AdaptedDocument


@admin.register(Transfer)
class TransferAdmin(KeptRows, OutwardAdmin):
    list_display = ["practice", "source", "adopter", "shown_state", "begun_on", "lead", "is_verified"]
    list_filter = ["step", ("stopped_at", admin.EmptyFieldListFilter), "stop_kind", "source", "adopter"]
    search_fields = ["revision__title_ar", "revision__title_en", "source__name_ar", "adopter__name_ar"]
    inlines = [StepInline, FactInline, MilestoneInline, DocumentInline]
    actions = ["stop", "remind"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description=_("practice"))
    def practice(self, transfer):
        return str(transfer.revision.title)

    @admin.display(description=_("state"), ordering="step")
    def shown_state(self, transfer):
        return transfer.state_words

    @admin.display(description=_("begun"))
    def begun_on(self, transfer):
        return formats.day(transfer.begun_at) if transfer.begun_at else "–"

    @admin.display(description=_("verified"), boolean=True)
    def is_verified(self, transfer):
        return transfer.verified_at is not None

    @admin.action(description=_("Stop the chosen transfers"), permissions=["view"])
    def stop(self, request, queryset):
        """Asks for the reason first; both sides are told."""
        standing = list(queryset.open())
        reason = request.POST.get("reason", "").strip()
        if not standing:
            self.message_user(request, _("None of these transfers is under way."), messages.WARNING)
            return None
        if not reason:
            context = self.admin_site.each_context(request) | {
                "title": _("Stop the chosen transfers"),
                "transfers": standing,
                "opts": self.opts,
                "is_reason_missing": "reason" in request.POST,
            }
            return TemplateResponse(request, "library/admin/stop.html", context)
        for transfer in standing:
            actions.stop(transfer=transfer, by=request.user, kind=Transfer.Stop.OTHER, reason=reason)
        count = {"count": formats.number(len(standing))}
        words = ngettext("%(count)s transfer stopped.", "%(count)s transfers stopped.", len(standing))
        self.message_user(request, words % count)
        return None

    @admin.action(description=_("Remind of outcomes that are due"), permissions=["view"])
    def remind(self, request, queryset):
        """What the schedule does each morning; nobody hears of the same outcome twice."""
        remind(on=kit.today(), only=["library.outcomes"])
        due = len(outcomes_due(on=kit.today()))
        count = {"count": formats.number(due)}
        self.message_user(
            request, ngettext("%(count)s outcome is due.", "%(count)s outcomes are due.", due) % count
        )


class OutcomeInline(KeptInline):
    model = Outcome


@admin.register(OutcomeMeasure)
class OutcomeMeasureAdmin(KeptRows, OutwardAdmin):
    list_display = ["name_ar", "name_en", "baseline", "transfer"]
    list_select_related = ["transfer__revision", "transfer__source", "transfer__adopter"]
    search_fields = ["name_ar", "name_en"]
    inlines = [OutcomeInline]
