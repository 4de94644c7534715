"""The library for Taqadum staff: facts, words and files; publishing stays with the POCC."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit import formats
from kit.admin import FullAdmin, HistoryAdmin, KeptRows, ModelAdmin, TabularInline
from library import actions, indexing
from library.admin.bulk import BulkActions, ItemResource
from library.models import (
    Attachment,
    Contributor,
    Item,
    Result,
    Revision,
    Tag,
    Upload,
    Withdrawal,
)


class WithoutMassDeletion:
    """No deletion of many at once: it would pass by what is published."""

    def get_actions(self, request):
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }


class ToLookAt(KeptRows, WithoutMassDeletion, HistoryAdmin):
    """Written by verbs alone."""


class ContributorInline(TabularInline):
    model = Contributor
    extra = 0
    autocomplete_fields = ["person"]


@admin.register(Item)
class ItemAdmin(WithoutMassDeletion, BulkActions, FullAdmin):
    list_display = [
        "shown_title",
        "kind",
        "province",
        "criterion",
        "year",
        "is_public",
        "published_at",
        "is_withdrawn",
    ]
    list_select_related = ["province", "criterion", "theme", "published_revision", "withdrawal", "created_by"]
    list_filter = [
        "kind",
        ("published_at", admin.EmptyFieldListFilter),
        ("withdrawal", admin.EmptyFieldListFilter),
        "is_public",
        "is_demonstration",
        "province",
        "criterion",
    ]
    search_fields = ["revisions__title_ar", "revisions__title_en", "created_by__name_ar"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["province", "partners", "team", "solution", "criterion", "theme", "tags"]
    readonly_fields = ["created_by", "created_at", "published_revision", "published_at", "is_demonstration"]
    inlines = [ContributorInline]
    actions = [*BulkActions.actions, "index_again"]
    resource_classes = [ItemResource]
    change_list_template = "library/admin/items.html"
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_titles()

    @admin.display(description=_("title"))
    def shown_title(self, item):
        return str(item)

    @admin.display(description=_("withdrawn"), boolean=True)
    def is_withdrawn(self, item):
        return item.is_withdrawn

    def save_related(self, request, form, formsets, change):
        """Facts are part of what search knows."""
        super().save_related(request, form, formsets, change)
        indexing.index(form.instance)

    def has_add_permission(self, request):
        return False

    def has_import_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False  # a draft is discarded on its own page, with its files; what was published is withdrawn

    @admin.action(description=_("Make them findable anew"), permissions=["change"])
    def index_again(self, request, queryset):
        for item in queryset:
            indexing.index(item)
        self.message_user(request, _("The search index of the chosen items is written anew."))


@admin.register(Tag)
class TagAdmin(FullAdmin):
    list_display = ["slug", "name_ar", "name_en"]
    search_fields = ["slug", "name_ar", "name_en"]
    prepopulated_fields = {"slug": ["name_en"]}


class ResultInline(TabularInline):
    model = Result
    extra = 0


@admin.register(Revision)
class RevisionAdmin(WithoutMassDeletion, HistoryAdmin):
    """Drafts may be mended; what was submitted stays as it was."""

    list_display = ["shown_title", "item_kind", "number", "shown_state", "created_by", "created_at"]
    list_select_related = ["item", "review", "created_by"]
    list_filter = ["review__outcome", ("review", admin.EmptyFieldListFilter), "item__kind"]
    search_fields = ["title_ar", "title_en", "summary_ar", "summary_en"]
    date_hierarchy = "created_at"
    fields = [*actions.TEXTS, "item", "number", "created_by", "created_at", "review"]
    readonly_fields = ["item", "number", "created_by", "created_at", "review"]
    inlines = [ResultInline]

    @admin.display(description=_("title"))
    def shown_title(self, revision):
        return str(revision.title) or _("Without a title")

    @admin.display(description=_("kind"))
    def item_kind(self, revision):
        return revision.item.get_kind_display()

    @admin.display(description=_("state"))
    def shown_state(self, revision):
        return revision.state.label

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return (obj is None or obj.review_id is None) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Attachment)
class AttachmentAdmin(ToLookAt):
    list_display = ["name", "content_type", "shown_size", "uploaded_by", "uploaded_at", "read_at"]
    list_select_related = ["uploaded_by"]
    list_filter = ["content_type", ("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "sha256"]
    date_hierarchy = "uploaded_at"

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text")

    @admin.display(description=_("size"), ordering="size")
    def shown_size(self, attachment):
        return formats.size(attachment.size)


@admin.register(Upload)
class UploadAdmin(WithoutMassDeletion, ModelAdmin):
    """What is on its way, and why something did not arrive."""

    list_display = ["name", "owner", "length", "offset", "is_waiting", "expires_at", "refusal"]
    list_select_related = ["owner"]
    list_filter = ["is_waiting", ("attachment", admin.EmptyFieldListFilter)]
    search_fields = ["name", "owner__name_ar"]
    date_hierarchy = "started_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Withdrawal)
class WithdrawalAdmin(ToLookAt):
    """Deleting one lets readers find the item again."""

    list_display = ["item", "by", "at", "reason"]
    list_select_related = ["item__published_revision", "by"]
    search_fields = ["reason", "item__revisions__title_ar", "item__revisions__title_en"]
    date_hierarchy = "at"

    def has_delete_permission(self, request, obj=None):
        return super(KeptRows, self).has_delete_permission(request, obj)


@admin.register(Contributor)
class ContributorAdmin(FullAdmin):
    list_display = ["name", "item", "person"]
    list_select_related = ["item__published_revision", "person"]
    search_fields = ["name", "person__name_ar"]
    autocomplete_fields = ["item", "person"]


@admin.register(Result)
class ResultAdmin(ToLookAt):
    list_display = ["measure", "before", "after", "unit", "revision"]
    list_select_related = ["revision"]
    search_fields = ["measure_ar", "measure_en"]
