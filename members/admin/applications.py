"""Applications, suspensions and who was found eligible: read here, moved on by verbs alone."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import kit
from kit.admin import KeptInline, KeptRows, ModelAdmin, OutwardAdmin
from kit.admin_verbs import Verb, WithVerbs
from kit.formats import number
from members import actions, rules
from members.admin.filters import MatchedPeople, Province, Waiting
from members.admin.refusals import REFUSALS
from members.models import Application, Eligibility, Step, Suspension


class WordsForm(forms.Form):
    """Words to the applicant."""

    text = forms.CharField(
        label=_("Your words to the applicant"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "dir": "auto", "class": "vLargeTextField"}),
        error_messages={"required": _("Say what is missing, or why it is declined.")},
    )


class MaybeWordsForm(WordsForm):
    text = forms.CharField(
        label=_("Your words to the applicant"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto", "class": "vLargeTextField"}),
    )


class StepInline(KeptInline):
    model = Step
    fields = readonly_fields = ["at", "kind", "by", "policy", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "policy")


@admin.register(Application)
class ApplicationAdmin(MatchedPeople, KeptRows, WithVerbs, OutwardAdmin):
    """Staff decide only while no other province has a representative: the rule says so, here as elsewhere."""

    list_display = [
        "person",
        "province",
        "state",
        "submitted_at",
        "days_waiting",
        "member_since",
        "decided_by",
    ]
    list_select_related = ["person", "province", "decided_by"]
    list_filter = ["state", Waiting, Province.of("province"), "policy"]
    date_hierarchy = "submitted_at"
    search_fields = ["reason"]
    person_field = "person"
    inlines = [StepInline]
    refusals = REFUSALS
    verbs = {
        "approve": Verb(
            label=_("Approve: a member from today"),
            act=lambda application, **words: actions.approve(application=application, **words),
            may=rules.may_decide_application,
            form=MaybeWordsForm,
        ),
        "ask": Verb(
            label=_("Ask for more: the applicant answers first"),
            act=lambda application, **words: actions.ask_for_more(application=application, **words),
            may=rules.may_decide_application,
            form=WordsForm,
        ),
        "decline": Verb(
            label=_("Decline: with a reason"),
            act=lambda application, **words: actions.decline(application=application, **words),
            may=rules.may_decide_application,
            form=WordsForm,
            is_grave=True,
        ),
    }

    def get_queryset(self, request):
        """A draft is its writer's alone."""
        return super().get_queryset(request).handed_in()

    def get_exclude(self, request, obj=None):
        return ["created_at"]

    @admin.display(description=_("waiting"), ordering=F("submitted_at").desc())
    def days_waiting(self, application):
        if not application.is_waiting:
            return None
        days = (kit.today() - kit.day_of(application.submitted_at)).days
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


@admin.register(Suspension)
class SuspensionAdmin(MatchedPeople, KeptRows, WithVerbs, OutwardAdmin):
    list_display = ["person", "from_on", "until_on", "imposed_by", "lifted_by"]
    list_select_related = ["person", "imposed_by", "lifted_by"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter), ("until_on", admin.EmptyFieldListFilter)]
    search_fields = ["reason"]
    person_field = "person"
    verbs = {
        "lift": Verb(
            label=_("Lift the suspension"),
            act=lambda suspension, **words: actions.lift(suspension=suspension, **words),
            may=lambda user, suspension: (
                suspension.lifted_at is None
                and suspension.is_in_force(kit.today())
                and rules.may_suspend(user, suspension.person)
            ),
        )
    }


@admin.register(Eligibility)
class EligibilityAdmin(MatchedPeople, KeptRows, ModelAdmin):
    list_display = ["person", "since_on", "found_at", "policy"]
    list_select_related = ["person", "policy"]
    date_hierarchy = "since_on"
    search_fields = ["person__email"]
    person_field = "person"
