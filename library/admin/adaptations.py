"""Adaptations, what was proposed to them, and what is in use, for Taqadum staff: looked at, never written."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import KeptAdmin, KeptInline, KeptRows, OutwardAdmin
from library.models import Adaptation, UpdateProposal, UseQuestion


class ProposalInline(KeptInline):
    model = UpdateProposal
    fields = ["label", "base", "revision", "state", "decided_by", "decided_at"]
    readonly_fields = ["label"]

    @admin.display(description=_("part"))
    def label(self, proposal):
        return proposal.label


@admin.register(Adaptation)
class AdaptationAdmin(KeptRows, OutwardAdmin):
    list_display = ["title", "province", "source_title", "by", "at"]
    list_select_related = ["item__province", "revision", "by"]
    list_filter = ["item__province", "source__province"]
    search_fields = ["item__revisions__title_ar", "item__revisions__title_en", "revision__title_ar"]
    date_hierarchy = "at"
    inlines = [ProposalInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("item__revisions")

    @admin.display(description=_("title"))
    def title(self, adaptation):
        newest = max(adaptation.item.revisions.all(), key=lambda one: one.number, default=None)
        return str(newest.title) if newest else "–"

    @admin.display(description=_("province"), ordering="item__province")
    def province(self, adaptation):
        return adaptation.item.province

    @admin.display(description=_("adapted from"))
    def source_title(self, adaptation):
        return str(adaptation.revision)


@admin.register(UpdateProposal)
class UpdateProposalAdmin(KeptAdmin):
    list_display = ["revision", "label", "state", "decided_by", "at"]
    list_select_related = ["revision", "decided_by"]
    list_filter = ["state"]
    date_hierarchy = "at"

    @admin.display(description=_("part"))
    def label(self, proposal):
        return proposal.label


@admin.register(UseQuestion)
class UseQuestionAdmin(KeptAdmin):
    list_display = ["item", "due_on", "answer", "answered_at", "by"]
    list_select_related = ["item__published_revision", "by"]
    list_filter = ["answer", ("answered_at", admin.EmptyFieldListFilter), "item__province"]
    search_fields = ["item__revisions__title_ar", "item__revisions__title_en"]
    date_hierarchy = "due_on"
