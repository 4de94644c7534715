"""What people fill in about shared constraints: reports, letters, answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import WRITTEN, text_area
from committee.models import Body, Constraint, LawVersion
from members.models import Province


class ReportForm(forms.Form):
    province = forms.ModelChoiceField(Province.objects.none(), label=_("Province"))
    title_ar = forms.CharField(
        label=_("Title in Arabic"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    text = forms.CharField(label=_("What it is, and what it does"), max_length=4000, widget=text_area(5))
    law = forms.ModelChoiceField(
        LawVersion.objects.all(),
        label=_("Law, for a question of law"),
        required=False,
        help_text=_("Name the version that you ask about."),
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces

    def clean(self):
        data = super().clean()
        if not data.get("title_ar") and not data.get("title_en"):
            self.add_error("title_ar", _("Give it a title in Arabic or in English."))
        return data


class JoinForm(forms.Form):
    province = forms.ModelChoiceField(Province.objects.none(), label=_("Province"))
    note = forms.CharField(
        label=_("What it does there"), max_length=2000, required=False, widget=text_area(3)
    )

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Constraint.objects.none(), label=_("Merge into"))

    def __init__(self, *args, constraint, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Constraint.objects.open().exclude(pk=constraint.pk)


class BodyForm(forms.Form):
    body = forms.ModelChoiceField(Body.objects.filter(is_active=True), label=_("To whom"))


class LetterForm(forms.Form):
    subject_ar = forms.CharField(
        label=_("Subject in Arabic"), max_length=200, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    text_ar = forms.CharField(
        label=_("Letter in Arabic"), widget=forms.Textarea(attrs={"rows": 12, "dir": "rtl"})
    )
    subject_en = forms.CharField(
        label=_("Subject in English"), max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    text_en = forms.CharField(
        label=_("Letter in English"), widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr"})
    )

    @staticmethod
    def of(letter):
        names = ("subject_ar", "text_ar", "subject_en", "text_en")
        return {name: getattr(letter, name) for name in names}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer of the body"), max_length=8000, widget=text_area(6))


class ResolveForm(forms.Form):
    resolution = forms.CharField(label=_("How it was resolved"), max_length=4000, widget=text_area(4))
