"""What keepers of a team's record fill in: phases, the self-assessment, the last day of a service."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.digits import DateField
from members.models import Phase


class AssessmentForm(forms.Form):
    on = DateField(label=_("Completed on"), help_text=_("The last day of the work, today at the latest."))


class PhaseForm(forms.Form):
    phase = forms.ModelChoiceField(Phase.objects.all(), label=_("Phase"))
    from_on = DateField(label=_("From"))
    until_on = DateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty while the team is in this phase. Another phase may run beside it."),
    )


class LastDayForm(forms.Form):
    on = DateField(label=_("Last day"), help_text=_("This day still counts."))


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not confirmed"),
        help_text=_("The person reads it, and can declare the service again."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
