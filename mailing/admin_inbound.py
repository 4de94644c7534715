"""Mail that came in, and what servers said of ours: read by staff, written by sending and receiving alone."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kit import audit
from kit.admin import KeptAdmin
from mailing.models import Bounce, InboundMessage


@admin.register(InboundMessage)
class InboundMessageAdmin(KeptAdmin):
    """What came in, what became of it, and the message as it arrived."""

    list_display = ["received_at", "shown_sender", "outcome", "state", "words", "recipient"]
    list_filter = ["outcome", "state"]
    search_fields = ["sender", "recipient", "words"]
    date_hierarchy = "received_at"
    fields = [
        "sender", "recipient", "received_at", "state", "outcome", "words", "delivery", "attempts",
        "next_attempt_at", "finished_at", "raw",
    ]  # fmt: skip
    readonly_fields = ["raw"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def get_urls(self):
        view = self.admin_site.admin_view(self.raw_view)
        return [path("<int:pk>/raw/", view, name="mailing_inboundmessage_raw"), *super().get_urls()]

    @admin.display(description=_("sender"), ordering="sender")
    def shown_sender(self, kept):
        return kept.sender or "<>"

    @admin.display(description=_("the message as it arrived"))
    def raw(self, kept):
        address = reverse("admin:mailing_inboundmessage_raw", args=[kept.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    def raw_view(self, request, pk):
        """The bytes as a file: whatever they hold, no browser shows them as a page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = get_object_or_404(InboundMessage, pk=pk)
        audit.record(request.user, "admin.exported", f"{self.opts.label} ({pk})", request)
        name = {"Content-Disposition": f'attachment; filename="mail-{pk}.eml"'}
        return HttpResponse(bytes(kept.content), content_type="text/plain", headers=name)


@admin.register(Bounce)
class BounceAdmin(KeptAdmin):
    """Failures by reason."""

    list_display = ["at", "address", "kind", "status", "words"]
    list_select_related = ["delivery"]
    list_filter = ["kind", "delivery__mailing__kind"]
    search_fields = ["delivery__address", "status", "words"]
    date_hierarchy = "at"
    fields = ["delivery", "kind", "status", "words", "at", "is_spent", "message"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("message__content")

    @admin.display(description=_("e-mail address"), ordering="delivery__address")
    def address(self, bounce):
        return bounce.delivery.address
