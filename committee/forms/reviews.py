"""Deciding a review with its checklist, passing it on, writing about it, finding one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.actions.assigning import DECLINED
from committee.actions.checking import why_not_approved
from committee.models import Outcome, ReviewAnswer, ReviewAssignment, ReviewKind


class DecisionForm(forms.Form):
    """The points of the checklist first, then the decision."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.APPROVED, _("Approve: it may be published")),
            (Outcome.CHANGES, _("Ask for changes")),
            (Outcome.DECLINED, _("Decline")),
        ],
    )
    comment = forms.CharField(
        label=_("Comment for the author"),
        help_text=_("Needed when you ask for changes or decline: say what, and why."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args, points=(), **given):
        super().__init__(*args, **given)
        self.points = list(points)
        for point in self.points:
            self.fields[f"point_{point.pk}"] = forms.ChoiceField(
                label=point.words,
                choices=ReviewAnswer.State,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"note_{point.pk}"] = forms.CharField(
                label=_("Note"),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    @property
    def checks(self):
        """(point, its answer, its note), in order."""
        return [(point, self[f"point_{point.pk}"], self[f"note_{point.pk}"]) for point in self.points]

    @property
    def answers(self):
        """What was answered: point → (state, note)."""
        data = self.cleaned_data
        return {
            point: (data[f"point_{point.pk}"], data.get(f"note_{point.pk}", ""))
            for point in self.points
            if data.get(f"point_{point.pk}")
        }

    @property
    def decision(self):
        """What the verb takes."""
        data = self.cleaned_data
        return {"outcome": data["outcome"], "comment": data["comment"], "answers": self.answers}

    def clean(self):
        data = super().clean()
        outcome, comment = data.get("outcome"), data.get("comment", "")
        if outcome in (Outcome.CHANGES, Outcome.DECLINED) and not comment.strip():
            self.add_error("comment", _("Say what should change, or why it is declined."))
        if outcome == Outcome.APPROVED and (why := why_not_approved(self.points, self.answers, comment)):
            self.add_error("outcome", why)
        return data


class CannotForm(forms.Form):
    """I cannot do this review: conflict or absence, with the reason."""

    ending = forms.ChoiceField(
        label=_("I cannot do this review"),
        widget=forms.RadioSelect,
        choices=[(one, ReviewAssignment.Ending(one).label) for one in DECLINED],
    )
    note = forms.CharField(
        label=_("Why"),
        help_text=_("The POCC and the author read it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Say why you cannot do this review.")},
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Write about this review"),
        help_text=_("The author, the reviewer and the POCC read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write something first.")},
    )


class FilterForm(forms.Form):
    """Which reviews to show; what is not understood shows them all."""

    STATES = (
        ("waiting", _("Waiting for a decision")),
        ("overdue", _("overdue")),
        ("decided", _("decided")),
    )

    state = forms.ChoiceField(label=_("State"), choices=[("", _("Every state")), *STATES], required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *ReviewKind.choices], required=False
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"), choices=[("", _("Everybody's")), ("mine", _("Mine"))], required=False
    )

    def __init__(self, *args, provinces=(), **given):
        super().__init__(*args, **given)
        named = [(province.code, province.name) for province in provinces]
        self.fields["province"].choices = [("", _("All provinces")), *named]

    @property
    def chosen(self):
        """Field → value, of what is chosen and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
