"""What holders of a seat fill in: a motion by hand, its vote, its withdrawal, another closing hour."""

import re
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from committee.forms.meetings import text_area
from committee.models import Ballot, Majority, MotionKind, Quorum
from kit.digits import DateField, DateTimeField, IntegerField
from members.models import Role

BY_HAND = (MotionKind.PRIORITY, MotionKind.CONTENT_STANDARD, MotionKind.REPRESENTATION, MotionKind.OTHER)
LANGUAGE = re.compile(rf"^/({'|'.join(code for code, _name in settings.LANGUAGES)})/")


class MotionForm(forms.Form):
    """Words, subject and hours, which every motion has."""

    title_ar = forms.CharField(
        label=_("The question in Arabic"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl"}),
        help_text=_("One sentence that can be answered with yes or no."),
    )
    title_en = forms.CharField(
        label=_("The question in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    text_ar = forms.CharField(
        label=_("Reasons in Arabic"), max_length=8000, required=False, widget=text_area(6, dir="rtl")
    )
    text_en = forms.CharField(
        label=_("Reasons in English"), max_length=8000, required=False, widget=text_area(4, dir="ltr")
    )
    path = forms.CharField(
        label=_("Page that it is about"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("The address of a page of this portal, as your browser shows it. May stay empty."),
    )
    closes_at = DateTimeField(
        label=_("Closes"),
        required=False,
        help_text=_("Time of Baghdad. Empty: after the days that the voting rule gives."),
    )
    review_on = DateField(
        label=_("To be looked at again on"),
        required=False,
        help_text=_("On that day the decision comes back, with what happened since."),
    )

    def clean_path(self):
        """Any address of this portal, without host and language."""
        written = self.cleaned_data["path"].strip()
        parts = urlsplit(written)
        if parts.netloc and parts.netloc != urlsplit(settings.PORTAL_ORIGIN).netloc:
            raise forms.ValidationError(_("Give the address of a page of this portal."))
        if parts.scheme and parts.scheme not in ("http", "https"):
            raise forms.ValidationError(_("Give the address of a page of this portal."))
        return LANGUAGE.sub("", "/" + parts.path.lstrip("/")).lstrip("/")

    def clean(self):
        data = super().clean()
        if not data.get("title_ar") and not data.get("title_en"):
            self.add_error("title_ar", _("Give the motion a title in Arabic or in English."))
        return data


class PlainMotionForm(MotionForm):
    """A motion of a kind that is decided in words."""

    kind = forms.ChoiceField(
        label=_("What is to be decided"),
        choices=[(kind.value, kind.label) for kind in BY_HAND],
        widget=forms.RadioSelect,
    )
    field_order = ["kind"]


class PolicyMotionForm(MotionForm):
    """Another rule of membership."""

    effective_from = DateField(label=_("In force from"))
    minimum_months = IntegerField(label=_("Months of service"), min_value=0, max_value=120)
    needs_self_assessment = forms.BooleanField(
        label=_("The team must have completed its self-assessment"), required=False
    )
    counting_roles = forms.MultipleChoiceField(
        label=_("Service that counts"), choices=Role, widget=forms.CheckboxSelectMultiple
    )
    words_ar = forms.CharField(label=_("The rule in Arabic"), max_length=2000, widget=text_area(3, dir="rtl"))
    words_en = forms.CharField(
        label=_("The rule in English"), max_length=2000, widget=text_area(3, dir="ltr")
    )
    field_order = [
        "title_ar",
        "title_en",
        "effective_from",
        "minimum_months",
        "needs_self_assessment",
        "counting_roles",
        "words_ar",
        "words_en",
    ]

    @staticmethod
    def of(policy):
        """The policy in force, to be changed."""
        names = ("minimum_months", "needs_self_assessment", "counting_roles", "words_ar", "words_en")
        return {name: getattr(policy, name) for name in names}


class RuleMotionForm(MotionForm):
    """Another way of counting."""

    effective_from = DateField(label=_("In force from"))
    kinds = forms.MultipleChoiceField(
        label=_("For these motions"),
        choices=MotionKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: for all that no other rule names."),
    )
    quorum_type = forms.ChoiceField(label=_("Quorum"), choices=Quorum)
    quorum_number = IntegerField(
        label=_("Number of seats"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Where the quorum is a number of seats."),
    )
    majority_type = forms.ChoiceField(label=_("Majority"), choices=Majority)
    days_open = IntegerField(label=_("Days to answer"), min_value=1, max_value=90)
    field_order = [
        "title_ar",
        "title_en",
        "effective_from",
        "kinds",
        "quorum_type",
        "quorum_number",
        "majority_type",
        "days_open",
    ]

    @staticmethod
    def of(rule):
        """The rule in force, to be changed."""
        names = ("kinds", "quorum_type", "quorum_number", "majority_type", "days_open")
        return {name: getattr(rule, name) for name in names}

    def clean(self):
        data = super().clean()
        by_number = data.get("quorum_type") == Quorum.NUMBER
        if by_number and not data.get("quorum_number") and "quorum_number" not in self.errors:
            self.add_error("quorum_number", _("Say how many seats must take part."))
        if not by_number:
            data["quorum_number"] = None
        return data


class BallotForm(forms.Form):
    """The answer of a seat; standing back says why."""

    seat = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(choices=Ballot.Choice)
    reason = forms.CharField(
        label=_("Why the seat stands back"),
        help_text=_("For example: the contract that it is about is ours."),
        required=False,
        max_length=1000,
        widget=text_area(2),
    )

    def clean(self):
        data = super().clean()
        if data.get("choice") == Ballot.Choice.RECUSE and not data.get("reason"):
            self.add_error("reason", _("Say why the seat stands back from this motion."))
        return data


class ReasonForm(forms.Form):
    """Why a seat stands back, where the answer itself is given by the link."""

    reason = forms.CharField(
        label=_("Why the seat stands back"),
        help_text=_("For example: the contract that it is about is ours."),
        max_length=1000,
        error_messages={"required": _("Say why the seat stands back from this motion.")},
        widget=text_area(3),
    )


class WithdrawalForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("All seats read it."),
        max_length=1000,
        widget=text_area(3),
    )


class HourForm(forms.Form):
    closes_at = DateTimeField(label=_("Closes"), help_text=_("Time of Baghdad."))
