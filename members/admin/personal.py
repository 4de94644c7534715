"""Copies of data and erasures, as their verbs wrote them; who agreed to what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kit.admin import KeptAdmin
from kit.admin_verbs import ReasonForm, Verb
from members import actions, rules
from members.admin.filters import MatchedPeople
from members.models import Consent, DataExport, Erasure


@admin.register(DataExport)
class DataExportAdmin(MatchedPeople, KeptAdmin):
    """That there is a copy, and until when; the copy itself is its owner's."""

    list_display = ["person", "asked_by", "asked_at", "ready_at", "expires_at", "removed_at"]
    list_select_related = ["person", "asked_by"]
    search_fields = ["person__email"]
    person_field = "person"


@admin.register(Erasure)
class ErasureAdmin(MatchedPeople, KeptAdmin):
    """Who asked for it, when it is due, and what became of it."""

    list_display = ["person", "asked_by", "asked_at", "due_at", "cancelled_at", "done_at"]
    list_select_related = ["person", "asked_by"]
    search_fields = ["person__email"]
    person_field = "person"


@admin.register(Consent)
class ConsentAdmin(MatchedPeople, KeptAdmin):
    """The proof: who agreed to which words, when and from where."""

    list_display = ["person", "kind", "version", "is_given", "at"]
    list_select_related = ["person"]
    list_filter = ["kind", "is_given"]
    search_fields = ["person__email"]
    person_field = "person"


def _open(person):
    return Erasure.objects.open().filter(person=person).first()


def _cancel(person, **words):
    if erasure := _open(person):
        actions.cancel_erasure(erasure=erasure, **words)


PERSONAL_VERBS = {
    "export": Verb(
        label=_("Make a copy of their data"),
        act=lambda person, **words: actions.ask_export(person=person, **words),
        may=lambda user, person: user.pk != person.pk and rules.may_ask_export(user, person),
        form=ReasonForm,
        explained=_(
            "For a person who asked for it. They are told when it is ready and download it themselves; for "
            "somebody who cannot sign in it is ready on your own page, under My data."
        ),
    ),
    "erase": Verb(
        label=_("Erase their data"),
        act=lambda person, **words: actions.ask_erasure(person=person, **words),
        may=lambda user, person: (
            user.pk != person.pk and rules.may_erase(user, person) and _open(person) is None
        ),
        form=ReasonForm,
        explained=_(
            "In seven days the account and what is theirs alone is deleted, and everywhere else they are "
            "“a former member”. Offices end. They are written to, and can cancel it. Be sure that it is they "
            "who ask. Afterwards nothing brings the data back."
        ),
        is_grave=True,
    ),
    "keep": Verb(
        label=_("Cancel the erasure"),
        act=_cancel,
        may=lambda user, person: rules.may_erase(user, person) and _open(person) is not None,
    ),
}
