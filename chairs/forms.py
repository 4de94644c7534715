"""Forms of chairing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import kit
from chairs.models import Term
from committee.models import Meeting
from kit.digits import IntegerField
from kit.formats import moment
from kit.quarter import Quarter
from members.models import User


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why does the province not chair in this quarter?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TickForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("What was done"), max_length=300, required=False)


class HandOverForm(forms.Form):
    notes = forms.CharField(
        label=gettext_lazy("Notes for the next chair"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What is promised, who knows what, what you would do otherwise."),
    )


class EditorsForm(forms.Form):
    editors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chair editors"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Members of the chairing province."),
    )
    coach = forms.ModelChoiceField(
        label=gettext_lazy("Coach from Taqadum"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args, people, may_choose_coach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["editors"].queryset = people
        if may_choose_coach:
            self.fields["coach"].queryset = User.objects.filter(is_staff=True, is_active=True)
        else:
            del self.fields["coach"]


class SwapForm(forms.Form):
    other = forms.ModelChoiceField(label=gettext_lazy("Swap with"), queryset=Term.objects.none())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        coming = Term.objects.coming(kit.today()).undecided().exclude(province=term.province_id)
        self.fields["other"].queryset = coming.select_related("province").order_by("quarter")
        self.fields["other"].label_from_instance = lambda term: f"{term.quarter.label}: {term.province.name}"


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return _("In the meeting of %(day)s") % {"day": moment(meeting.starts_at)}


class OrderForm(forms.Form):
    """A number for each province; who has none is not in the order."""

    from_quarter = forms.ChoiceField(label=gettext_lazy("From the quarter"))
    meeting = MeetingField(
        label=gettext_lazy("Where it is voted"),
        queryset=Meeting.objects.none(),
        empty_label=gettext_lazy("Between the meetings: each seat answers in its hours"),
        required=False,
    )
    text_ar = forms.CharField(
        label=gettext_lazy("Reasons in Arabic"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    text_en = forms.CharField(
        label=gettext_lazy("Reasons in English"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.to_come()
        self.provinces = {f"place_{province.pk}": province for province in provinces}
        now = Quarter.of(kit.today())
        coming = [now.plus(n) for n in range(5)]
        self.fields["from_quarter"].choices = [(str(quarter), quarter.label) for quarter in coming]
        self.fields["from_quarter"].initial = str(now.next)
        for name, province in self.provinces.items():
            self.fields[name] = IntegerField(
                label=_("Place of %(province)s") % {"province": province.name}, min_value=1, required=False
            )

    def clean(self):
        cleaned = super().clean()
        places = sorted((cleaned.pop(name), name) for name in self.provinces if cleaned.get(name))
        for name in self.provinces:
            cleaned.pop(name, None)
        if not places:
            raise ValidationError(_("Give at least one province a place."))
        numbers = [number for number, _name in places]
        for number, name in places:
            if numbers.count(number) > 1:
                self.add_error(name, _("Another province has this place."))
        cleaned["provinces"] = [self.provinces[name] for _number, name in places]
        if "from_quarter" in cleaned:
            cleaned["from_quarter"] = Quarter.parse(cleaned["from_quarter"])
        return cleaned
