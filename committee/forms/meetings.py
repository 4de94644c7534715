"""What the secretary of a meeting fills in: when and where, topics, action items, minutes."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import AgendaItem, Mode, Motion
from kit.digits import DateField, DateTimeField, IntegerField
from members.models import User

WRITTEN = {"dir": "auto"}


def text_area(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **WRITTEN, **attrs})


class MeetingForm(forms.Form):
    starts_at = DateTimeField(label=_("Begins"), help_text=_("Time of Baghdad."))
    minutes = IntegerField(label=_("Length in minutes"), min_value=15, max_value=480, initial=120)
    mode = forms.ChoiceField(label=_("How"), choices=Mode, widget=forms.RadioSelect, initial=Mode.IN_PERSON)
    place = forms.CharField(
        label=_("Place, or number to call"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WRITTEN),
    )
    link = forms.URLField(
        label=_("Link"), required=False, help_text=_("Of an online meeting."), assume_scheme="https"
    )

    def clean(self):
        data = super().clean()
        begin, length = data.get("starts_at"), data.pop("minutes", None)
        if begin and length:
            data["ends_at"] = begin + datetime.timedelta(minutes=length)
        if data.get("mode") == Mode.ONLINE and not data.get("link") and "link" not in self.errors:
            self.add_error("link", _("An online meeting needs its link."))
        if data.get("mode") == Mode.PHONE and not data.get("place"):
            self.add_error("place", _("A meeting by phone needs the number to call."))
        return data

    @staticmethod
    def of(meeting):
        """The values of a meeting, to be changed."""
        length = (meeting.ends_at - meeting.starts_at) // datetime.timedelta(minutes=1)
        names = ("starts_at", "mode", "place", "link")
        return {"minutes": length} | {name: getattr(meeting, name) for name in names}


class CancelForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is cancelled"),
        help_text=_("All who were invited read it."),
        max_length=300,
        widget=text_area(3),
    )


class ItemForm(forms.Form):
    title_ar = forms.CharField(
        label=_("Topic in Arabic"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    title_en = forms.CharField(
        label=_("Topic in English"), max_length=200, required=False, widget=forms.TextInput(attrs=WRITTEN)
    )
    about = forms.CharField(label=_("What it is about"), max_length=4000, required=False, widget=text_area(3))
    minutes = IntegerField(label=_("Length in minutes"), min_value=1, max_value=240, initial=15)
    motion = forms.ModelChoiceField(
        Motion.objects.none(), label=_("Motion"), required=False, help_text=_("One that waits for votes.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["motion"].queryset = Motion.objects.undecided()

    def clean(self):
        data = super().clean()
        if not data.get("title_ar") and not data.get("title_en"):
            self.add_error("title_ar", _("Give the topic a title in Arabic or in English."))
        return data

    @staticmethod
    def of(item):
        return {name: getattr(item, name) for name in ("title_ar", "title_en", "about", "minutes", "motion")}


class ItemRecordForm(ItemForm):
    """A topic with what came of it."""

    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=4000,
        required=False,
        help_text=_("It goes into the draft of the minutes."),
        widget=text_area(4),
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, initial=ItemForm.of(item) | {"outcome": item.outcome}, **kwargs)
        known = Motion.objects.filter(pk=item.motion_id)
        self.fields["motion"].queryset = Motion.objects.undecided() | known


class ActionForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be done"), max_length=300, widget=forms.TextInput(attrs=WRITTEN)
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who does it"))
    due_on = DateField(label=_("By"))
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Topic"), required=False)

    def __init__(self, *args, meeting, people, items, **kwargs):
        super().__init__(*args, **kwargs)
        people = [person for person in people if person.is_reachable]
        holders, topics = self.fields["owner"], self.fields["item"]
        holders.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        topics.queryset = AgendaItem.objects.filter(meeting=meeting)
        # The page has these rows already: the lists of choices ask for nothing.
        empty = [("", holders.empty_label)]
        holders.choices = empty + [(person.pk, person.name) for person in people]
        topics.choices = empty + [(item.pk, item.title) for item in items]


class MinutesForm(forms.Form):
    text_ar = forms.CharField(
        label=_("Minutes in Arabic"), required=False, widget=forms.Textarea(attrs={"rows": 16, "dir": "rtl"})
    )
    text_en = forms.CharField(
        label=_("Minutes in English"), required=False, widget=forms.Textarea(attrs={"rows": 16, "dir": "ltr"})
    )

    def clean(self):
        data = super().clean()
        if not data.get("text_ar", "").strip() and not data.get("text_en", "").strip():
            self.add_error("text_ar", _("Write the minutes in Arabic or in English."))
        return data


class PaperForm(forms.Form):
    paper = forms.FileField(label=_("Paper"), allow_empty_file=True)


class AttendanceForm(forms.Form):
    seat = forms.IntegerField()
    status = forms.CharField()
