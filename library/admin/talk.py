"""What members say and mark, for Taqadum staff: words that do not belong are hidden, with a reason."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import KeptAdmin, KeptInline
from kit.admin_verbs import ReasonForm, Verb, WithVerbs
from library import actions
from library import reader_rules as rules
from library.models import Bookmark, Collection, CollectionEntry, Comment, Download, Useful


@admin.register(Comment)
class CommentAdmin(WithVerbs, KeptAdmin):
    list_display = ["at", "writer", "kind", "text", "item", "removed_at", "hidden_at"]
    list_select_related = ["writer", "item__published_revision"]
    list_filter = [
        "kind",
        ("hidden_at", admin.EmptyFieldListFilter),
        ("removed_at", admin.EmptyFieldListFilter),
        ("parent", admin.EmptyFieldListFilter),
    ]
    search_fields = ["text", "writer__name_key"]
    date_hierarchy = "at"
    verbs = {
        "hide": Verb(
            label=_("Hide it"),
            act=lambda comment, **given: actions.hide_comment(comment=comment, **given),
            may=rules.may_hide_comment,
            form=ReasonForm,
            explained=_("Members see that something was here. Its writer is told the reason."),
            is_grave=True,
        ),
        "show": Verb(
            label=_("Let it be read again"),
            act=lambda comment, **given: actions.show_comment(comment=comment, **given),
            may=rules.may_show_comment,
        ),
    }


class EntryInline(KeptInline):
    model = CollectionEntry
    fields = ["position", "item", "note", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("item__published_revision")


@admin.register(Collection)
class CollectionAdmin(KeptAdmin):
    """Those that members share; what somebody keeps for themselves is theirs alone."""

    list_display = ["title", "owner", "created_at", "changed_at"]
    list_select_related = ["owner"]
    search_fields = ["title_ar", "title_en", "owner__name_key"]
    date_hierarchy = "created_at"
    inlines = [EntryInline]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_shared=True)

    @admin.display(description=_("title"))
    def title(self, collection):
        return str(collection.title)


@admin.register(Useful)
class UsefulAdmin(KeptAdmin):
    list_display = ["item", "person", "province", "at"]
    list_select_related = ["item__published_revision", "person", "province"]
    list_filter = ["province"]
    date_hierarchy = "at"


@admin.register(Bookmark)
class BookmarkAdmin(KeptAdmin):
    """How often something is marked; by whom is theirs alone."""

    list_display = ["item", "at"]
    list_select_related = ["item__published_revision"]
    fields = ["item", "at"]
    date_hierarchy = "at"


@admin.register(Download)
class DownloadAdmin(KeptAdmin):
    """Today's, until they are a number of their file."""

    list_display = ["attachment", "on"]
    list_select_related = ["attachment"]
    date_hierarchy = "on"
