"""What editors and readers of the newsletter fill in."""

import datetime
import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import kit
from chairs.rules import may_edit_for_the_chair
from kit import formats
from kit.calendar import add_months
from kit.digits import DateTimeField, DigitsMixin, IntegerField
from library.models import Item
from members.models import Province
from newsletter.models import Edition, Entry, Section

ITEM_ADDRESS = re.compile(r"(?:.*/library/)?(\d{1,9})/?", re.ASCII)


class SubscribeForm(forms.Form):
    """The page and the foot of every page: an address and the language of the letters."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the newsletter"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    @property
    def is_from_a_robot(self):
        """People do not see the field `website`; programs that fill every field fill it."""
        return bool(self.cleaned_data["website"])


class DraftForm(forms.Form):
    """The month for which an edition is drafted: last, this or next, where the person may edit it."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=datetime.date.fromisoformat)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        this = kit.today().replace(day=1)
        months = [add_months(this, offset) for offset in (0, 1, -1)]
        taken = set(Edition.objects.filter(month__in=months).values_list("month", flat=True))
        self.fields["month"].choices = [
            (month.isoformat(), formats.month_year(month))
            for month in months
            if month not in taken and (user.is_staff or may_edit_for_the_chair(user, month))
        ]

    @property
    def has_months(self):
        return bool(self.fields["month"].choices)


class EditionForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = ["province", "theme", "title_ar", "title_en", "welcome_ar", "welcome_en"]
        widgets = {
            "title_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "title_en": forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
            "welcome_ar": forms.Textarea(attrs={"rows": 5, "dir": "rtl", "lang": "ar"}),
            "welcome_en": forms.Textarea(attrs={"rows": 5, "dir": "ltr", "lang": "en"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.filter(teams__isnull=False).distinct()
        self.fields["title_ar"].help_text = _("The subject of the letter. Empty: month and province.")

    def save(self, commit=True):
        """Only the words: what reviews and senders write meanwhile stays."""
        edition = super().save(commit=False)
        edition.save(update_fields=self._meta.fields)
        return edition


WORDS = {
    "title_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    "title_en": forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    "text_ar": forms.Textarea(attrs={"rows": 3, "dir": "rtl", "lang": "ar"}),
    "text_en": forms.Textarea(attrs={"rows": 3, "dir": "ltr", "lang": "en"}),
    "url": forms.URLInput(attrs={"dir": "ltr"}),
}


class EntryForm(forms.ModelForm):
    """One entry of the edition; an item's entry leads to the item and has no link of its own."""

    class Meta:
        model = Entry
        fields = ["section", "position", "title_ar", "title_en", "text_ar", "text_en", "url"]
        field_classes = {"position": IntegerField}
        widgets = WORDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.item_id:
            del self.fields["url"]


class StandingFormSet(forms.BaseInlineFormSet):
    """The entries that nobody has taken out, in the order of the letter."""

    def get_queryset(self):
        if not hasattr(self, "_standing"):
            order = list(Section)
            entries = super().get_queryset().standing().select_related("item__province")
            self._standing = sorted(entries, key=lambda e: (order.index(e.section), e.position, e.pk))
        return self._standing

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take it out of the edition")


EntryFormSet = forms.inlineformset_factory(
    Edition, Entry, form=EntryForm, formset=StandingFormSet, extra=0, can_delete=True, max_num=60
)


class NewEntryForm(forms.ModelForm):
    """News written by hand: an event ahead, an opportunity, a piece from elsewhere."""

    class Meta:
        model = Entry
        fields = ["section", "title_ar", "title_en", "text_ar", "text_en", "url"]
        widgets = WORDS


class ItemField(DigitsMixin, forms.CharField):
    """The number of an item, or its address as copied from the browser."""

    def clean(self, value):
        match = ITEM_ADDRESS.fullmatch(super().clean(value).partition("?")[0])
        item = match and Item.objects.published().filter(is_public=True, pk=int(match.group(1))).first()
        if item is None:
            raise ValidationError(_("No public item has this number or address."), code="unknown")
        return item


class AddItemForm(forms.Form):
    item = ItemField(
        label=_("Number or address of the item"),
        help_text=_("Open it in the library and copy its address."),
        max_length=300,
    )
    section = forms.ChoiceField(
        label=_("Section"),
        required=False,
        choices=[("", _("by its kind")), *((s.value, s.label) for s in Section)],
    )


class ScheduleForm(forms.Form):
    """The hour at which a released edition leaves, Baghdad time."""

    send_at = DateTimeField(label=_("Day and hour (Baghdad)"))

    def clean_send_at(self):
        at = self.cleaned_data["send_at"]
        if at <= kit.now():
            raise ValidationError(_("This hour has passed. Choose a later one, or send now."), code="past")
        return at


class TrialForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
