"""Taqadum staff's work on people, provinces and teams."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

import kit
from kit.admin import FullAdmin, ModelAdmin, TabularInline
from members import admin_records  # noqa: F401
from members.admin_accounts import AccountsAdmin
from members.models import AuditEvent, Criterion, Province, Service, Team, User


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = [
            "email",
            "name_ar",
            "name_latin",
            "position_ar",
            "position_en",
            "language",
            "digits",
            "is_active",
            "is_staff",
            "groups",
        ]


class ServiceInline(TabularInline):
    model = Service
    fk_name = "person"
    fields = ["team", "role", "from_on", "until_on", "confirmed_at"]
    readonly_fields = ["confirmed_at"]
    autocomplete_fields = ["team"]
    extra = 0


@admin.register(User)
class PersonAdmin(AccountsAdmin, FullAdmin):
    form = PersonForm
    list_display = ["name", "email", "language", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "language", "services__team__province"]
    search_fields = ["name_ar", "name_latin", "name_key", "email"]
    filter_horizontal = ["groups"]
    inlines = [ServiceInline]


@admin.register(Province)
class ProvinceAdmin(FullAdmin):
    list_display = ["code", "name_ar", "name_en", "region", "population"]
    list_filter = ["region"]
    search_fields = ["code", "name_ar", "name_en", "name_ckb"]


@admin.register(Criterion)
class CriterionAdmin(FullAdmin):
    list_display = ["number", "name_ar", "name_en"]
    search_fields = ["name_ar", "name_en"]


@admin.register(Team)
class TeamAdmin(FullAdmin):
    list_display = ["province", "name_ar", "name_en", "started_on", "self_assessed_on"]
    list_select_related = ["province"]
    search_fields = ["name_ar", "name_en", "province__name_ar", "province__name_en"]
    autocomplete_fields = ["province"]


@admin.register(Service)
class ServiceAdmin(FullAdmin):
    list_display = ["person", "team", "role", "from_on", "until_on", "confirmed_at"]
    list_select_related = ["person", "team__province"]
    list_filter = ["role", "team__province", ("confirmed_at", admin.EmptyFieldListFilter)]
    search_fields = ["person__name_ar", "person__name_latin", "person__email"]
    autocomplete_fields = ["person", "team", "criteria"]
    readonly_fields = ["confirmed_at", "confirmed_by"]
    actions = ["confirm"]

    @admin.action(description=_("Confirm the chosen services"))
    def confirm(self, request, queryset):
        for service in queryset.filter(confirmed_at__isnull=True):
            service.confirmed_at, service.confirmed_by = kit.now(), request.user
            service.save()


@admin.register(AuditEvent)
class AuditEventAdmin(ModelAdmin):
    list_display = ["at", "actor", "verb", "label", "ip"]
    list_select_related = ["actor"]
    list_filter = ["verb"]
    search_fields = ["label", "actor__name_ar", "actor__email"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin, ModelAdmin):
    pass
