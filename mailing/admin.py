"""Mail for Taqadum staff: how far mailings are, what became of each delivery, who must not be written to."""

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import kit
from kit import formats
from kit.admin import ExchangeAdmin, ModelAdmin
from mailing import actions, admin_inbound  # noqa: F401  (registers what comes in)
from mailing.admin_standing import AddressPage, MailingColumns, StandingPage
from mailing.figures import MINUTE
from mailing.models import Delivery, Digest, Kind, Letter, Mailing, News, Subscription, Suppression

CONTENT = ["html_ar", "html_en", "text_ar", "text_en"]


class WrittenByVerbs(ModelAdmin):
    """To look at: these rows are written by sending alone, and never deleted by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_act(self, request):
        """Looking needs the right to view, acting the right to change."""
        return request.user.has_perm(f"mailing.change_{self.opts.model_name}")


def count_of(condition=None):
    """How many deliveries of a mailing meet the condition: one index look-up for each row that is shown."""
    rows = Delivery.objects.filter(condition or Q(), mailing=OuterRef("pk")).order_by().values("mailing")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


@admin.register(Kind)
class KindAdmin(ModelAdmin):
    list_display = ["key", "shown_name", "shown_about", "is_essential", "has_rhythm", "lifetime"]
    fields = ["key", "name_ar", "name_en", "about_ar", "about_en", "lifetime", "is_essential", "has_rhythm"]
    readonly_fields = ["key"]

    @admin.display(description=_("name"))
    def shown_name(self, kind):
        return kind.name

    @admin.display(description=_("about"))
    def shown_about(self, kind):
        return kind.about

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Mailing)
class MailingAdmin(StandingPage, MailingColumns, WrittenByVerbs):
    list_display = [
        "subject",
        "kind",
        "state",
        "starts_at",
        "total",
        "sent",
        "waiting",
        "troubled",
        "rate",
        "finished_at",
    ]
    list_select_related = ["kind"]
    list_filter = ["state", "kind"]
    list_per_page = 25
    search_fields = ["subject_ar", "subject_en", "key"]
    date_hierarchy = "created_at"
    actions = ["pause", "resume", "cancel", "resend_failures"]
    fields = [
        "subject_ar", "subject_en", "kind", "topic", "list_id", "key", "state", "created_at", "starts_at",
        "expires_at", "finished_at", "total", "rate", "became", "failures", "bounced", "suppressed",
        "reason_ar", "reason_en", "text_ar", "text_en",
    ]  # fmt: skip

    def get_queryset(self, request):
        counted = (
            super()
            .get_queryset(request)
            .annotate(
                total=count_of(),
                sent=count_of(Q(state__in=("sent", "bounced"))),
                waiting=count_of(Q(state__in=("queued", "leased"))),
                troubled=count_of(Q(state__in=("failed", "bounced"))),
                in_minute=count_of(Q(sent_at__gt=kit.now() - MINUTE)),
            )
        )
        return counted.defer("html_ar", "html_en")

    @admin.display(description=_("subject"))
    def shown_subject(self, mailing):
        return mailing.subject

    @admin.display(description=_("recipients"))
    def total(self, mailing):
        return formats.number(mailing.total)

    @admin.display(description=_("sent"))
    def sent(self, mailing):
        return formats.number(mailing.sent)

    @admin.display(description=_("waiting"))
    def waiting(self, mailing):
        return formats.number(mailing.waiting)

    @admin.display(description=_("failed or bounced"))
    def troubled(self, mailing):
        return formats.number(mailing.troubled)

    @admin.action(description=_("Pause"), permissions=["act"])
    def pause(self, request, queryset):
        self._say(request, sum(actions.pause(mailing) for mailing in queryset))

    @admin.action(description=_("Go on"), permissions=["act"])
    def resume(self, request, queryset):
        self._say(request, sum(actions.resume(mailing) for mailing in queryset))

    @admin.action(description=_("Cancel for good"), permissions=["act"])
    def cancel(self, request, queryset):
        open_ones = [mailing for mailing in queryset if not mailing.is_over]
        if open_ones and "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Cancel the chosen mailings"),
                "mailings": open_ones,
                "opts": self.opts,
            }
            return TemplateResponse(request, "mailing/admin/cancel.html", context)
        self._say(request, sum(actions.cancel(mailing) is not None for mailing in open_ones))
        return None

    @admin.action(description=_("Send the failures again"), permissions=["act"])
    def resend_failures(self, request, queryset):
        count = 0
        for mailing in queryset:
            try:
                count += actions.resend_failures(mailing)
            except actions.CannotSend as error:
                self.message_user(request, f"{mailing}: {error}", messages.ERROR)
        say_queued(self, request, count)

    def has_act_permission(self, request):
        return self.may_act(request)

    def _say(self, request, count):
        said = ngettext("%(count)s mailing changed.", "%(count)s mailings changed.", count)
        self.message_user(request, said % {"count": formats.number(count)})


def say_queued(model_admin, request, count):
    said = ngettext("%(count)s mail is queued again.", "%(count)s mails are queued again.", count)
    model_admin.message_user(request, said % {"count": formats.number(count)})


@admin.register(Delivery)
class DeliveryAdmin(AddressPage, WrittenByVerbs):
    list_display = [
        "address",
        "what",
        "language",
        "state",
        "attempts",
        "next_attempt_at",
        "sent_at",
        "said",
    ]
    list_select_related = ["mailing", "letter"]
    list_filter = ["state", "mailing__kind", "letter__kind", "language"]
    search_fields = ["address", "message_id"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = ["send_again"]
    fields = [
        "all_of_it", "what", "language", "state", "attempts", "created_at", "next_attempt_at", "sent_at",
        "said", "message_id", "provider_id",
    ]  # fmt: skip

    def get_queryset(self, request):
        heavy = [f"mailing__{name}" for name in CONTENT]
        return super().get_queryset(request).defer(*heavy, "letter__content")

    @admin.display(description=_("what"))
    def what(self, delivery):
        return delivery.mailing or delivery.letter

    @admin.action(description=_("Send again where it failed"), permissions=["act"])
    def send_again(self, request, queryset):
        count = 0
        for mailing in Mailing.objects.filter(deliveries__in=queryset).distinct():
            try:
                count += actions.resend_failures(mailing, among=queryset)
            except actions.CannotSend as error:
                self.message_user(request, f"{mailing}: {error}", messages.ERROR)
        say_queued(self, request, count + actions.resend_letters(queryset))

    def has_act_permission(self, request):
        return self.may_act(request)


@admin.register(Letter)
class LetterAdmin(WrittenByVerbs):
    """That a mail was written, not what it says: sign-in codes are nobody's business."""

    list_display = ["subject", "kind", "to", "shown_state", "created_at"]
    list_select_related = ["kind", "delivery"]
    list_filter = ["kind", "delivery__state"]
    search_fields = ["subject", "delivery__address"]
    date_hierarchy = "created_at"
    fields = ["subject", "kind", "to", "shown_state", "created_at", "expires_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    @admin.display(description=_("to"), ordering="delivery__address")
    def to(self, letter):
        return letter.delivery.address

    @admin.display(description=_("state"), ordering="delivery__state")
    def shown_state(self, letter):
        return letter.delivery.get_state_display()


@admin.register(News)
class NewsAdmin(WrittenByVerbs):
    """What waits for a digest, or was told in one; the words stand where `source` keeps them."""

    list_display = ["address", "language", "topic", "source", "ref", "at", "digest"]
    list_select_related = ["digest"]
    list_filter = [("digest", admin.EmptyFieldListFilter), "topic", "language"]
    search_fields = ["address"]
    date_hierarchy = "at"


@admin.register(Digest)
class DigestAdmin(WrittenByVerbs):
    """That an address had its digest of a day."""

    list_display = ["address", "language", "on", "letter"]
    list_select_related = ["letter"]
    list_filter = ["language"]
    search_fields = ["address"]
    date_hierarchy = "on"
    fields = ["address", "language", "on"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("letter__content")


@admin.register(Subscription)
class SubscriptionAdmin(ExchangeAdmin):
    """To look at and to export; who joins or leaves does it by a link, whoever is imported by the command."""

    list_display = ["address", "topic", "language", "rhythm", "asked_at", "confirmed_at", "left_at"]
    list_filter = [
        "topic", "language", "rhythm", ("confirmed_at", admin.EmptyFieldListFilter),
        ("left_at", admin.EmptyFieldListFilter),
    ]  # fmt: skip
    search_fields = ["address"]
    date_hierarchy = "asked_at"
    exclude = ["token"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False


@admin.register(Suppression)
class SuppressionAdmin(ExchangeAdmin):
    """Adding stops mail to an address, deleting allows it again."""

    list_display = ["address", "reason", "note", "since_at"]
    fields = ["address", "reason", "note", "since_at"]
    readonly_fields = ["since_at"]
    list_filter = ["reason"]
    search_fields = ["address", "note"]
    date_hierarchy = "since_at"
