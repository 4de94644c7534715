"""People as Taqadum staff look for them, see where they stand, and help them."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from import_export import resources

import kit
from kit.admin import KeptInline, OutwardAdmin
from kit.admin_verbs import WithVerbs
from members import rules
from members.admin.accounts import ACCOUNT_VERBS, AccountsAdmin
from members.admin.arrivals import SAID
from members.admin.belonging import BELONGING_VERBS
from members.admin.explained import explained
from members.admin.filters import EligibleOn, Membership, Place, ServedProvince, ServedRole
from members.admin.offices import OFFICES, STAFF
from members.admin.personal import PERSONAL_VERBS
from members.admin.refusals import REFUSALS
from members.belonging import belongings
from members.models import Application, Province, Service, Suspension, User

RIGHTS = ["is_staff", "groups"]


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
            *RIGHTS,
        ]


class PersonResource(resources.ModelResource):
    """What leaves in a sheet: no secrets, no rights."""

    class Meta:
        model = User
        fields = export_order = [
            "public_id",
            "name_ar",
            "name_latin",
            "email",
            "position_ar",
            "position_en",
            "language",
            "is_active",
            "date_joined",
        ]


class PeopleList(ChangeList):
    """The rows of the page, each with where its person stands today: the same few queries for any page."""

    def get_results(self, request):
        super().get_results(request)
        on, self.result_list = kit.today(), list(self.result_list)
        standings, provinces = belongings(self.result_list, on), Province.objects.in_bulk()
        offices = {}
        for office in rules.offices_on(on):
            offices.setdefault(office.person_id, []).append(office)
        for person in self.result_list:
            person.belonging = standings[person.pk]
            person.served_provinces = [provinces[pk] for pk in person.belonging.provinces]
            person.offices_now = [
                (office, provinces[office.province_id]) for office in offices.get(person.pk, [])
            ]


class ServiceInline(KeptInline):
    model = Service
    fk_name = "person"
    fields = readonly_fields = ["team", "role", "from_on", "until_on", "confirmed_at", "refused_at"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "team")


class ApplicationInline(KeptInline):
    model = Application
    fk_name = "person"
    fields = readonly_fields = ["province", "state", "submitted_at", "decided_by", "member_since", "policy"]
    show_change_link = True

    def get_queryset(self, request):
        rows = super().get_queryset(request).handed_in()
        return rows.select_related("person", "province", "decided_by", "policy")


class SuspensionInline(KeptInline):
    model = Suspension
    fk_name = "person"
    fields = readonly_fields = ["from_on", "until_on", "reason", "imposed_by", "lifted_by"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "imposed_by", "lifted_by")


@admin.register(User)
class PersonAdmin(AccountsAdmin, WithVerbs, OutwardAdmin):
    """Staff write what people cannot write themselves; who has rights is changed by superusers alone."""

    form = PersonForm
    list_display = ["names", "standing", "province", "office", "email", "is_active"]
    list_filter = [Membership, Place, ServedProvince, ServedRole, "is_active", "language", EligibleOn]
    search_fields = ["email"]
    search_help_text = _("A name in either script, an e-mail address, or the id that stands in the trail.")
    filter_horizontal = ["groups"]
    inlines = [ServiceInline, ApplicationInline, SuspensionInline]
    change_form_template = "admin/members/user/change_form.html"
    resource_classes = [PersonResource]
    refusals = REFUSALS | SAID
    verbs = BELONGING_VERBS | ACCOUNT_VERBS | PERSONAL_VERBS
    actions = [*AccountsAdmin.actions, "invite"]

    def get_changelist(self, request, **kwargs):
        return PeopleList

    def get_search_results(self, request, queryset, search_term):
        return (queryset.found_by(search_term) if search_term.strip() else queryset), False

    @admin.action(description=_("Invite the chosen people by mail"), permissions=["change"])
    def invite(self, request, queryset):
        self.do_to_all(request, queryset, "invite")

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if not request.user.is_superuser:
            fields = [*fields, *RIGHTS]
        return [*fields, "email"] if obj is not None and _has_own_address(obj) else fields

    def has_change_permission(self, request, obj=None):
        """Whoever could change the address of somebody with rights could sign in as them."""
        return super().has_change_permission(request, obj) and _is_within_reach(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted: a person is anonymised in place, so that minutes and trail stay whole."""
        return False

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["explained"] = explained(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("name"), ordering="name_key")
    def names(self, person):
        latin = format_html('<br><bdi lang="en">{}</bdi>', person.name_latin) if person.name_latin else ""
        return format_html("<bdi>{}</bdi>{}", person.name_ar or person.name, latin)

    @admin.display(description=_("membership"))
    def standing(self, person):
        return _("Erased") if person.erased_at else person.belonging.words

    @admin.display(description=_("province"))
    def province(self, person):
        return _(", ").join(str(province.name) for province in person.served_provinces) or None

    @admin.display(description=_("office"))
    def office(self, person):
        held = [f"{OFFICES[office.kind]}: {province.name}" for office, province in person.offices_now]
        rows = [STAFF, *held] if person.is_staff else held
        return format_html_join(mark_safe("<br>"), "{}", [(row,) for row in rows]) or None


def _has_own_address(person):
    """They have proved it to be theirs, and sign in with it: they alone change it, on their own page."""
    return person.emailaddress_set.filter(verified=True).exists()


def _is_within_reach(user, person):
    """Themselves, people without rights, and for superusers everybody; nobody writes into an empty row."""
    if person is not None and person.erased_at is not None:
        return False
    if person is None or user.is_superuser or person.pk == user.pk:
        return True
    return not (person.is_staff or person.is_superuser)
