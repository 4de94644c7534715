"""Seats, for staff."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

import kit
from committee import rules, seating
from committee.actions import seats as verbs
from committee.forms.seats import CloseForm, HandOverForm
from committee.models import Seat
from kit.admin import OutwardAdmin
from kit.admin_verbs import Verb, WithVerbs
from members.models import Service, User


class NewHoldersForm(HandOverForm):
    """Among all who serve in a team; whether it is the right one the verb says."""

    def __init__(self, *args, **kwargs):
        serving = Service.objects.confirmed().current(kit.today()).values("person")
        super().__init__(*args, people=User.objects.reachable().filter(pk__in=serving), **kwargs)


class OpeningForm(forms.ModelForm):
    """What speaks against a new seat is said above the form."""

    def clean(self):
        data = super().clean()
        if self.instance.pk is None and not self.errors:
            for condition in seating.of_opening(data["province"], holders_in(data), data["since_on"]):
                if not condition.is_met:
                    self.add_error(None, condition.evidence)
        return data


def holders_in(data):
    return [person for person in (data["representative"], data.get("alternate")) if person]


@admin.register(Seat)
class SeatAdmin(WithVerbs, OutwardAdmin):
    """Opened, handed over and closed by the verbs; past seats stay."""

    form = OpeningForm
    list_display = ["province", "representative", "alternate", "since_on", "until_on"]
    list_select_related = ["province", "representative", "alternate"]
    list_filter = ["province", ("until_on", admin.EmptyFieldListFilter)]
    search_fields = [
        "representative__name_ar",
        "alternate__name_ar",
        "province__name_ar",
        "province__name_en",
    ]
    autocomplete_fields = ["province", "representative", "alternate"]
    fields = ["province", "representative", "alternate", "since_on", "until_on", "may_vote_by_mail"]
    verbs = {
        "hand-over": Verb(
            _("Hand over the seat"),
            lambda seat, **given: verbs.hand_over(seat=seat, **given),
            lambda user, seat: rules.may_keep_seats(user) and seat.until_on is None,
            NewHoldersForm,
            _("The seat of those before ends the day before, and stays in the books."),
        ),
        "close": Verb(
            _("Close the seat"),
            lambda seat, **given: verbs.close_seat(seat=seat, **given),
            lambda user, seat: rules.may_keep_seats(user) and seat.until_on is None,
            CloseForm,
            _("The seat is closed. It stays in the books."),
            is_grave=True,
        ),
    }

    def get_readonly_fields(self, request, obj=None):
        kept = ["province", "representative", "alternate", "since_on", "until_on"]
        return kept if obj else ["until_on"]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        names = ("province", "representative", "alternate", "since_on")
        given = {name: form.cleaned_data[name] for name in names}
        seat = verbs.open_seat(by=request.user, request=request, **given)
        obj.pk = seat.pk
        if obj.may_vote_by_mail != seat.may_vote_by_mail:
            seat.may_vote_by_mail = obj.may_vote_by_mail
            seat.save()
        return None
