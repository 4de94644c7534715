"""Verbs that staff use on one item or on many, and what leaves as a sheet."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources

from kit.admin_verbs import ReasonForm, Verb, WithVerbs
from library import actions, rules
from library.actions import bulk
from library.importing.columns import AUDIENCES, EVERYONE
from library.models import Item, Tag
from members.models import Criterion


class TagsForm(forms.Form):
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), label=_("Tags"), widget=forms.CheckboxSelectMultiple
    )


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=list(AUDIENCES.items()), widget=forms.RadioSelect
    )


class CriterionForm(forms.Form):
    criterion = forms.ModelChoiceField(Criterion.objects.all(), label=_("Criterion"), required=False)


def _may_change(user, item):
    return user.is_staff and rules.may_change_facts(user, item)


def _withdraw(item, *, by, request, reason):
    actions.withdraw(item=item, by=by, reason=reason)


def _set_audience(item, *, by, request, audience):
    bulk.open_to(item=item, by=by, is_public=audience == EVERYONE, request=request)


def _of(verb):
    return lambda item, **given: verb(item=item, **given)


VERBS = {
    "withdraw": Verb(
        _("Withdraw"),
        _withdraw,
        rules.may_withdraw,
        ReasonForm,
        _("Readers will no longer find it; its author and staff still see it, with the reason."),
        is_grave=True,
    ),
    "tag": Verb(_("Add tags"), _of(bulk.add_tags), _may_change, TagsForm),
    "untag": Verb(_("Take tags off"), _of(bulk.remove_tags), _may_change, TagsForm),
    "audience": Verb(
        _("Say who may read it"),
        _set_audience,
        _may_change,
        AudienceForm,
        _("What is for members only leaves the public pages and feeds at once."),
    ),
    "criterion": Verb(_("Assign a criterion"), _of(bulk.assign_criterion), _may_change, CriterionForm),
}


class BulkActions(WithVerbs):
    """Each asks on a page that lists the chosen items, and says afterwards what became of each."""

    verbs = VERBS
    actions = ["withdraw", "tag", "untag", "set_audience", "assign_criterion"]

    @admin.action(description=_("Withdraw the chosen items"), permissions=["change"])
    def withdraw(self, request, queryset):
        return self.ask_for_all(request, queryset, "withdraw")

    @admin.action(description=_("Add tags to the chosen items"), permissions=["change"])
    def tag(self, request, queryset):
        return self.ask_for_all(request, queryset, "tag")

    @admin.action(description=_("Take tags off the chosen items"), permissions=["change"])
    def untag(self, request, queryset):
        return self.ask_for_all(request, queryset, "untag")

    @admin.action(description=_("Say who may read the chosen items"), permissions=["change"])
    def set_audience(self, request, queryset):
        return self.ask_for_all(request, queryset, "audience")

    @admin.action(description=_("Assign a criterion to the chosen items"), permissions=["change"])
    def assign_criterion(self, request, queryset):
        return self.ask_for_all(request, queryset, "criterion")


class ItemResource(resources.ModelResource):
    """What leaves in a sheet: facts, titles, tags, contributors and the names of the files."""

    number = fields.Field(attribute="pk", column_name="number")
    title_ar = fields.Field(attribute="shown_title_ar", column_name="title_ar")
    title_en = fields.Field(attribute="shown_title_en", column_name="title_en")
    province = fields.Field(attribute="province__code", column_name="province")
    partners = fields.Field(column_name="partners")
    team = fields.Field(attribute="team__name_en", column_name="team")
    solution = fields.Field(attribute="solution__title_ar", column_name="solution")
    criterion = fields.Field(attribute="criterion__number", column_name="criterion")
    source_name = fields.Field(attribute="published_revision__source_name", column_name="source_name")
    licence = fields.Field(attribute="published_revision__licence", column_name="licence")
    tags = fields.Field(column_name="tags")
    contributors = fields.Field(column_name="contributors")
    files = fields.Field(column_name="files")
    withdrawn = fields.Field(column_name="withdrawn")

    class Meta:
        model = Item
        fields = export_order = [
            *("number", "kind", "title_ar", "title_en", "province", "partners", "team", "solution"),
            *("criterion", "year", "tags"),
            *("is_public", "published_at", "withdrawn", "contributors", "source_name", "licence", "files"),
        ]

    def filter_export(self, queryset, **kwargs):
        joined = queryset.select_related(
            "province", "team", "solution", "criterion", "published_revision", "withdrawal"
        )
        return joined.prefetch_related("partners", "tags", "contributors").with_files()

    def dehydrate_partners(self, item):
        return "; ".join(province.code for province in item.partners.all())

    def dehydrate_tags(self, item):
        return "; ".join(tag.slug for tag in item.tags.all())

    def dehydrate_contributors(self, item):
        return "; ".join(one.name for one in item.contributors.all())

    def dehydrate_files(self, item):
        return "; ".join(file["name"] for file in item.files)

    def dehydrate_withdrawn(self, item):
        return item.withdrawal.reason if item.is_withdrawn else ""
