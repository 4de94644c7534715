"""The audit trail: read, searched, exported (which it keeps as well), and never written by hand."""

from django.contrib import admin
from import_export import resources

from kit.admin import KeptRows, ModelAdmin, Outward
from members.admin.filters import Actor, Span
from members.models import AuditEvent


class TrailResource(resources.ModelResource):
    class Meta:
        model = AuditEvent
        fields = export_order = ["id", "at", "actor__public_id", "actor__name_ar", "verb", "label", "ip"]

    def get_queryset(self):
        return super().get_queryset().select_related("actor")


@admin.register(AuditEvent)
class AuditEventAdmin(KeptRows, Outward, ModelAdmin):
    list_display = ["at", "actor", "verb", "label", "ip"]
    list_select_related = ["actor"]
    list_filter = [Span.of("at"), Actor, "verb"]
    search_fields = ["label", "verb", "actor__name_key", "actor__name_ar", "actor__email", "=ip"]
    date_hierarchy = "at"
    resource_classes = [TrailResource]
