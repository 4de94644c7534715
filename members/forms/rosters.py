"""Bringing a roster: the file, and the team that it is for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import kit
from kit.files import Refused
from kit.sheets import ENDINGS
from members.forms.service import TeamChoice
from members.models import Service, Team
from members.rosters import sheets


class RosterForm(forms.Form):
    team = TeamChoice(Team.objects.select_related("province"), label=_("OSTP team"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, with the headings of the template in any order."),
        widget=forms.FileInput({"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        allow_empty_file=True,  # the reader says more about it
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        if by.is_staff:
            team.required, team.empty_label = False, _("Several teams: the rows name them")
            return
        led = Service.objects.leading(kit.today()).of(by).values("team")
        team.queryset = team.queryset.filter(pk__in=led)
        team.empty_label = None

    def clean_file(self):
        """The sheet in the file, read."""
        try:
            return sheets.read(self.cleaned_data["file"])
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
